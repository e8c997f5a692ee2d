/** `fieldMatch:` the fields of a JSON output are those of the reference. */

import type { Json } from '../core/json.ts';
import { parseJson } from '../core/json-text.ts';
import type { Scorer } from '../core/plugins.ts';
import { visibleLine } from '../core/visible.ts';
import { boundedCheck } from './bounded.ts';
import { compareFields, type FieldDifference } from './compare-fields.ts';
import { jsonFaultText } from './json-place.ts';
import { asText, structured } from './part-of-output.ts';
import { differs, quoted } from './wanted-text.ts';

export const fieldMatchScorer: Scorer = {
  kind: 'fieldMatch',
  description: 'The fields of a JSON output are those of the reference, with precision and recall by field.',
  nameOf: ({ spec }) => (spec.fieldMatch === true ? 'field match' : `fields ${spec.fieldMatch!.join(', ')}`),
  needsTrust: () => [],
  async open({ spec }) {
    const only = spec.fieldMatch === true ? undefined : spec.fieldMatch!.map(withoutRoot);
    return boundedCheck(({ text, example }) => {
      if (example.reference === undefined) return { kind: 'no-reference' };
      const wanted = structured(example.reference);
      if (wanted === undefined) return { kind: 'broken', reason: 'the reference is no JSON object or list' };
      const parsed = parseJson(text);
      const given = parsed.kind === 'value' ? parsed.value : undefined;
      const { fields, differences } = compareFields(wanted, given, spec, only);
      const detail = { kind: 'fields', fields } as const;
      if (parsed.kind === 'fault') return { kind: 'fail', reason: jsonFaultText(text, parsed.fault), detail };
      if (differences.length === 0) return { kind: 'pass', detail };
      const more = differences.length > 1 ? `; and ${differences.length - 1} more` : '';
      return { kind: 'fail', reason: `${differenceText(differences[0]!)}${more}`, detail };
    });
  },
};

/** `$.total` is `total`, `$.items[0]` is `items[]`: items are compared all alike. */
function withoutRoot(path: string): string {
  return path.replace(/^\$\.?/, '').replace(/\[\d*\]/g, '[]');
}

/** `a text`, `a number` ... */
function kindOf(value: Json): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  return (
    { string: 'a text', number: 'a number', boolean: 'true or false' }[typeof value as string] ?? 'an object'
  );
}

function differenceText({ path, wanted, given }: FieldDifference): string {
  const name = path === '' ? 'the whole' : visibleLine(path);
  if (given === undefined) return `${name} is missing, wanted ${quoted(asText(wanted!))}`;
  if (wanted === undefined) return `${name} is ${quoted(asText(given))}, which the reference lacks`;
  const [is, should] = [asText(given), asText(wanted)];
  return is === should
    ? `${name} is ${quoted(is)} as ${kindOf(given)}, not as ${kindOf(wanted)}`
    : `${name} ${differs(is, should)}`;
}
