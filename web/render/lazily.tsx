/** A view whose code comes when it is first shown; when it does not arrive, the next time asks again. */
import { type ComponentType, type LazyExoticComponent, lazy } from 'react';

/** Thrown to the `Guard` around a view when its code does not arrive. */
export class NotArrived extends Error {
  /** Makes the next attempt ask for the code again. */
  readonly askAgain: () => void;
  constructor(cause: unknown, askAgain: () => void) {
    super('the code of a view did not arrive', { cause });
    this.name = 'NotArrived';
    this.askAgain = askAgain;
  }
}

/** Suspends until the code is here; throws `NotArrived` when it does not come. */
export function lazily<P extends object>(load: () => Promise<ComponentType<P>>): ComponentType<P> {
  let view: LazyExoticComponent<ComponentType<P>> | undefined;
  const askAgain = () => {
    view = undefined;
  };
  // biome-ignore lint/correctness/noComponentHookFactories: made once for each view, when its module is loaded
  return function Lazily(props: P) {
    view ??= lazy(() =>
      load().then(
        (loaded) => ({ default: loaded }),
        (error: unknown) => {
          throw new NotArrived(error, askAgain);
        },
      ),
    );
    const View = view as unknown as ComponentType<P>;
    return <View {...props} />;
  };
}
