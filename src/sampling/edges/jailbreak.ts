/** Attempts to talk a model out of its limits. */
import type { InputEdge } from './edge.ts';
import { quoted } from './injection.ts';

const SHAPES: readonly RegExp[] = [
  /\b(?:do anything now|jailbr(?:eak|oken)|developer mode|god mode|dan mode|evil mode|unfiltered mode)\b/i,
  /\b(?:act|behave|respond|answer|roleplay|pretend|you are|imagine)\b.{0,60}\b(?:no|without|free (?:of|from)|not bound by)\b(?: (?:any|all|the|your|more|further|safety|ethical|moral|content|or)){0,3} (?:restrictions?|limitations?|filters?|rules|censorship|morals?|ethics|guidelines|content polic\w+)\b(?! (?:on|for|in|at|about) )/i,
  /\byou (?:must|will|should|can|are to)?\s?(?:never|not|don't)\b.{0,20}\b(?:refuse|decline|say (?:you|that you) can'?t)\b/i,
  /\bhypothetical(?:ly)?\b.{0,60}\b(?:illegal|weapon|bomb|drugs?|hack)\b/i,
  /\b(?:my (?:late |dead )?grandm(?:a|other))\b.{0,80}\b(?:napalm|recipe|keys?|weapon)\b/i,
  /\bstart (?:your|the) (?:answer|response|reply) with\b.{0,20}["'“](?:sure|absolutely|of course)/i,
];

export const jailbreak: InputEdge = {
  kind: 'jailbreak',
  family: 'adversarial',
  description: 'attempts to talk a model out of its limits',
  find: ({ asked }) => quoted(asked, SHAPES, 'tries to talk the model out of its limits'),
};
