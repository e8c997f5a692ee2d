/** Topics: groups of near texts in the pool. */

import { seededNumbers } from '../core/seeded-numbers.ts';
import { dot, sphericalKMeans } from '../stats/spherical-k-means.ts';
import { isCommonWord } from './language.ts';
import { wordsOf } from './lexical-vectors.ts';
import type { Look } from './look.ts';

/** An entry beside the topics. */
export interface Near {
  /** Index of the nearest topic, and of the next. */
  readonly cluster: number;
  readonly next: number;
  /** Cosine with the middle of each. */
  readonly first: number;
  readonly second: number;
}

export interface Clusters {
  readonly near: readonly Near[];
  /** The words that tell each topic from the rest. */
  readonly words: readonly (readonly string[])[];
}

/** Topics are found in at most so many entries, those with the lowest ids. */
const LEARNT_FROM = 4_000;
const MOST_TOPICS = 40;
const WORDS = 3;

/** The topics of unit vectors, in the order of the entries; about sqrt(n / 2) of them. */
export function clustersOf(vectors: readonly Float32Array[], looks: readonly Look[]): Clusters {
  const k = Math.min(MOST_TOPICS, Math.max(2, Math.round(Math.sqrt(vectors.length / 2))));
  const middles = sphericalKMeans(vectors.slice(0, LEARNT_FROM), { k, random: seededNumbers('topics') });
  const near = vectors.map((vector) => {
    const order = middles
      .map((middle, index) => ({ index, cosine: dot(vector, middle) }))
      .sort((a, b) => b.cosine - a.cosine || a.index - b.index);
    const [one, two = one] = order;
    return { cluster: one!.index, next: two!.index, first: one!.cosine, second: two!.cosine };
  });
  return { near, words: tellingWords(middles.length, near, looks) };
}

/** The beginning of what a text says to a reader: no tags, character references, or heads of the parts of a mail. */
function saidIn(topic: string): string {
  return topic
    .slice(0, 6_000)
    .replace(/<(style|script|head)\b[^<>]*>[^<>]*<\/\1>/gi, ' ')
    .replace(/<[!/a-z][^<>]*>?/gi, ' ')
    .replace(/&#?\w{1,8};/g, ' ')
    .replace(/^(content|mime)-[\w-]+:.*$|^[ \t]+(charset|boundary|name)=.*$|^--.*$/gim, ' ')
    .slice(0, 1_000);
}

/** Of each topic the words whose share of its texts is highest above their share of all. */
export function tellingWords(
  topics: number,
  near: readonly Pick<Near, 'cluster'>[],
  looks: readonly Look[],
): readonly (readonly string[])[] {
  const all = new Map<string, number>();
  const inside = Array.from({ length: topics }, () => new Map<string, number>());
  const members = inside.map(() => 0);
  for (const [index, { cluster }] of near.entries()) {
    members[cluster]!++;
    const own = inside[cluster]!;
    for (const word of new Set(wordsOf(saidIn(looks[index]!.topic)))) {
      all.set(word, (all.get(word) ?? 0) + 1);
      own.set(word, (own.get(word) ?? 0) + 1);
    }
  }
  return inside.map((own, topic) => {
    const lift = ([word, n]: [string, number]) => n / members[topic]! - all.get(word)! / near.length;
    return [...own]
      .filter(([word]) => word.length > 2 && !isCommonWord(word))
      .map((entry) => ({ word: entry[0], lift: lift(entry) }))
      .sort((a, b) => b.lift - a.lift || (a.word < b.word ? -1 : 1))
      .slice(0, WORDS)
      .map(({ word }) => word);
  });
}
