/** Packages that the user has installed: found from the folder of the project, or else from ours. */
import { existsSync, readFileSync } from 'node:fs';
import { findPackageJSON } from 'node:module';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** The URL of a package's entry for `import`, or undefined when it is installed in neither place. */
export function installedPackage(name: string, projectDir: string): string | undefined {
  const bases = [pathToFileURL(join(projectDir, 'fieldtest.yaml')).href, import.meta.url];
  for (const base of bases) {
    const manifest = manifestOf(name, base);
    if (manifest !== undefined) return pathToFileURL(join(dirname(manifest), entryOf(manifest))).href;
  }
  return undefined;
}

function manifestOf(name: string, base: string): string | undefined {
  try {
    const found = findPackageJSON(name, base);
    return found !== undefined && existsSync(found) ? found : undefined;
  } catch {
    return undefined;
  }
}

/** The entry as `exports` gives it to an import; `import.meta.resolve` cannot ask for another folder. */
function entryOf(manifest: string): string {
  const { exports, module, main } = JSON.parse(readFileSync(manifest, 'utf8')) as {
    readonly exports?: unknown;
    readonly module?: string;
    readonly main?: string;
  };
  return conditioned(exports) ?? module ?? main ?? 'index.js';
}

function conditioned(exports: unknown): string | undefined {
  if (typeof exports === 'string') return exports;
  if (Array.isArray(exports)) return exports.map(conditioned).find((entry) => entry !== undefined);
  if (typeof exports !== 'object' || exports === null) return undefined;
  const conditions = exports as { readonly [condition: string]: unknown };
  if ('.' in conditions) return conditioned(conditions['.']);
  for (const [condition, target] of Object.entries(conditions)) {
    if (['node', 'import', 'module-sync', 'default'].includes(condition)) {
      const entry = conditioned(target);
      if (entry !== undefined) return entry;
    }
  }
  return undefined;
}
