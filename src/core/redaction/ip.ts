/** IP addresses, versions 4 and 6; those that every machine has, and masks, name nobody and stay. */
import type { Detector } from './detector.ts';

const OCTET = '(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)';
const V4 = new RegExp(`(?<![\\p{L}\\p{N}_.])(?:${OCTET}\\.){3}${OCTET}(?![\\p{L}\\p{N}_]|\\.\\d)`, 'gu');
const V6 = /(?<![\p{L}\p{N}_:.])[\da-f:]{2,39}(?:(?<=:)\d{1,3}(?:\.\d{1,3}){3})?(?![\p{L}\p{N}_:])/giu;

/** Four numbers with dots are a version or the number of a paragraph where the text says so. */
const NUMBERED =
  /(?:\b(?:v|ver|vers|version|versions|release|releases|build|firmware|rev|revision|section|sections|chapter|clause|figure|table|oid|abschnitt|kapitel)[\s.:#=]{0,3}|§ ?|v)$/i;

export const ip: Detector = {
  kind: 'ip',
  label: 'ip',
  description: 'IP addresses (versions 4 and 6), but for loopback, masks and broadcasts.',
  *find(text) {
    for (const { 0: address, index } of text.matchAll(V4))
      if (!isNobodys(address) && !isHeading(text, index, address))
        yield { start: index, end: index + address.length, same: address };
    if (!text.includes(':')) return;
    for (const { 0: run, index } of text.matchAll(V6)) {
      const address = run.replace(/(?<!:):$/, '');
      const groups = groupsOf(address);
      if (groups !== undefined) yield { start: index, end: index + address.length, same: groups.join(':') };
    }
  },
};

function isNobodys(address: string): boolean {
  return /^(?:0\.0\.0\.0|127\.|255\.|22[4-9]\.|23\d\.)/.test(address);
}

function isHeading(text: string, start: number, address: string): boolean {
  const before = text.slice(Math.max(0, start - 20), start);
  if (NUMBERED.test(before)) return true;
  const opens = start === 0 || /\n[ \t]*$/.test(before);
  const small = address.split('.').every((part) => Number(part) < 30);
  return (
    opens &&
    small &&
    /^[.)]?[ \t]+\p{Lu}/u.test(text.slice(start + address.length, start + address.length + 8))
  );
}

/** The eight groups of a version 6 address, or undefined for what is none, or one that names nobody. */
function groupsOf(address: string): readonly string[] | undefined {
  const colons = address.split(':').length - 1;
  if (colons < 2 || colons > 8 || address.includes(':::')) return undefined;
  const v4 = /(?<=:)\d{1,3}(?:\.\d{1,3}){3}$/.exec(address)?.[0];
  const tail = v4?.split('.').map(Number);
  if (tail?.some((octet) => octet > 255)) return undefined;
  const text =
    tail === undefined
      ? address
      : `${address.slice(0, -v4!.length)}${(tail[0]! * 256 + tail[1]!).toString(16)}:${(tail[2]! * 256 + tail[3]!).toString(16)}`;
  const halves = text.split('::');
  if (halves.length > 2) return undefined;
  const [head, rest] = halves.map((half) => (half === '' ? [] : half.split(':')));
  const given = [...head!, ...(rest ?? [])];
  if (given.some((group) => !/^[\da-f]{1,4}$/i.test(group))) return undefined;
  if (rest === undefined ? given.length !== 8 : given.length > 7) return undefined;
  // `fe::add` and `abc::def` are names in code.
  const isPlain =
    rest === undefined ||
    (/\d/.test(text) && (given.length > 2 || /^(?:fe[89ab]|f[cd]|2|3)[\da-f]{0,3}:/i.test(text)));
  if (!isPlain) return undefined;
  const all = [...head!, ...Array<string>(8 - given.length).fill('0'), ...(rest ?? [])];
  const numbers = all.map((group) => Number.parseInt(group, 16).toString(16));
  return numbers.slice(0, 7).every((group) => group === '0') ? undefined : numbers;
}
