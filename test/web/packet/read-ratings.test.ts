/** A file that is given back is taken whole, or refused with its line and in words. */
import { expect, test } from 'vitest';
import { readRatings } from '../../../web/packet/read-ratings.ts';

const round = 'a'.repeat(32);
const view = {
  round,
  questions: { question: 'Good?', scale: 5, acceptable: true },
  items: [{ id: 'i1', block: 'b', calibration: false }],
} as const;
const row = (changes: object = {}) => ({
  packet: round,
  id: 'e1',
  item: 'i1',
  at: '2026-01-01T00:00:00.000Z',
  kind: 'answer',
  answer: { rating: 4, acceptable: true, note: 'n', tags: ['t'] },
  activeMs: 10,
  position: 1,
  ...changes,
});
const text = (...rows: readonly unknown[]) => rows.map((one) => `${JSON.stringify(one)}\n`).join('');

test('what a packet saved is read without its packet, also with a mark at its start and other line ends', () => {
  const undo = row({ id: 'e2', kind: 'undo', target: 'e1' });
  const { packet: _packet, ...event } = row();
  expect(readRatings(text(row(), undo), view)).toEqual([event, expect.objectContaining({ kind: 'undo' })]);
  expect(readRatings(`\uFEFF${text(row(), undo).replaceAll('\n', '\r\n')}`, view)).toHaveLength(2);
});

test.each([
  ['is not of a ratings file', { packet: undefined }],
  ['is of another packet', { packet: 'b'.repeat(32) }],
  ['is about an output that this packet does not have', { item: 'i2' }],
  ['has no id or no time', { at: 'yesterday' }],
  ['is not a rating that this packet could have given', { answer: { rating: 9 } }],
  ['is not a rating that this packet could have given', { answer: { rating: 3, note: { trim: 1 } } }],
  ['is not a rating that this packet could have given', { answer: null }],
  ['is not a rating that this packet could have given', { activeMs: '1' }],
  ['has nothing to undo', { kind: 'undo', target: 'e9' }],
  ['is not whole', { kind: 'flag' }],
  ['is of an unknown kind', { kind: 'toString' }],
])('a line that %s is refused, and nothing of the file is taken', (said, changes) => {
  expect(() => readRatings(text(row(), row({ id: 'e2', ...changes })), view)).toThrow(`line 2 ${said}`);
});

test.each(['', '\n\n', 'no JSON', '[1]', 'null'])(
  'a file that is no ratings file is refused: %j',
  (content) => {
    expect(() => readRatings(content, view)).toThrow(/it has no ratings|line 1 is not of a ratings file/);
  },
);
