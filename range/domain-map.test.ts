import { describe, expect, test } from 'vitest';
import type { Assessment } from '../src/model/assessment.ts';
import { domainMapMarkdown, domainMapText } from '../src/reporters/domain-map.ts';
import { healthyBut } from './faults/change.ts';
import { withoutRecords } from './faults/dns.ts';
import { DOMAIN } from './healthy.ts';
import { runScenario } from './scenario.ts';
import { startWorld } from './world.ts';

/** Each test looks for itself: the proof of rows runs them one by one, and again with the map broken. */
const look = async (): Promise<Assessment> => (await runScenario(healthyBut(withoutRecords('send', 'TXT')), startWorld)).assessment;
const linesIn = ({ map }: Assessment) => map.find(({ domain }) => domain === DOMAIN)?.lines ?? [];

describe('domain map: each record, redirect and certificate with what tested it and when', () => {
  test('the whole of the domain is in it', async () => {
    const lines = linesIn(await look());
    const line = (name: string, type: string) => lines.find((one) => one.name === name && one.type === type);
    expect([...new Set(lines.filter(({ name }) => name === DOMAIN).map(({ type }) => type))].sort()).toEqual([
      'A',
      'CAA',
      'MX',
      'NS',
      'SOA',
      'TXT',
      'certificate',
      'ends at',
      'redirects',
      'registration',
      'renewal',
    ]);
    expect(lines.map(({ name }) => name)).toEqual(
      expect.arrayContaining([`app.${DOMAIN}`, `www.${DOMAIN}`, `_dmarc.${DOMAIN}`, `resend._domainkey.${DOMAIN}`]),
    );
    expect(line(`www.${DOMAIN}`, 'ends at')?.data).toBe(`https://${DOMAIN}/`);
    expect(line(`www.${DOMAIN}`, 'redirects')?.data).toBe(`http://www.${DOMAIN}/ → https://www.${DOMAIN}/ → https://${DOMAIN}/`);
    expect(line(DOMAIN, 'renewal')?.data).toMatch(/renew/);
    expect(line(DOMAIN, 'registration')?.data).toMatch(/^Example Names, until \d{4}-\d\d-\d\d$/);
  });
  test('a line names its checks with their outcome and the time of looking', async () => {
    const lines = linesIn(await look());
    const spf = lines.find(({ data, name }) => name === DOMAIN && data.includes('v=spf1'));
    expect(spf).toMatchObject({ purpose: 'who may send mail', tested: [{ check: 'email/spf', outcome: 'fail' }] });
    expect(spf?.tested[0]?.at).toMatch(/^\d{4}-\d\d-\d\dT/);
    // Everything but texts of other services was judged by something.
    expect(lines.filter(({ tested, purpose }) => tested.length === 0 && purpose !== 'a text for other services')).toEqual([]);
  });
  test('it is printed for a terminal and as a document', async () => {
    const assessment = await look();
    const text = domainMapText(assessment, { columns: 80, color: false, unicode: false });
    expect(text.split('\n').every((one) => one.length <= 80)).toBe(true);
    expect(text).toContain('email/spf (failed)');
    expect(domainMapMarkdown(assessment)).toMatch(/\| `www\.acme\.example` \| `CNAME` \| `acme\.example`/);
  });
});
