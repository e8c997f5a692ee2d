/** Keeps a fault where it is: a view that fails, or whose code does not arrive, is replaced, and all else goes on. */
import { Component, type ReactNode } from 'react';
import { NotArrived } from './lazily.tsx';

interface Props {
  /** What is shown; when it changes to something else, the view is tried again. */
  readonly of: unknown;
  readonly instead: ReactNode;
  readonly children: ReactNode;
}

interface State {
  readonly of: unknown;
  readonly failed: boolean;
}

// React catches what a view throws in classes alone.
export class Guard extends Component<Props, State> {
  override state: State = { of: this.props.of, failed: false };

  static getDerivedStateFromError(): Partial<State> {
    return { failed: true };
  }

  static getDerivedStateFromProps(props: Props, state: State): State | null {
    return props.of === state.of ? null : { of: props.of, failed: false };
  }

  // What failed while it was prepared unseen is tried again when it comes into sight.
  override componentDidMount(): void {
    if (this.state.failed) this.setState({ failed: false });
  }

  override componentDidCatch(error: Error): void {
    if (error instanceof NotArrived) error.askAgain();
  }

  override render(): ReactNode {
    return this.state.failed ? this.props.instead : this.props.children;
  }
}
