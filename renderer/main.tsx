import './ui/tokens.css';
import { App } from './app.tsx';
import { startWindow } from './start.tsx';

startWindow(<App />);
