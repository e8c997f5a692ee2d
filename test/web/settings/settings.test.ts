/** Settings without a browser: which keys can be given, what becomes of them, and what is read back. */
import { describe, expect, test } from 'vitest';
import { commandNames, commandOf, DEFAULT_KEYS, keyLabel, keyOf, keysOf } from '../../../web/rate/keys.ts';
import { changesOf, giveKey, refusalOf, takeKey, withChanges } from '../../../web/settings/bindings.ts';
import { DEFAULT_SETTINGS, keptSettings, readSettings, workingKeys } from '../../../web/settings/settings.ts';

const press = (key: string, more: object = {}) => ({
  key,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  isComposing: false,
  getModifierState: () => false,
  ...more,
});

describe('a key', () => {
  test('does one thing: given to another command it moves, and what it did before is told', () => {
    const { keys, before } = giveKey(DEFAULT_KEYS, 'y', 'no');
    expect(before).toBe('yes');
    expect(commandOf(press('y'), keys)).toBe('no');
    expect([keysOf('yes', keys), keysOf('no', keys)]).toEqual([[], ['y', 'n']]);
  });

  test('can be taken away, and others keep theirs', () => {
    const keys = takeKey(DEFAULT_KEYS, 'u');
    expect(commandOf(press('u'), keys)).toBeUndefined();
    expect(keysOf('undo', keys)).toEqual(['Backspace', 'Ctrl+z']);
  });

  test.each([
    ['Tab', /^Tab moves/],
    ['Shift+Tab', /^Tab moves/],
    ['Enter', /^Enter presses/],
    ['Escape', /^Escape closes/],
    ['Ctrl+w', /^Browsers keep Ctrl\+W /],
    ['Ctrl+t', /^Browsers keep Ctrl\+T /],
    ['Ctrl+r', /^Browsers keep Ctrl\+R /],
    ['Ctrl+Shift+r', /^Browsers keep Ctrl\+Shift\+R /],
    ['F5', /keep F5 /],
    ['Shift+F10', /keep Shift\+F10 /],
    ['ContextMenu', /keep ContextMenu /],
    ['Dead', /waits for the next/],
    ['', /take another/],
    ['Y', /take another/],
  ])('that browsers or readers need (%s) is refused with a sentence', (key, sentence) => {
    expect(refusalOf(key)).toMatch(sentence);
  });

  test.each([
    ...Object.keys(DEFAULT_KEYS),
    'ä',
    'Shift+ä',
    'я',
    'ي',
    '+',
    'PageDown',
    'Shift+ArrowUp',
    'Ctrl+y',
  ])('that is free (%s) is not refused', (key) => expect(refusalOf(key)).toBeUndefined());

  test('is named alike when it is recorded and when it is pressed, in every alphabet', () => {
    expect(keyOf(press('Ä', { shiftKey: true }))).toBe('Shift+ä');
    expect(keyOf(press('Я', { shiftKey: true }))).toBe('Shift+я');
    expect(keyOf(press('Y'))).toBe('y');
    expect(keyOf(press('!', { shiftKey: true }))).toBe('!');
    expect(keyOf(press('ArrowUp', { shiftKey: true }))).toBe('Shift+ArrowUp');
    expect(keyOf(press('@', { altKey: true }))).toBeUndefined();
  });

  test('is shown as it is written on the keyboard', () => {
    expect([' ', 'ArrowLeft', 'Shift+u', 'Ctrl+Shift+z', 'y', '+', 'Shift+PageUp'].map(keyLabel)).toEqual([
      'Space',
      '←',
      'Shift+U',
      'Ctrl+Shift+Z',
      'y',
      '+',
      'Shift+PageUp',
    ]);
  });
});

test('the list has the ratings of the scale and the questions that are asked, and no others', () => {
  const listed = (scale: number | false, acceptable: boolean) =>
    commandNames({ scale, acceptable }, { packet: false }).map(([command]) => command);
  expect(listed(3, true).slice(0, 5)).toEqual(['rate-1', 'rate-2', 'rate-3', 'yes', 'no']);
  expect(listed(3, false)).not.toContain('yes');
  expect(listed(false, true)[0]).toBe('yes');
});

describe('settings', () => {
  test('come back as they were kept', () => {
    const keys = takeKey(giveKey(DEFAULT_KEYS, 'a', 'yes').keys, 'y');
    const settings = { keysOn: false, keys, theme: 'dark', text: 'large' } as const;
    expect(readSettings(structuredClone(keptSettings(settings)))).toEqual(settings);
    expect(workingKeys(settings)).toEqual({});
  });

  test('keep only what was changed, so that a new command comes with its own key', () => {
    expect(keptSettings(DEFAULT_SETTINGS)).toMatchObject({ keys: {} });
    expect(changesOf(takeKey(DEFAULT_KEYS, 'y'))).toEqual({ y: null });
    expect(withChanges({ y: null })).toEqual(takeKey(DEFAULT_KEYS, 'y'));
  });

  test.each([
    undefined,
    null,
    'dark',
    [],
    { keysOn: 'maybe', keys: 7, theme: 'sepia', text: {} },
    { keys: { y: 'explode', Tab: 'yes', 'Ctrl+w': 'no', Y: 'no', __proto__: { z: 'yes' }, a: 4, b: {} } },
  ])('that make no sense are as at the beginning: %j', (kept) => {
    expect(readSettings(kept)).toEqual(DEFAULT_SETTINGS);
  });

  test('lose of what was kept no more than what makes no sense', () => {
    const { keys, theme } = readSettings({ theme: 'light', keys: { a: 'yes', b: 'explode', y: null } });
    expect(theme).toBe('light');
    expect(withChanges({ q: 'rate-10', w: 'rate-11' })).toEqual({ ...DEFAULT_KEYS, q: 'rate-10' });
    expect(keysOf('yes', keys)).toEqual(['a']);
    expect(keys.b).toBeUndefined();
  });
});
