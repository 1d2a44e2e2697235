import { describe, expect, it } from 'vitest';
import type { Zone } from '../../formats/zone.ts';
import { judgeMail } from '../../../test/support/judge-mail.ts';
import { PLAIN_INTENT } from '../../../test/support/judge-one.ts';
import { applyChanges, type Line, zone } from '../../../test/support/zone-answers.ts';

const INTENT = { ...PLAIN_INTENT, sendsMail: true, senders: [{ domain: 'acme.test', provider: 'fastmail', selectors: [], declared: true }] };
const SERVICES = [
  zone('messagingengine.com', ['spf', 'TXT', 'v=spf1 ip4:192.0.2.0/24 -all'], ['in1-smtp', 'A', '192.0.2.1']),
  zone('amazonses.com', ['@', 'TXT', 'v=spf1 ip4:192.0.2.0/24 -all']),
  zone('none.test', ['@', 'TXT', 'hello']),
  zone('vendor.test', ['@', 'MX', '10 mx.vendor.test'], ['mx', 'A', '192.0.2.1']),
  zone('fmhosted.com', ['fm1.acme.test.dkim', 'TXT', `v=DKIM1; k=ed25519; p=${btoa('x'.repeat(32))}`]),
];
/** What is found in one world, and how each is to be repaired. */
const judgeAll = (zones: readonly Zone[]) => judgeMail('acme.test', [...zones, ...SERVICES], INTENT).filter(({ id }) => id !== APPROVAL);
/** Only a person knows whether a service is used; a repair may bring one to light that stood in a record which receivers did not read. */
const APPROVAL = 'email/spf:unapproved-sender';

const SPF = [
  'v=spf1 include:spf.messagingengine.com -all',
  'v=spf1 include:amazonses.com',
  'v=spf1 +all',
  'v=spf1 ptr ?all',
  'v=spf1 include:none.test ~all',
  'v=spf1 ipv4:192.0.2.1, a ~all',
  'v=spf1 -all include:amazonses.com',
  'v=spf1 a:gone.none.test mx:gone.none.test exists:gone.none.test ~all',
  'v=spf1; mx',
  'v=spf1 include:_spf.gone.example a:x.gone.example ~all',
  'v=spf1 include=amazonses.com mx mx ip4:0.0.0.0/0 ~all',
  'v=spf1 ptr mx mx include:none.test ?all ip4:192.0.2.7',
  'v=spf1 ptr include:amazonses.com include:none.test -all ip4:192.0.2.7',
];
const DMARC = [
  'v=DMARC1; p=reject; rua=mailto:a@acme.test',
  'v=DMARC1; p=none',
  'v=dmarc1; p=none',
  'v=DMARC1; p=reject; sp=none; pct=5',
  'v=DMARC1; p=quarantine; np=none; t=y; rua=a@acme.test',
  'v=DMARC1; p=reject; rua=mailto:a@vendor.test',
  'v=DMARC1; rua=mailto:a@acme.test,mailto:a@none.test',
];
const DKIM: readonly Line[] = [
  ['fm1._domainkey', 'TXT', `k=ed25519; t=y; p=${btoa('x'.repeat(32))}`],
  ['fm2._domainkey', 'TXT', 'v=DKIM1; p='],
  ['fm3._domainkey', 'A', '192.0.2.1'],
];
/** Repairs after which receivers read the record for the first time, so that what else is wrong in it comes to light. */
const OPENS: ReadonlySet<string> = new Set(
  [
    'dmarc:wrong-place',
    'dmarc:duplicate',
    'dmarc:invalid',
    'dmarc:no-policy',
    'dmarc:missing',
    'spf:duplicate',
    'spf:syntax',
    'spf:not-recognised',
    'spf:missing',
  ].map((id) => `email/${id}`),
);

function* brokenZones(rounds: number): Generator<Zone[]> {
  let state = 48_271;
  const random = (): number => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
  const some = <T>(items: readonly T[], most: number): Set<T> =>
    new Set(Array.from({ length: Math.floor(random() * (most + 1)) }, () => items[Math.floor(random() * items.length)] as T));
  for (let round = 0; round < rounds; round++) {
    const spf = [...some(SPF, 2)].map((text): Line => ['@', 'TXT', text]);
    const dmarc = [...some(DMARC, 2)].map((text): Line => [random() < 0.8 ? '_dmarc' : '@', 'TXT', text]);
    yield [zone('acme.test', ...spf, ...dmarc, ...some(DKIM, 2), ['@', 'MX', '10 in1-smtp.messagingengine.com'], ['@', 'A', '192.0.2.9'])];
  }
}

describe('fixes', () => {
  it('each clears its finding and adds none, in 1,000 seeded broken zones', () => {
    let applied = 0;
    const wrong: unknown[] = [];
    for (const zones of brokenZones(1000)) {
      const before = judgeAll(zones);
      const had = new Set(before.map(({ id }) => id));
      for (const { id, details } of before) {
        const changes = details.fix?.changes;
        if (!changes) continue;
        applied++;
        const after = judgeAll(applyChanges(zones, changes)).map((each) => each.id);
        const left = after.filter((each) => each === id).length - before.filter((each) => each.id === id).length;
        const added = OPENS.has(id) ? [] : after.filter((each) => !had.has(each));
        if (left >= 0 || added.length > 0) wrong.push([id, details.fix?.snippet?.text, left, added]);
      }
    }
    expect(wrong).toEqual([]);
    expect(applied).toBeGreaterThan(1000);
  });

  it('all that one record repairs is gone at once, in 500 seeded broken zones', () => {
    let shared = 0;
    for (const zones of brokenZones(500)) {
      const before = judgeAll(zones).filter(({ id, details }) => id.startsWith('email/spf') && details.fix?.changes);
      const changes = before[0]?.details.fix?.changes ?? [];
      const together = before.filter(({ details }) => JSON.stringify(details.fix?.changes) === JSON.stringify(changes));
      if (together.length < 2) continue;
      shared++;
      const after = new Set(judgeAll(applyChanges(zones, changes)).map(({ id }) => id));
      expect(together.filter(({ id }) => after.has(id))).toEqual([]);
    }
    expect(shared).toBeGreaterThan(50);
  });

  it('one after another end with nothing left that a machine can repair', () => {
    for (let zones of brokenZones(200)) {
      let steps = 0;
      for (let fix = firstFix(zones); fix; fix = firstFix(zones)) {
        zones = applyChanges(zones, fix);
        expect(++steps).toBeLessThan(15);
      }
      const left = judgeAll(zones).map(({ id }) => id);
      expect(left.filter((id) => !id.startsWith('email/dkim'))).toEqual([]);
    }
  });
});

function firstFix(zones: readonly Zone[]) {
  return judgeAll(zones).find(({ details }) => details.fix?.changes)?.details.fix?.changes;
}
