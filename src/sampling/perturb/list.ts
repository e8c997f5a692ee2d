/** Every way to make an edge out of a real input: add a file, add a line. */
import { duplicatedField } from './duplicated-field.ts';
import { injectedInstruction } from './injected-instruction.ts';
import { otherLanguage } from './other-language.ts';
import type { Perturbation } from './perturbation.ts';
import { truncation } from './truncation.ts';
import { typos } from './typos.ts';

export const perturbations: readonly Perturbation[] = [
  typos,
  truncation,
  otherLanguage,
  injectedInstruction,
  duplicatedField,
];
