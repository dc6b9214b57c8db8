import { Component, type ReactNode } from 'react';
import { strings } from '../strings.ts';
import { Banner } from '../ui/banner.tsx';
import { Button } from '../ui/button.tsx';

type Props = { readonly children: ReactNode };

/** A view that crashes says so and leaves the rest of the window, and the publisher, alone. */
export class ErrorBoundary extends Component<Props, { readonly isBroken: boolean }> {
  override readonly state = { isBroken: false };

  static getDerivedStateFromError() {
    return { isBroken: true };
  }

  override render(): ReactNode {
    if (!this.state.isBroken) return this.props.children;
    const reload = (
      <Button size="s" onPress={() => location.reload()}>
        {strings.errors.reload}
      </Button>
    );
    return (
      <Banner tone="danger" action={reload}>
        {strings.errors.crashed}
      </Banner>
    );
  }
}
