/** What npm would publish: it starts at once, is small, and brings no install script and no native build. */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const root = resolve(import.meta.dirname, '../..');
const version = (JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string }).version;

interface Locked {
  readonly dev?: boolean;
  readonly devOptional?: boolean;
  readonly optional?: boolean;
  readonly hasInstallScript?: boolean;
}

describe('the packed tarball', () => {
  let dir: string;
  let cli: string;

  beforeAll(() => {
    dir = mkdtempSync(join(tmpdir(), 'fieldtest-pack-'));
    execFileSync('npm', ['pack', '--silent', '--pack-destination', dir], {
      cwd: root,
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    const [tarball] = readdirSync(dir).filter((file) => file.endsWith('.tgz'));
    execFileSync('tar', ['-xzf', tarball!], { cwd: dir });
    // What npm would install beside it, and nothing else that lies about here.
    for (const path of runtimePackages().map(([path]) => path)) {
      mkdirSync(dirname(join(dir, path)), { recursive: true });
      symlinkSync(join(root, path), join(dir, path));
    }
    cli = join(dir, 'package/dist/cli.js');
  });

  afterAll(() => rmSync(dir, { recursive: true, force: true }));

  test('says its version in under 0.15 s of CPU', () => {
    const hook =
      "data:text/javascript,process.on('exit',()=>{const{user,system}=process.cpuUsage();console.error((user+system)/1e6)})";
    const runs = Array.from({ length: 5 }, () =>
      spawnSync(process.execPath, ['--import', hook, cli, '--version'], { encoding: 'utf8' }),
    );
    for (const { status, stdout } of runs)
      expect({ status, stdout }).toEqual({ status: 0, stdout: `${version}\n` });
    expect(Math.min(...runs.map(({ stderr }) => Number(stderr)))).toBeLessThan(0.15);
  });

  test('holds the program, its types and the example, and no sources or tests', () => {
    const files = readdirSync(join(dir, 'package'), { recursive: true, encoding: 'utf8' });
    expect(files).toEqual(
      expect.arrayContaining([
        'dist/cli.js',
        'dist/index.js',
        'dist/index.d.ts',
        'dist/prices.json',
        'dist/third-party-licenses.txt',
        'dist/web/third-party-licenses.txt',
        'README.md',
        'LICENSE',
      ]),
    );
    expect(files.filter((file) => /^(src|test|scripts|docs)\b/.test(file))).toEqual([]);
    const bytes = files.reduce((sum, file) => sum + statSync(join(dir, 'package', file)).size, 0);
    // A sixth of it draws charts; the packages of model providers in it would take 12 MB beside it.
    expect(bytes).toBeLessThan(11_500_000);
  });

  test('takes one byte in memory for each of its characters', () => {
    const dist = join(dir, 'package/dist');
    const wide = readdirSync(dist)
      .filter((file) => file.endsWith('.js'))
      .map((file) => readFileSync(join(dist, file), 'utf8'))
      .filter((text) => /[\u0100-\uFFFF]/.test(text));
    // What reads its own source text, `String.raw`, stays as it was written.
    expect(wide.filter((text) => !/\braw`/.test(text))).toEqual([]);
    expect(wide.join('').length).toBeLessThan(20_000);
  });

  test('runs the demo in an empty folder, without a network', () => {
    const cwd = mkdtempSync(join(dir, 'user-'));
    // Any connection that is tried ends the run.
    const offline =
      "data:text/javascript,import net from 'node:net';net.Socket.prototype.connect=()=>{throw new Error('network')}";
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      ['--import', offline, cli, 'demo', '--json'],
      { cwd, encoding: 'utf8', env: { PATH: process.env.PATH, HOME: cwd } },
    );
    // With --json the progress of the run is told there, a document a line.
    const said = stderr.split('\n').filter((line) => line !== '' && !line.startsWith('{"progress":'));
    expect({ status, said }).toEqual({ status: 0, said: [] });
    const { decision } = JSON.parse(stdout) as { decision: { verdict: { kind: string } } };
    expect(decision.verdict.kind).toBe('switch');
  });

  test('exports decide to other programs', () => {
    const program = `import { decide, defineConfig } from ${JSON.stringify(join(dir, 'package/dist/index.js'))};
      console.log(typeof defineConfig, decide({ examples: [], candidates: [], ratings: [] }).verdict.kind);`;
    const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', program], {
      encoding: 'utf8',
    });
    expect({ stdout, stderr }).toEqual({ stdout: 'function not-enough\n', stderr: '' });
  });
});

test('no runtime dependency has an install script or a native build, and all of them are under 40 MB', () => {
  const runtime = runtimePackages();
  expect(runtime.length).toBeGreaterThan(10);
  expect(runtime.filter(([, entry]) => entry.hasInstallScript)).toEqual([]);
  const native = runtime.flatMap(([path]) =>
    readdirSync(join(root, path), { recursive: true, encoding: 'utf8' }).filter((file) =>
      /\.node$|binding\.gyp$/.test(file),
    ),
  );
  expect(native).toEqual([]);
  const bytes = runtime.reduce((sum, [path]) => sum + folderBytes(join(root, path)), 0);
  expect(bytes).toBeLessThan(40_000_000);
});

/** What npm installs with the package, by the lock file. */
function runtimePackages(): readonly (readonly [path: string, entry: Locked])[] {
  const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as {
    packages: { [path: string]: Locked };
  };
  return Object.entries(lock.packages).filter(
    ([path, entry]) => path !== '' && !entry.dev && !entry.devOptional && !entry.optional,
  );
}

function folderBytes(dir: string): number {
  return readdirSync(dir, { recursive: true, encoding: 'utf8' }).reduce((sum, file) => {
    const stats = statSync(join(dir, file));
    return sum + (stats.isFile() ? stats.size : 0);
  }, 0);
}
