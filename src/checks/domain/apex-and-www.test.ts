import { expect, test } from 'vitest';
import { assumed, declared, hostSubject, leadsNowhere, leadsTo, server, servedBy } from '../../../test/support/domain-facts.ts';
import { judgeOne } from '../../../test/support/judge-one.ts';
import type { HostAddresses } from '../../evidence/domain/host-addresses.ts';
import type { Intent } from '../../model/intent.ts';
import { apexAndWww } from './apex-and-www.ts';

const APEX = 'acme.test';
const WWW = 'www.acme.test';
const there = leadsTo('203.0.113.7');
const gone = leadsNowhere('nxdomain');
const pair = (apex: HostAddresses, www: HostAddresses) => [
  { subject: hostSubject(APEX), value: apex },
  { subject: hostSubject(WWW), value: www },
];
const assumedPair = [assumed(APEX, 'apex'), assumed(WWW, 'www')];
const app: Partial<Intent> = { canonicalHost: 'app.acme.test', hosts: [declared('app.acme.test'), ...assumedPair] };
const apex: Partial<Intent> = { canonicalHost: APEX, hosts: assumedPair };

interface Case {
  readonly name: string;
  readonly hosts: ReturnType<typeof pair>;
  readonly intent: Partial<Intent>;
  readonly problems: readonly string[];
  readonly to?: 'later';
}
const cases: readonly Case[] = [
  { name: 'both', hosts: pair(there, there), intent: app, problems: [] },
  { name: 'www is an alias', hosts: pair(there, { ...there, chain: [APEX] }), intent: apex, problems: [] },
  { name: 'www missing beside the canonical apex', hosts: pair(there, gone), intent: apex, problems: ['other-form-missing'] },
  { name: 'www missing, product elsewhere', hosts: pair(there, gone), intent: app, problems: ['other-form-missing'], to: 'later' },
  { name: 'both missing, product elsewhere', hosts: pair(gone, gone), intent: app, problems: ['neither-form'] },
  { name: 'canonical apex missing: host-resolves says it', hosts: pair(gone, there), intent: apex, problems: [] },
];
test.each(cases)('$name', ({ hosts, intent, problems, to }) => {
  const judged = judgeOne(apexAndWww, { hosts }, { intent });
  expect(judged.problems).toEqual(problems);
  expect(judged.fails[0]?.details.soften?.to).toBe(to);
});

test('a form that could not be looked up is unknown; a platform’s domain is not judged', () => {
  expect(judgeOne(apexAndWww, { hosts: pair(there, there).slice(0, 1) }, { intent: apex }).unknown).toHaveLength(1);
  const subject = { kind: 'domain', name: 'acme.vercel.app' } as const;
  expect(judgeOne(apexAndWww, { hosts: [] }, { subject }).notApplicable).toEqual(['Vercel runs this domain']);
});

test('an alias at the domain itself is offered only where the DNS host can do it', () => {
  const type = (names: string): string | undefined => {
    const hosts = pair(gone, there);
    const judged = judgeOne(apexAndWww, { hosts, servers: servedBy(server(names)) }, { intent: { canonicalHost: WWW, hosts: assumedPair } });
    return /IN (\w+)/.exec(judged.fails[0]?.details.fix?.snippet?.text ?? '')?.[1];
  };
  expect([type('ns1.vercel-dns.com'), type('ns01.domaincontrol.com'), type('ns1.unknown.test')]).toEqual(['ALIAS', 'A', 'A']);
});
