/** Lists in pieces that fit into one statement's parameters. */
export function parts<T>(items: readonly T[], size = 500): readonly T[][] {
  const result: T[][] = [];
  for (let i = 0; i < items.length; i += size) result.push(items.slice(i, i + size));
  return result;
}
