/** A build plugin: what is built into a file here was written elsewhere, and its licences ask to come along. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

interface Bundle {
  readonly [file: string]: { readonly type: string; readonly moduleIds?: readonly string[] };
}

/** Adds `third-party-licenses.txt`: of each package in the bundle its name, version, licence and the licence's text. */
export function thirdPartyLicenses() {
  return {
    name: 'third-party-licenses',
    generateBundle(
      this: { emitFile(file: { type: 'asset'; fileName: string; source: string }): unknown },
      _options: unknown,
      bundle: Bundle,
    ) {
      const modules = Object.values(bundle).flatMap(({ moduleIds = [] }) => moduleIds);
      const packages = new Set(
        modules.flatMap((id) => packageOf(id.replace(/^\0/, '').replace(/\?.*$/, '')) ?? []),
      );
      const texts = [...packages].map(licenseOf).toSorted();
      this.emitFile({
        type: 'asset',
        fileName: 'third-party-licenses.txt',
        source: texts.join(`\n${'-'.repeat(80)}\n\n`),
      });
    },
  };
}

/** The folder of the package that a module belongs to, if it is not ours. */
function packageOf(module: string): string | undefined {
  if (!module.includes('/node_modules/')) return undefined;
  // Some packages have folders with a package.json that names nothing.
  for (let dir = dirname(module); !dir.endsWith('/node_modules'); dir = dirname(dir))
    if (existsSync(join(dir, 'package.json')) && 'version' in packageJson(dir)) return dir;
  return undefined;
}

function licenseOf(dir: string): string {
  const { name, version, license } = packageJson(dir);
  const file = readdirSync(dir).find((entry) => /^(licen[cs]e|copying)/i.test(entry));
  const text = file === undefined ? '' : `\n${readFileSync(join(dir, file), 'utf8').trim()}\n`;
  return `${name} ${version} (${license})\n${text}`;
}

function packageJson(dir: string): {
  readonly name: string;
  readonly version: string;
  readonly license: string;
} {
  return JSON.parse(readFileSync(join(dir, 'package.json'), 'utf8'));
}
