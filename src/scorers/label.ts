/** `label:` the output is the label of the reference; what it was taken for makes the confusion matrix. */
import type { Scorer } from '../core/plugins.ts';
import { plainCheck } from './bounded.ts';
import { normalText } from './normal-text.ts';
import { quoted, wantedText } from './wanted-text.ts';

/** Longer texts are no label but prose. */
const LABEL_CHARACTERS = 200;

export const labelScorer: Scorer = {
  kind: 'label',
  description: 'The output is the label of the reference, with a confusion matrix.',
  nameOf: () => 'label',
  needsTrust: () => [],
  async open({ spec }) {
    const labels =
      spec.label === true ? undefined : new Map(spec.label!.map((label) => [normalText(label), label]));
    /** The label that a text is, as the config writes it; of any, the text itself. */
    const labelOf = (text: string): string | undefined => {
      const normal = normalText(text);
      if (labels !== undefined) return labels.get(normal);
      return normal === '' || normal.length > LABEL_CHARACTERS ? undefined : normal;
    };
    return plainCheck((subject) => {
      const reference = wantedText(true, subject);
      if (reference === undefined) return { kind: 'no-reference' };
      const wanted = labelOf(reference);
      if (wanted === undefined)
        return { kind: 'broken', reason: `the reference ${quoted(reference)} is none of the labels` };
      const given = labelOf(subject.text) ?? null;
      const detail = { kind: 'label', wanted, given } as const;
      if (given === wanted) return { kind: 'pass', detail };
      const what =
        given === null ? `${quoted(subject.text.trim())} is none of the labels` : `is ${quoted(given)}`;
      return { kind: 'fail', reason: `${what}, the right one is ${quoted(wanted)}`, detail };
    });
  },
};
