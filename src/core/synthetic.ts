/** Examples that no user sent: a model wrote them, or a program changed real ones. No figure mixes them with real ones. */

/** The slice of such an example begins so; what follows says how it was made: `synthetic:draft`, `synthetic:typos`. */
export const SYNTHETIC = 'synthetic:';

export function isSynthetic({ slices = [] }: { readonly slices?: readonly string[] }): boolean {
  return slices.some((slice) => slice.startsWith(SYNTHETIC));
}

/** The examples that decide: the real ones, or all of them where none is real. */
export function decidingExamples<Example extends { readonly slices?: readonly string[] }>(
  examples: readonly Example[],
): readonly Example[] {
  const real = examples.filter((example) => !isSynthetic(example));
  return real.length > 0 ? real : examples;
}
