/** How often the set, and what is held out, have decided: whatever is chosen on them often is fitted to them. */
import type { HealthFinding, HealthInput, HealthSign } from './sign.ts';
import { timesText, usesOf } from './uses.ts';

/**
 * From so many decisions on, dev warns. The best of k equally good candidates looks better than it is by the expected
 * maximum of k normal numbers: 0.56, 0.85, 1.03 standard errors for k = 2, 3, 4. At 4 that is more than a whole one.
 * Source: Tippett, On the extreme individuals and the range of samples, Biometrika 1925.
 */
export const DEV_BUDGET = 3;
/** What is held out confirms once; a second decision on it has been led by the first. */
export const HOLDOUT_BUDGET = 1;

export const reuse: HealthSign = { name: 'reuse', title: 'How often it has decided', inDecision: true, look };

function look({ decisions, holdoutExamples, hasPool }: HealthInput): HealthFinding {
  const dev = usesOf(decisions, 'dev').length;
  const held = usesOf(decisions, 'holdout').length;
  const devWorn = dev > DEV_BUDGET;
  const heldWorn = held > HOLDOUT_BUDGET;
  const heldText =
    holdoutExamples === 0
      ? 'Nothing is held out.'
      : held === 0
        ? `The ${holdoutExamples} held-out examples have never decided.`
        : `The ${holdoutExamples} held-out examples have decided ${timesText(held)}.`;
  const devText = dev === 0 ? 'This set has not decided yet.' : `This set has decided ${timesText(dev)}.`;
  const line = `This set has decided ${timesText(dev)}: the best of so many tries looks better than it is (fieldtest health).`;
  return {
    level: devWorn || heldWorn ? 'alarm' : held > 0 ? 'note' : 'fine',
    says: `${devText} ${heldText}`,
    figures: [
      { name: 'decided', value: dev, n: dev },
      { name: 'decided on the holdout', value: held, n: held },
    ],
    groups: [
      ...(devWorn
        ? [
            {
              what: 'the set has decided too often',
              examples: [],
              command: 'fieldtest refresh NEW-LOG.jsonl',
            },
          ]
        : []),
      ...(heldWorn && hasPool
        ? [
            {
              what: 'what is held out has decided too often',
              examples: [],
              command: `fieldtest pick --holdout ${holdoutExamples + Math.max(10, holdoutExamples)}`,
            },
          ]
        : []),
    ],
    notes: [
      `A decision is counted when it shows results of other candidates, or of other answers, than the one before; the looks of one plan are one decision. After ${DEV_BUDGET} on the set, and ${HOLDOUT_BUDGET} on what is held out, it warns: the best of k equally good candidates looks better than it is by 0.6, 0.8, 1.0, 1.2 standard errors for k = 2, 3, 4, 5.`,
    ],
    ...(devWorn ? { line } : {}),
  };
}
