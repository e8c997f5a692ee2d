/** Builds the page of a packet: one HTML file with its script and styles inside, and a policy that lets in no others. */
import { createHash } from 'node:crypto';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';
import page from './vite.config.ts';

export default defineConfig({
  root: 'web',
  base: './',
  plugins: [react(), oneFile()],
  resolve: page.resolve ?? {},
  build: {
    outDir: '../build/packet',
    emptyOutDir: true,
    target: 'es2022',
    assetsInlineLimit: 0,
    cssCodeSplit: false,
    modulePreload: false,
    sourcemap: false,
    rolldownOptions: { input: 'web/packet.html', output: { codeSplitting: false } },
  },
});

/** Puts the one script and the one style sheet into the page, with their hashes in its policy. */
function oneFile(): Plugin {
  return {
    name: 'one-file',
    enforce: 'post',
    // After Vite's own, which fill in what the script says of its parts.
    generateBundle: {
      order: 'post',
      handler(_options, bundle) {
        const files = Object.values(bundle);
        const page = files.find((file) => file.type === 'asset' && file.fileName.endsWith('.html'));
        const chunks = files.filter((file) => file.type === 'chunk');
        const sheets = files.filter((file) => file.type === 'asset' && file.fileName.endsWith('.css'));
        const [chunk] = chunks;
        const [sheet] = sheets;
        if (files.length !== 3 || page?.type !== 'asset' || chunk === undefined || sheet?.type !== 'asset')
          this.error(`expected a page, a script and a style sheet, not: ${Object.keys(bundle).join(', ')}`);
        // In a string, a template or a pattern, \x3c is the same sign; outside of them neither can stand.
        const script = chunk.code.replace(/<(?=\/script|!--)/gi, '\\x3c');
        const style = String(sheet.source).trim();
        if (/<\/style/i.test(style)) this.error('the style sheet would end itself');
        const put = (text: string, pattern: RegExp, by: string): string => {
          if (text.match(pattern)?.length !== 1) this.error(`the page has not one ${pattern}`);
          return text.replace(pattern, () => by);
        };
        let html = String(page.source);
        html = put(html, /POLICY/g, policy({ script, style }));
        html = put(html, /[ \t]*<script type="module"[^>]*><\/script>\n/g, '');
        html = put(html, /<link rel="stylesheet"[^>]*>/g, `<style>${style}</style>`);
        html = put(html, /<\/body>/g, `<script type="module">${script}</script>\n  </body>`);
        page.source = html;
        delete bundle[chunk.fileName];
        delete bundle[sheet.fileName];
      },
    },
  };
}

/** As that of the server's page (src/server/headers.ts), but by hash: a file has no origin of its own. */
function policy({ script, style }: { readonly script: string; readonly style: string }): string {
  const hash = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
  return [
    "default-src 'none'",
    `script-src ${hash(script)}`,
    `style-src ${hash(style)} 'sha256-38RhXrc7EdReTKsOm23ZPOCUgniTUUcjky8QOOrQx6o='`,
    "style-src-attr 'unsafe-inline'",
    'img-src data:',
    "connect-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ].join('; ');
}
