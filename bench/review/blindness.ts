/** What 100 sessions give away on the wire: secrets, and what a classifier makes of sizes, times and places. */
import { type SeenItem, type SeenSession, watchSession } from './blind-sessions.ts';
import { decilesOf, type Guessing, guessCandidates, type Sighting } from './guess-candidate.ts';
import { tellingProject } from './telling-project.ts';

export interface Blindness {
  readonly sessions: readonly SeenSession[];
  /** Secrets that were found, each once for each session that held it. */
  readonly leaks: readonly string[];
  /** By size of the answer and by places: the same in every run. */
  readonly bySizeAndOrder: Guessing;
  /** The time of the answer too. */
  readonly withTimes: Guessing;
  /** The control: with the length of the text itself, which a rater sees by design, the classifier must find out. */
  readonly control: Guessing;
}

export async function watchSessions(count: number, examples: number): Promise<Blindness> {
  const { project, secrets } = await tellingProject(examples);
  await using _ended = project;
  const sessions: SeenSession[] = [];
  const leaks: string[] = [];
  for (let seed = 1; seed <= count; seed++) {
    const session = await watchSession(project.dir, seed);
    sessions.push(session);
    leaks.push(...secrets.filter((secret) => session.wire.includes(secret)));
  }
  return {
    sessions,
    leaks,
    bySizeAndOrder: guessed(sessions, () => sizeAndOrder),
    withTimes: guessed(sessions, (learnt) => {
      const decile = decilesOf(learnt.map(({ blockMs }) => blockMs));
      return (item) => [...sizeAndOrder(item), `${kindOf(item)} ${decile(item.blockMs)}`];
    }),
    control: guessed(sessions, (learnt) => {
      const decile = decilesOf(learnt.map(({ characters }) => characters));
      return (item) => [...sizeAndOrder(item), decile(item.characters)];
    }),
  };
}

/** Blocks of one output are the ones whose size could be that of the output. */
const kindOf = ({ itemsInBlock }: SeenItem) => (itemsInBlock === 1 ? 'alone' : 'among others');

function sizeAndOrder(item: SeenItem): readonly string[] {
  const { blockBytes, itemsInBlock, placeInBlock, place, itemsInSession } = item;
  return [
    `${kindOf(item)} ${blockBytes}`,
    `${placeInBlock} of ${itemsInBlock}`,
    String(Math.floor((10 * place) / itemsInSession)),
  ];
}

function guessed(
  sessions: readonly SeenSession[],
  featuresFrom: (learnt: readonly SeenItem[]) => (item: SeenItem) => readonly string[],
): Guessing {
  const half = Math.floor(sessions.length / 2);
  const learnt = sessions.slice(0, half).flatMap(({ items }) => items);
  const asked = sessions.slice(half).flatMap(({ items }) => items);
  const featuresOf = featuresFrom(learnt);
  const sightings = (items: readonly SeenItem[]): readonly Sighting[] =>
    items.map((item) => ({ features: featuresOf(item), candidates: item.candidates }));
  return guessCandidates(sightings(learnt), sightings(asked));
}
