/** Every sign that a set wears out, in the order in which they are told. */
import { canary } from './canary.ts';
import { discrimination } from './discrimination.ts';
import { duplicates } from './duplicates.ts';
import { gap } from './gap.ts';
import { reuse } from './reuse.ts';
import { saturation } from './saturation.ts';
import type { HealthSign } from './sign.ts';

export const signs: readonly HealthSign[] = [reuse, gap, saturation, discrimination, duplicates, canary];
