import { afterAll, describe, expect, test } from 'vitest';
import { MISTAKES } from '../mistakes.ts';
import * as apps from './mistakes/apps.ts';
import { nameUncovered } from './mistakes/certificates.ts';
import * as edges from './mistakes/edges.ts';
import * as next from './mistakes/next.ts';
import { type Play, played, WELL } from './mistakes/play.ts';
import * as sites from './mistakes/sites.ts';
import { removeNextApps } from './next.ts';

/** How each case of the table is set up. */
const PLAYS: Readonly<Record<string, Play>> = {
  '1': sites.pathLost,
  '2': edges.flexible,
  '3a': sites.bothServe,
  '3b': next.twoHostsInClear,
  '4': nameUncovered,
  '5': sites.chainCut,
  '6': sites.renewalClosed,
  '7': sites.notInherited,
  '8': sites.notAlways,
  '9a': sites.hstsMissing,
  '9b': sites.hstsShort,
  '9c': sites.hstsBreaksSibling,
  '10a': apps.reflectsOrigins,
  '10b': apps.reflectsOnHono,
  '10c': apps.reflectsOnFastify,
  '11': apps.noVary,
  '12': apps.privateKept,
  '13': next.firstVersion,
  '14': apps.deception,
  '15': next.payloadKept,
  '16': apps.buffered,
  '17': apps.weakCookie,
  '18a': apps.unlimited,
  '18b': apps.unlimitedOnHono,
  '18c': apps.unlimitedOnFastify,
  '18d': apps.spoofable,
  '19a': edges.botsFought,
  '19b': edges.roundTheEdge,
  '20a': sites.mixedContent,
  '20b': sites.socketInClear,
  '20c': sites.policyBlocks,
};
/** Next.js is built before it is looked at. */
const MOST_MS = 600_000;

const cases = MISTAKES.flatMap(({ number, title, cases: ways }) => ways.map((one) => ({ ...one, title, of: `${number} of ${MISTAKES.length}` })));

test('twenty mistakes, and each is played', () => {
  expect(MISTAKES.map(({ number }) => number)).toEqual(Array.from({ length: 20 }, (_, at) => at + 1));
  expect(new Set(cases.map(({ id }) => id))).toEqual(new Set(Object.keys(PLAYS)));
  expect(cases.length).toBe(Object.keys(PLAYS).length);
});

afterAll(removeNextApps);
describe.concurrent('the mistakes: found, repaired by our own text, found no more', () => {
  test.each(cases)(
    '$of: $title ($on: $how)',
    async ({ id, finds, besides }) => {
      const play = PLAYS[id];
      if (!play) throw new RangeError(`nobody plays ${id}`);
      expect(await played(finds, play, besides)).toEqual(WELL);
    },
    MOST_MS,
  );
});
