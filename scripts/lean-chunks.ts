/** What makes a built file smaller in memory: V8 keeps the text of every file that it has loaded. */
import type { Rolldown } from 'tsdown';

/** After a backslash, or where a template is read as it is written. */
const NOT_ESCAPED = /\\[\u0100-\uFFFF]|\braw`/;
/** One of them makes V8 keep the whole file in two bytes for each character. */
const EVERY_WIDE = /[\u0100-\uFFFF]/g;
const ZOD_LOCALES = /[\\/]zod[\\/]v4[\\/]locales[\\/]index\.js$/;

const escaped = (unit: string) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;

/** Writes wide characters as escapes, but for chunks where that could change what is said. */
export function narrowText(): Rolldown.Plugin {
  return {
    name: 'narrow-text',
    // Last: whatever prints the code once more would write them out again.
    generateBundle(_options, bundle) {
      for (const chunk of Object.values(bundle)) {
        if (chunk.type !== 'chunk' || !chunk.fileName.endsWith('.js') || NOT_ESCAPED.test(chunk.code))
          continue;
        chunk.code = chunk.code.replace(EVERY_WIDE, escaped);
      }
    },
  };
}

/** zod speaks fifty languages, and we ask for none of them but English, which it imports by itself. */
export function englishZod(): Rolldown.Plugin {
  return {
    name: 'english-zod',
    load: { filter: { id: ZOD_LOCALES }, handler: () => 'export {};' },
  };
}
