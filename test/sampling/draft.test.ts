/** Drafts by a model: many people and edges are asked for, in the shape of what is real, and answers are read with care. */
import { describe, expect, it } from 'vitest';
import type { Input } from '../../src/core/input.ts';
import { draftMessages, readDraft } from '../../src/sampling/draft/draft-prompt.ts';
import { draftPlan } from '../../src/sampling/draft/plan.ts';

describe('the plan', () => {
  it('is everyday work by half, each edge in turn, by many people, the same for the same seed', () => {
    const plan = draftPlan(36, { seed: '1' });
    expect(plan.filter(({ kind }) => kind === 'everyday')).toHaveLength(18);
    const edges = Map.groupBy(plan, ({ kind }) => kind);
    for (const [kind, all] of edges) if (kind !== 'everyday') expect(all).toHaveLength(2);
    expect(new Set(plan.map(({ persona }) => persona)).size).toBe(8);
    expect(new Set(plan.map((wish) => JSON.stringify(wish))).size).toBeGreaterThan(24);
    expect(draftPlan(36, { seed: '1' })).toEqual(plan);
    expect(draftPlan(36, { seed: '2' })).not.toEqual(plan);
    expect(draftPlan(5, { seed: '1' })).toEqual(plan.slice(0, 5));
  });

  it('goes on where it stopped, with whatever is missing', () => {
    const plan = draftPlan(24, { seed: '1' });
    const lost = new Set([1, 7, 8]);
    const written = plan.slice(0, 12).filter((_, at) => !lost.has(at));
    const next = draftPlan(6, { seed: '1', written });
    expect(next).toEqual([plan[1], plan[7], plan[8], plan[12], plan[13], plan[14]]);
    // Whoever drafted with another seed, or wrote more of a kind, still gets as many as they ask for.
    expect(draftPlan(6, { seed: '2', written: [...written, ...written] })).toHaveLength(6);
  });
});

const [wish] = draftPlan(1, { seed: '1' });

it('the model is told the task, what is real, who writes, and what is odd', () => {
  const [system, user] = draftMessages({ task: 'Triage mails', seeds: ['Dear all, ...'] }, wish!);
  expect(system!.content).toContain('Reply with the input alone');
  for (const text of ['Triage mails', '<example>\nDear all, ...\n</example>', wish!.persona, wish!.situation])
    expect(user!.content).toContain(text);
  expect(draftMessages({ task: 't', seeds: [] }, wish!)[1]!.content).not.toContain('<example>');
});

it.each<[string, string, readonly Input[], Input]>([
  ['a text', ' Where is it? ', [], 'Where is it?'],
  ['a text in a fence', '```text\nWhere is it?\n```', [], 'Where is it?'],
  ['a text in quotes', '"Where is it?"', [], 'Where is it?'],
  ['a text after an opening', 'Sure! Here is an input:\n\n"My card is lost."', [], 'My card is lost.'],
  [
    'a text that begins like one',
    'Sure, I waited a week: nothing came.',
    [],
    'Sure, I waited a week: nothing came.',
  ],
  ['a text of somebody who is sorry', "Sorry, I can't find my parcel.", [], "Sorry, I can't find my parcel."],
  ['a text in a tag', '<input>\nWhere is it?\n</input>', [], 'Where is it?'],
  ['a text that quotes', 'He said "no" and "yes"', [], 'He said "no" and "yes"'],
  [
    'messages like those that are real, behind their system message',
    'Where?',
    [
      [
        { role: 'system', content: 's' },
        { role: 'user', content: 'u' },
        { role: 'assistant', content: 'a' },
      ],
    ],
    [
      { role: 'system', content: 's' },
      { role: 'user', content: 'Where?' },
    ],
  ],
  [
    'variables, those that are asked for',
    '```json\n{"q": "Where?", "extra": 1, "lang": "en"}\n```',
    [{ q: 'x', lang: 'de' }],
    { q: 'Where?', lang: 'en' },
  ],
])('an answer becomes %s', (_what, answer, seeds, input) => {
  expect(readDraft(answer, seeds)).toEqual({ input });
});

it.each<[string, string, readonly Input[], RegExp]>([
  ['nothing', '  ', [], /empty/],
  ['a refusal in prose', "I'm sorry, but I can't help with that.", [], /refused/],
  ['no JSON where variables are asked for', 'Where?', [{ q: 'x' }], /no JSON/],
  ['JSON without a variable', '{"p": 1}', [{ q: 'x' }], /lacks q/],
])('an answer that is %s is not used, with the reason', (_what, answer, seeds, fault) => {
  expect(readDraft(answer, seeds)).toEqual({ fault: expect.stringMatching(fault) });
});
