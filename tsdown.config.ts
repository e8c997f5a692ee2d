import { defineConfig, type UserConfig } from 'tsdown';
import { englishZod, narrowText } from './scripts/lean-chunks.ts';
import { thirdPartyLicenses } from './scripts/third-party-licenses.ts';

/** What `dependencies` names stays outside; all else is built in, so that a command reads a few files and not a thousand. */
export const bundle: UserConfig = {
  entry: {
    cli: 'src/cli/main.ts',
    index: 'src/index.ts',
    // A thread is started from a file of its own.
    'capture-thread': 'src/capture/thread.ts',
  },
  platform: 'node',
  target: 'node24',
  format: 'esm',
  outExtensions: () => ({ js: '.js', dts: '.d.ts' }),
  // Without this the list of what is built in would be a warning.
  deps: { onlyBundle: false, alwaysBundle: [/^zod(\/|$)/] },
  plugins: [englishZod(), thirdPartyLicenses(), narrowText()],
  outputOptions: { comments: false },
  // What undici leaves out of Node's own copy of it: a second HTTP parser on trial, 190 KB that stay in memory.
  define: { esbuildDetection: 'true' },
  clean: true,
  copy: ['src/open/prices.json'],
};

export default defineConfig({ ...bundle, dts: { entry: 'src/index.ts' } });
