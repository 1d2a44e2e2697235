import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type DnsAnswer, type DnsQuestion, driveNow, NOTHING } from './dns-question.ts';
import { evaluateSpf, type SpfRequest } from './spf-evaluate.ts';

/** See `test/fixtures/rfc7208/README.md`. */
type Line = 'TIMEOUT' | Readonly<Record<string, string | readonly (string | number)[]>>;
interface Group {
  readonly description: string;
  readonly tests: Readonly<Record<string, SpfRequest & { readonly result: readonly string[]; readonly explanation?: string }>>;
  readonly zonedata: Readonly<Record<string, readonly Line[]>>;
}
const suite: readonly Group[] = JSON.parse(readFileSync('test/fixtures/rfc7208/suite.json', 'utf8'));

/** Answers as the suite's own driver does: the records of the type come before a time-out, type 99 serves as TXT where there is no TXT. */
function answers(zonedata: Group['zonedata']): (question: DnsQuestion) => DnsAnswer {
  const zones = new Map(Object.entries(zonedata).map(([name, lines]) => [name.toLowerCase(), lines]));
  const answer = (name: string, type: string, depth: number): DnsAnswer => {
    const lines = zones.get(name.toLowerCase());
    if (!lines) return { ...NOTHING, status: 'nxdomain' };
    const data = (wanted: string) => lines.flatMap((line) => (typeof line === 'object' && wanted in line ? [line[wanted] ?? ''] : []));
    const found = type === 'TXT' && data('TXT').length === 0 ? data('SPF') : data(type).filter((value) => value !== 'NONE');
    if (found.length === 0 && lines.includes('TIMEOUT')) return { ...NOTHING, status: 'unknown', why: 'time-out' };
    const [alias] = data('CNAME');
    if (alias !== undefined && found.length === 0) return depth > 8 ? { ...NOTHING, status: 'unknown', why: 'loop' } : answer(String(alias), type, depth + 1);
    return {
      ...NOTHING,
      status: found.length > 0 ? 'ok' : 'nodata',
      texts: type === 'TXT' ? found.map((value) => (typeof value === 'string' ? value : value.join(''))) : [],
      exchanges: type === 'MX' ? found.map((value) => ({ preference: Number(value[0]), exchange: String(value[1]) })) : [],
      addresses: type === 'A' || type === 'AAAA' ? found.map(String) : [],
      names: type === 'PTR' ? found.map(String) : [],
    };
  };
  return ({ name, type }) => answer(name, type, 0);
}

describe('RFC 7208 test suite', () => {
  it('has all its cases', () => {
    expect(suite.flatMap(({ tests }) => Object.keys(tests))).toHaveLength(203);
  });

  describe.each(suite)('$description', ({ tests, zonedata }) => {
    it.each(Object.entries(tests))('%s', (_name, { result, explanation, ...request }) => {
      const said = driveNow(evaluateSpf(request), answers(zonedata));
      expect(result, said.fault?.says).toContain(said.result);
      expect(explanation === undefined ? undefined : (said.explanation ?? 'DEFAULT')).toBe(explanation);
      expect(said.fault !== undefined).toBe(said.result.endsWith('error'));
    });
  });
});
