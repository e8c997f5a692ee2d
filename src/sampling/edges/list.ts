/** Every edge that is looked for: add a file, add a line. */
import { boundary } from './boundary.ts';
import { brokenHtml } from './broken-html.ts';
import { brokenJson } from './broken-json.ts';
import { codeInProse } from './code-in-prose.ts';
import { conflictingParts } from './conflicting-parts.ts';
import { controlCharacters } from './control-characters.ts';
import type { InputEdge, PoolEdge } from './edge.ts';
import { emojiOnly } from './emoji-only.ts';
import { empty } from './empty.ts';
import { exfiltrationLink } from './exfiltration-link.ts';
import { hiddenUnicode } from './hidden-unicode.ts';
import { injection } from './injection.ts';
import { jailbreak } from './jailbreak.ts';
import { lengthOutlier } from './length-outlier.ts';
import { lookAlikes } from './look-alikes.ts';
import { missingPart } from './missing-part.ts';
import { mixedLanguages } from './mixed-languages.ts';
import { mojibake } from './mojibake.ts';
import { rareCluster } from './rare-cluster.ts';
import { rareLanguage } from './rare-language.ts';
import { repetition } from './repetition.ts';
import { tableInProse } from './table-in-prose.ts';
import { truncated } from './truncated.ts';

/** Those that are found while records stream by, so that a bounded pool keeps some of each. */
export const inputEdges: readonly InputEdge[] = [
  brokenJson,
  brokenHtml,
  mojibake,
  truncated,
  empty,
  controlCharacters,
  injection,
  jailbreak,
  hiddenUnicode,
  lookAlikes,
  exfiltrationLink,
  mixedLanguages,
  missingPart,
  conflictingParts,
  emojiOnly,
  codeInProse,
  tableInProse,
  repetition,
];

/** Those that are found in the pool as a whole. */
export const poolEdges: readonly PoolEdge[] = [lengthOutlier, rareLanguage, rareCluster, boundary];
