import { describe, expect, it } from 'vitest';
import { spfCase } from '../../tools/differential/spf-zones.ts';
import { seededRandom } from '../../test/fuzz/mutate.ts';
import { type DnsAnswer, type DnsQuestion, driveNow, NOTHING } from './dns-question.ts';
import { evaluateSpf } from './spf-evaluate.ts';
import { walkSpf } from './spf-walk.ts';

/** Answers with TXT texts by name; addresses everywhere. Counts what was asked. */
function texts(zone: Readonly<Record<string, string>>): { readonly answer: (question: DnsQuestion) => DnsAnswer; asked: number } {
  const counter = {
    asked: 0,
    answer: ({ name, type }: DnsQuestion): DnsAnswer => {
      counter.asked += 1;
      if (type !== 'TXT') return { ...NOTHING, status: 'ok', addresses: ['192.0.2.1'], exchanges: [{ preference: 1, exchange: name }] };
      const text = zone[name] ?? zone['*'];
      return text === undefined ? { ...NOTHING, status: 'nxdomain' } : { ...NOTHING, status: 'ok', texts: [text] };
    },
  };
  return counter;
}

const WIDE = `v=spf1 ${Array.from({ length: 3500 }, (_, at) => `include:n${at}.x.test`).join(' ')} -all`;
const HOSTILE: readonly (readonly [string, Record<string, string>])[] = [
  ['a loop of one', { 'a.test': 'v=spf1 include:a.test -all' }],
  ['a loop of two', { 'a.test': 'v=spf1 include:b.test -all', 'b.test': 'v=spf1 redirect=a.test' }],
  ['thousands of includes, each with thousands', { '*': WIDE }],
  ['thousands of hosts', { 'a.test': `v=spf1 ${'a '.repeat(20_000)}-all` }],
  ['a chain without end', { '*': 'v=spf1 include:x.%{d} -all' }],
];

describe('hostile records', () => {
  it.each(HOSTILE)('%s', (_, zone) => {
    const seen = texts(zone);
    const walk = driveNow(walkSpf('a.test'), seen.answer);
    expect(seen.asked).toBeLessThanOrEqual(125);
    expect(walk.nodes.length).toBeLessThanOrEqual(40);
    const judged = texts(zone);
    const said = driveNow(evaluateSpf({ ip: '203.0.113.1', mailFrom: 'x@a.test', helo: 'h.test' }), judged.answer);
    expect(said.result).toBe('permerror');
    expect(judged.asked).toBeLessThanOrEqual(23);
  });
});

describe('the cost tree and the evaluation', () => {
  it('agree in 1,500 random zones: no evaluation needs more look-ups than the tree says, and what the tree shows as broken is broken', () => {
    const random = seededRandom(7208);
    let compared = 0;
    let most = 0;
    for (let round = 0; round < 1500; round++) {
      const one = spfCase(random);
      const domain = one.mailFrom.split('@')[1]?.toLowerCase();
      if (domain === undefined || one.zone[domain]?.CNAME) continue;
      const answer = ({ name, type }: DnsQuestion): DnsAnswer => {
        const lines = one.zone[name];
        const found = type === 'PTR' || type === 'SPF' ? [] : (lines?.[type] ?? []);
        if (found.length === 0) return { ...NOTHING, status: lines ? 'nodata' : 'nxdomain' };
        if (type === 'MX') return { ...NOTHING, status: 'ok', exchanges: (lines?.MX ?? []).map(([preference, exchange]) => ({ preference, exchange })) };
        return { ...NOTHING, status: 'ok', ...(type === 'TXT' ? { texts: found as readonly string[] } : { addresses: found as readonly string[] }) };
      };
      const walk = driveNow(walkSpf(domain), answer);
      const said = driveNow(evaluateSpf({ ...one, mostVoids: 1000 }), answer);
      const [own] = walk.nodes;
      expect(said.result === 'none').toBe(own?.state === 'none' || own?.state === 'nxdomain');
      expect(said.result === 'permerror' || own?.faults.length === 0).toBe(true);
      if (!walk.whole || walk.nodes.some(({ state }) => state === 'loop')) continue;
      compared += 1;
      most = Math.max(most, said.lookups);
      expect(said.lookups).toBeLessThanOrEqual(walk.lookups);
    }
    expect(compared).toBeGreaterThan(350);
    expect(most).toBeGreaterThan(5);
  });
});
