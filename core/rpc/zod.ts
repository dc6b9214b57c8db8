import { z } from 'zod/mini';

// zod's compiled parsers need `new Function`, which the window's CSP forbids. Here, because a schema that is made
// before this has tried it already.
z.config({ jitless: true });

export { z };
