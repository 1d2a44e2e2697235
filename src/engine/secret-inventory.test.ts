import { describe, expect, test } from 'vitest';
import type { KeptPlace, KeptSecret, SecretPlaceKind } from '../evidence/secrets/kept-inventory.ts';
import { mask, quote } from '../model/text.ts';
import { emptyInventory, standingOf, withAnswer, withSightings } from './secret-inventory.ts';
import type { Sighting } from './secret-sightings.ts';

const DAY = (day: number): string => `2026-12-0${day}T00:00:00Z`;
const ID = '0123456789abcdef01234567';
const place = (kind: SecretPlaceKind, goneSince: string | null = null): KeptPlace => ({
  kind,
  where: quote(`${kind}.txt`),
  line: null,
  commit: null,
  variable: null,
  firstSeen: DAY(1),
  lastSeen: DAY(1),
  goneSince,
});
const secret = (places: KeptPlace[], over: Partial<KeptSecret> = {}): KeptSecret => ({
  format: 'openai-key',
  class: 'secret',
  masked: mask('x'.repeat(40), false),
  places,
  answer: null,
  ...over,
});
const refused = { outcome: 'refused', by: 'api.example.com', status: 401, at: DAY(3) } as const;
const accepted = { ...refused, outcome: 'accepted', status: 200 } as const;
const word = { by: 'Ann', at: '2026-12-02' };

describe('how a value stands', () => {
  test.each<[string, KeptSecret, string, typeof word | undefined]>([
    ['only in ignored settings', secret([place('settings')]), 'safe', undefined],
    ['in a file', secret([place('file')]), 'leaked', undefined],
    ['only in the history', secret([place('history')]), 'leaked', undefined],
    ['in a log, and still used', secret([place('log'), place('settings')]), 'leaked', undefined],
    ['gone from what is deployed, not shown to be dead', secret([place('deployed', DAY(2)), place('settings', DAY(2))]), 'replaced', undefined],
    ['gone, and its provider still takes it', secret([place('deployed', DAY(2))], { answer: accepted }), 'leaked', undefined],
    ['gone, and refused', secret([place('deployed', DAY(2))], { answer: refused }), 'rotated', undefined],
    ['in the history, and refused', secret([place('history')], { answer: refused }), 'rotated', undefined],
    ['in the history, on the word of a person', secret([place('history')]), 'rotated', word],
    ['on the word of a person, and still in use', secret([place('history'), place('settings')]), 'leaked', word],
    ['refused, and the app still has it', secret([place('history'), place('settings')], { answer: refused }), 'dead-in-use', undefined],
    ['never leaked, refused, and the app still has it', secret([place('settings')], { answer: refused }), 'dead-in-use', undefined],
    ['public by design', secret([place('deployed')], { class: 'public' }), 'harmless', undefined],
  ])('%s: %s', (_, one, state, said) => expect(standingOf(one, said).state).toBe(state));
});

describe('what a look adds', () => {
  const sighting = (kind: SecretPlaceKind): Sighting => ({
    fingerprint: ID,
    format: 'openai-key',
    class: 'secret',
    masked: mask('x'.repeat(40), false),
    kind,
    where: quote(`${kind}.txt`),
    line: 4,
    commit: null,
    variable: null,
    since: null,
  });
  const look = (old: typeof emptyInventory, kinds: SecretPlaceKind[], whole: SecretPlaceKind[], day: number): typeof emptyInventory =>
    withSightings(old, { seen: kinds.map(sighting), whole: new Set(whole), notLooked: [] }, DAY(day));
  const placesOf = (of: typeof emptyInventory): (string | null)[][] =>
    (of.secrets[ID]?.places ?? []).map(({ kind, firstSeen, lastSeen, goneSince }) => [kind, firstSeen.slice(8, 10), lastSeen.slice(8, 10), goneSince]);

  test('first and last sight are kept; a whole look that misses it says since when it is gone', () => {
    const first = look(emptyInventory, ['file', 'history'], ['file', 'history'], 1);
    const second = look(first, ['file', 'history'], ['file', 'history'], 2);
    expect(placesOf(second)).toEqual([
      ['file', '01', '02', null],
      ['history', '01', '02', null],
    ]);
    expect(placesOf(look(second, [], ['file', 'history'], 3))).toEqual([
      ['file', '01', '02', DAY(3)],
      ['history', '01', '02', null],
    ]);
  });
  test('a look that was not whole says nothing about what it missed', () =>
    expect(placesOf(look(look(emptyInventory, ['deployed'], ['deployed'], 1), [], [], 2))).toEqual([['deployed', '01', '01', null]]));
  test('what comes back is there again, with its first sight', () => {
    const gone = look(look(emptyInventory, ['file'], ['file'], 1), [], ['file'], 2);
    expect(placesOf(look(gone, ['file'], ['file'], 3))).toEqual([['file', '01', '03', null]]);
  });
  test('an answer stays with its value', () => {
    const answered = withAnswer(look(emptyInventory, ['file'], ['file'], 1), ID, refused);
    expect(look(answered, ['file'], ['file'], 2).secrets[ID]?.answer).toEqual(refused);
    expect(withAnswer(emptyInventory, ID, refused)).toEqual(emptyInventory);
  });
});
