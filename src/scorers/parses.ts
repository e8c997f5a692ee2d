/** `parses:` the output is code without a syntax error. Nothing of it is run. */
import type { CODE_LANGUAGES } from '../core/check-schema.ts';
import { messageOf } from '../core/errors.ts';
import { parseJson } from '../core/json-text.ts';
import type { Scorer } from '../core/plugins.ts';
import { visibleLine } from '../core/visible.ts';
import { boundedCheck, fail, PASS } from './bounded.ts';
import { jsonFaultText, lineAt } from './json-place.ts';

type Language = (typeof CODE_LANGUAGES)[number];

/** What is wrong with a text, as `line 3: ...`; undefined when nothing is. */
type Parser = (text: string) => string | undefined;

export const parsesScorer: Scorer = {
  kind: 'parses',
  description: 'The output is code that parses: JSON, YAML, XML, JavaScript or TypeScript.',
  nameOf: ({ spec }) => `parses as ${NAMES[spec.parses!]}`,
  needsTrust: () => [],
  async open({ spec }) {
    const parse = await PARSERS[spec.parses!]();
    return boundedCheck(({ text }) => {
      // An empty text is a program that does nothing.
      const fault = text.trim() === '' ? 'it is empty' : parse(text);
      return fault === undefined ? PASS : fail(visibleLine(fault));
    });
  },
};

const NAMES: { readonly [language in Language]: string } = {
  json: 'JSON',
  yaml: 'YAML',
  xml: 'XML',
  javascript: 'JavaScript',
  typescript: 'TypeScript',
};

/** Loaded when they are asked for. */
const PARSERS: { readonly [language in Language]: () => Promise<Parser> } = {
  json: async () => (text) => {
    const parsed = parseJson(text);
    return parsed.kind === 'value' ? undefined : jsonFaultText(text, parsed.fault);
  },
  async yaml() {
    const { isCollection, parseAllDocuments } = await import('yaml');
    return (text) => {
      const documents = parseAllDocuments(text, { prettyErrors: false });
      if (!Array.isArray(documents)) return 'it is empty';
      for (const { errors, contents } of documents) {
        const [error] = errors;
        if (error !== undefined) return `line ${lineAt(text, error.pos[0])}: ${error.message}`;
        // Almost any sentence is YAML: a text.
        if (contents !== null && !isCollection(contents)) return 'it is a plain text, without keys or items';
      }
      return undefined;
    };
  },
  async xml() {
    const { parseXml, XmlError } = await import('@rgrove/parse-xml');
    return (text) => {
      try {
        parseXml(text);
        return undefined;
      } catch (error) {
        if (!(error instanceof XmlError)) throw error;
        return `line ${error.line}: ${error.message.split(' (line ')[0]}`;
      }
    };
  },
  async javascript() {
    const { parse } = await import('acorn');
    const attempt = (text: string, sourceType: 'module' | 'script') => {
      try {
        parse(text, { ecmaVersion: 'latest', sourceType, allowHashBang: true });
        return undefined;
      } catch (error) {
        if (!(error instanceof SyntaxError)) throw error;
        const { loc } = error as { readonly loc?: { readonly line: number } };
        return `line ${loc?.line ?? 1}: ${error.message.replace(/ \(\d+:\d+\)$/, '')}`;
      }
    };
    return unfenced((text) => {
      const asModule = attempt(text, 'module');
      return asModule === undefined || attempt(text, 'script') === undefined ? undefined : asModule;
    });
  },
  async typescript() {
    const { stripTypeScriptTypes } = await import('node:module');
    return unfenced((text) => {
      try {
        withoutWarnings(() => stripTypeScriptTypes(text, { mode: 'transform' }));
        return undefined;
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'ERR_INVALID_TYPESCRIPT_SYNTAX') throw error;
        const line = /^:(\d+)/.exec((error as Error).stack ?? '')?.[1] ?? '1';
        return `line ${line}: ${messageOf(error)}`;
      }
    });
  },
};

/** To a parser of JavaScript the marks of a code block are templates, in which anything may stand. */
function unfenced(parse: Parser): Parser {
  return (text) => (/^\s*```/.test(text) ? 'line 1: it begins with the marks of a code block' : parse(text));
}

/** Node says of its own TypeScript parser that it is new; a user of ours can do nothing with that. */
function withoutWarnings(work: () => void): void {
  const warn = process.emitWarning;
  process.emitWarning = () => {};
  try {
    work();
  } finally {
    process.emitWarning = warn;
  }
}
