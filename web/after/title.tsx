/** The heading of a screen; it takes the focus, so that a change of screens is heard. */
import { useEffect, useRef } from 'react';

export function Title({ children }: { readonly children: React.ReactNode }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  return (
    <h1 ref={heading} tabIndex={-1}>
      {children}
    </h1>
  );
}
