/** What an expert rated in a packet comes home: events of rounds that this project made, each stored once. */
import { z } from 'zod';
import type { Context } from '../../core/context.ts';
import { FieldtestError } from '../../core/errors.ts';
import { isJsonObject, type Json, sortedJson } from '../../core/json.ts';
import type { ReviewEvent } from '../../core/review/event.ts';
import type { ReviewRound } from '../../core/review/round.ts';
import { answersOf, foldEvents } from '../../core/review/session.ts';
import { acceptEvents, eventCheck, itemIn, itemsOf } from './accept-events.ts';

/** A line of a ratings file that a packet saved; the rest of it is checked against its round. */
export const packetRowSchema = z.looseObject({ packet: z.string(), id: z.string() });

export type UncheckedPacketRow = z.infer<typeof packetRowSchema>;

/** What came of one rater's ratings. */
export interface RaterImport {
  readonly rater: string;
  /** Ratings that count now and did not before; warm-ups are none. */
  readonly added: number;
  /** Ratings of the file that counted before. */
  readonly unchanged: number;
  /** Lines about what was forgotten here. */
  readonly forgotten: number;
  readonly takenBack: number;
}

export interface PacketImport {
  /** The reason why a row cannot be stored. Throws FieldtestError('not-found') for a packet of another project. */
  check(row: UncheckedPacketRow, line: number): string | undefined;
  /** Stores rows that were checked. */
  store(rows: readonly UncheckedPacketRow[]): Promise<readonly RaterImport[]>;
}

export function isPacketRow(value: Json): boolean {
  return isJsonObject(value) && 'packet' in value;
}

export async function openPacketImport(context: Context, file: string): Promise<PacketImport> {
  const { store, config } = context;
  const rounds = new Map((await store.reviewRounds()).map((round) => [round.id, round]));
  const stored = Map.groupBy(await store.reviewEvents(), ({ round }) => round);
  const isForgotten = (await store.forgotten()) ?? (() => false);
  const redact = (await context.redactor()).text;
  const eventsOf = (round: string) => (stored.get(round) ?? []).map(({ event }) => event);
  const known = new Map([...stored.values()].flat().map(({ event }) => [event.id, event]));
  const checks = new Map<string, ReturnType<typeof eventCheck>>();
  return {
    check({ packet, ...row }, line) {
      const round = rounds.get(packet);
      if (round === undefined) {
        throw new FieldtestError(
          'not-found',
          `${file}:${line}: this project made no packet "${packet.slice(0, 40)}"`,
          'Nothing was imported. Import the file in the project that made the packet.',
        );
      }
      if (isForgotten({ item: itemIn(row) })) return undefined;
      let check = checks.get(packet);
      if (check === undefined) {
        check = eventCheck(itemsOf([round]), {
          stored: eventsOf(packet),
          scale: config.rate.scale,
          redact,
        });
        checks.set(packet, check);
      }
      const event = check(row);
      if (typeof event === 'string') return event;
      const before = known.get(event.id);
      if (before !== undefined && jsonOf(before) !== jsonOf(event))
        return 'was changed: the same answer came before and said something else';
      known.set(event.id, event);
      return undefined;
    },
    async store(rows) {
      const results = [];
      for (const [packet, own] of Map.groupBy(rows, (row) => row.packet)) {
        const round = rounds.get(packet)!;
        const before = standing(round, eventsOf(packet));
        await acceptEvents(
          context,
          round.rater,
          own.map(({ packet: _packet, ...event }) => event),
        );
        const events = (await store.reviewEvents()).filter((one) => one.round === packet);
        const after = standing(
          round,
          events.map(({ event }) => event),
        );
        results.push({
          rater: round.rater,
          added: after.difference(before).size,
          unchanged: after.intersection(before).intersection(new Set(own.map(({ id }) => id))).size,
          forgotten: own.filter((row) => isForgotten({ item: itemIn(row) })).length,
          takenBack: before.difference(after).size,
        });
      }
      return results;
    },
  };
}

function jsonOf(event: ReviewEvent): string {
  return sortedJson(JSON.parse(JSON.stringify(event)) as Json);
}

/** Ids of the answers that count: neither undone, nor replaced, nor to warm up. */
function standing(round: ReviewRound, events: readonly ReviewEvent[]): ReadonlySet<string> {
  const warmUp = new Set(round.items.filter(({ purpose }) => purpose === 'calibration').map(({ id }) => id));
  const answers = [...answersOf(foldEvents(events)).values()];
  return new Set(answers.filter(({ item }) => !warmUp.has(item)).map(({ id }) => id));
}
