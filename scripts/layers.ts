/** The layer rule by dependency-cruiser, and proof that it saw the modules: a checker of nothing passes too. */
import { createRequire } from 'node:module';
import { cruise, type ICruiseOptions, type ICruiseResult } from 'dependency-cruiser';
import extractTSConfig from 'dependency-cruiser/config-utl/extract-ts-config';

const config = createRequire(import.meta.url)('../.dependency-cruiser.cjs') as {
  forbidden: object[];
  options: ICruiseOptions;
};

/** Cruises folders of a tree (default: this one) by the project's rules. */
export async function cruiseLayers(
  folders: readonly string[],
  baseDir: string = process.cwd(),
): Promise<ICruiseResult> {
  const ruleSet = { forbidden: config.forbidden };
  const options = { ...config.options, ruleSet, validate: true, baseDir } as ICruiseOptions;
  const tsConfig = extractTSConfig('tsconfig.json');
  const { output } = await cruise([...folders], options, undefined, { tsConfig });
  return output as ICruiseResult;
}

/** What is wrong, a line each; empty when all is well. */
export function violations(result: ICruiseResult): readonly string[] {
  const lines = result.summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} -> ${to}`);
  const { totalCruised } = result.summary;
  const imports = result.modules.flatMap((module) => module.dependencies).length;
  // TypeScript 7 once made it see none at all.
  if (totalCruised < 50 || imports < 100)
    lines.push(`the checker saw only ${totalCruised} modules and ${imports} imports`);
  return lines;
}

if (import.meta.main) {
  const result = await cruiseLayers(['src', 'web']);
  const wrong = violations(result);
  for (const line of wrong) console.error(line);
  console.log(`${result.summary.totalCruised} modules, ${wrong.length} violations`);
  process.exitCode = wrong.length === 0 ? 0 : 1;
}
