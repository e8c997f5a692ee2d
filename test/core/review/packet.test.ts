/** A packet's page holds its texts as they are, and none of them can end the place where they stand. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Packet, packetPage } from '../../../src/core/review/packet.ts';

const PAGE =
  '<body><script type="application/json" id="packet"></script><script type="module">x</script></body>';

const packetWith = (text: string) =>
  ({
    view: { task: text, rater: text, guide: text, tags: [text] },
    blocks: [{ input: text }],
  }) as unknown as Packet;

const pieces = fc.constantFrom(
  '<',
  '</script>',
  '<!--',
  '<script',
  ']]>',
  '$&',
  "$'",
  '\u2028',
  '\u2029',
  '\u0000',
  '\ud800',
  '\\u003c',
  '<script type="application/json" id="packet">',
);

test('whatever a text says, the page has the same two scripts, and the packet is read as it was', () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(pieces, fc.string({ unit: 'binary' }))), (texts) => {
      const packet = packetWith(texts.join(''));
      const page = packetPage(PAGE, packet);
      expect(page.split('<')).toHaveLength(PAGE.split('<').length);
      expect(page).not.toMatch(/[\u2028\u2029]/);
      // As a file in UTF-8, and back.
      const read = Buffer.from(page, 'utf8').toString('utf8');
      const json = /id="packet">([^<]*)</.exec(read)![1]!;
      expect(JSON.parse(json)).toEqual(packet);
    }),
  );
});

test('a page without a place for a packet, or with two, is refused', () => {
  expect(() => packetPage('<body></body>', packetWith(''))).toThrow('not one place');
  expect(() => packetPage(PAGE + PAGE, packetWith(''))).toThrow('not one place');
});
