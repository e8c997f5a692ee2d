/** `jsonSchema:` the output is JSON that fits a JSON Schema (draft 7, 2019-09 or 2020-12), by Ajv. */
import type { AnySchema, ErrorObject, Options, ValidateFunction } from 'ajv';
import { FieldtestError, messageOf } from '../core/errors.ts';
import { isJsonObject, type Json } from '../core/json.ts';
import { parseJson } from '../core/json-text.ts';
import type { Scorer } from '../core/plugins.ts';
import { visibleLine } from '../core/visible.ts';
import { boundedCheck, fail, PASS } from './bounded.ts';
import { jsonFaultText, lineAt, placeOf } from './json-place.ts';
import { withinTime } from './within-time.ts';

export const jsonSchemaScorer: Scorer = {
  kind: 'jsonSchema',
  description: 'The output is JSON that fits a JSON Schema.',
  nameOf: ({ spec }) => {
    const given = spec.jsonSchema!;
    if (typeof given === 'string') return `fits ${given.slice('file://'.length).split('/').at(-1)}`;
    return typeof given.title === 'string' ? `fits ${given.title}` : 'fits the schema';
  },
  needsTrust: () => [],
  async open({ name, schema }, { warn }) {
    const validate = await compiled(schema!, { name, warn });
    return boundedCheck(({ text }) => {
      const parsed = parseJson(text);
      if (parsed.kind === 'fault') return fail(jsonFaultText(text, parsed.fault));
      return validate(parsed.value) ? PASS : fail(errorText(text, validate.errors![0]!));
    });
  },
};

async function compiled(
  schema: Json,
  { name, warn }: { readonly name: string; readonly warn: (message: string) => void },
): Promise<ValidateFunction> {
  const refuse = (why: string): never => {
    throw new FieldtestError(
      'config',
      `checks: ${name}: ${why}`,
      'Mend the schema; see docs/guide/checks.md.',
    );
  };
  const said = (message: unknown) => warn(`checks: ${name}: ${visibleLine(String(message))}`);
  const options: Options = {
    strict: false,
    // A mistyped keyword would check nothing, and nobody would know.
    strictSchema: 'log',
    logger: { log: said, warn: said, error: said },
    allowUnionTypes: true,
  };
  const ajv = await ajvFor(schema, options);
  try {
    return withinTime(() => ajv.compile(schema as AnySchema), 5000) ?? refuse('it takes too long to read');
  } catch (error) {
    if (error instanceof FieldtestError) throw error;
    return refuse(visibleLine(messageOf(error)));
  }
}

/** Without `$schema` it is the newest draft, which is what tools write today. */
async function ajvFor(schema: Json, options: Options) {
  const draft = isJsonObject(schema) ? String(schema.$schema ?? '') : '';
  const { default: formats } = await import('ajv-formats');
  const add = formats as unknown as typeof formats.default;
  if (draft.includes('2019-09')) return add(new (await import('ajv/dist/2019.js')).Ajv2019(options));
  if (draft === '' || draft.includes('2020-12'))
    return add(new (await import('ajv/dist/2020.js')).Ajv2020(options));
  return add(new (await import('ajv')).Ajv(options));
}

/** `line 3: required property total is missing`, `line 4: items[0].price must be number`. */
function errorText(text: string, error: ErrorObject): string {
  const path = error.instancePath.split('/').slice(1).map(unescaped);
  const where = `line ${lineAt(text, placeOf(text, path))}`;
  const place = visibleLine(
    path.map((step, i) => (/^\d+$/.test(step) ? `[${step}]` : i === 0 ? step : `.${step}`)).join(''),
  );
  const params = error.params as { readonly [name: string]: unknown };
  const shown = (value: unknown) => visibleLine(String(value));
  switch (error.keyword) {
    case 'required':
      return `${where}: required property ${place === '' ? '' : `${place}.`}${shown(params.missingProperty)} is missing`;
    case 'additionalProperties':
    case 'unevaluatedProperties': {
      const extra = params.additionalProperty ?? params.unevaluatedProperty;
      return `${where}: property ${place === '' ? '' : `${place}.`}${shown(extra)} is not in the schema`;
    }
    case 'enum':
      return `${where}: ${place || 'the output'} must be one of ${clipped((params.allowedValues as Json[]).map((value) => JSON.stringify(value)).join(', '))}`;
    case 'const':
      return `${where}: ${place || 'the output'} must be ${clipped(JSON.stringify(params.allowedValue))}`;
    default:
      return `${where}: ${place || 'the output'} ${clipped(error.message ?? 'does not fit')}`;
  }
}

function clipped(text: string): string {
  const line = visibleLine(text);
  return line.length > 120 ? `${line.slice(0, 120)}...` : line;
}

/** A step of a JSON Pointer (RFC 6901). */
function unescaped(step: string): string {
  return step.replaceAll('~1', '/').replaceAll('~0', '~');
}
