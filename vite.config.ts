/** Builds the page of the review; `npm run build:web`. */
import { join } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { thirdPartyLicenses } from './scripts/third-party-licenses.ts';

export default defineConfig({
  root: 'web',
  base: '/',
  plugins: [react(), thirdPartyLicenses()],
  resolve: {
    alias: {
      // Its variant for browsers decodes &amp; by writing HTML, which the page's policy forbids.
      'decode-named-character-reference': join(
        import.meta.dirname,
        'node_modules/decode-named-character-reference/index.js',
      ),
    },
  },
  build: {
    outDir: '../build/web',
    emptyOutDir: true,
    target: 'es2022',
    // Data URIs for nothing: the policy of the page knows files of its own only.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    sourcemap: false,
  },
});
