/**
 * SPF evaluations per second when every answer is in memory, beside pyspf (Debian: python3-spf) on the same zone in the same run.
 * Prints a table; never fails by time. `node bench/spf.ts`
 */
import { spawnSync } from 'node:child_process';
import { type DnsAnswer, type DnsQuestion, driveNow, NOTHING } from '../src/formats/dns-question.ts';
import { evaluateSpf, type SpfRequest } from '../src/formats/spf-evaluate.ts';

const SECONDS = 3;
/** A usual sender: mailboxes, two sending services, own servers; six records, 25 networks. */
const TEXTS: Readonly<Record<string, string>> = {
  'acme.example': 'v=spf1 include:_spf.google.example include:mail.service.example include:spf.other.example a mx ip4:203.0.113.0/28 ~all',
  '_spf.google.example': 'v=spf1 include:_netblocks.google.example include:_netblocks2.google.example include:_netblocks3.google.example ~all',
  '_netblocks.google.example': `v=spf1 ${Array.from({ length: 12 }, (_, at) => `ip4:198.51.${at}.0/24`).join(' ')} ~all`,
  '_netblocks2.google.example': `v=spf1 ${Array.from({ length: 6 }, (_, at) => `ip6:2001:db8:${at}::/48`).join(' ')} ~all`,
  '_netblocks3.google.example': 'v=spf1 ip4:192.0.2.0/25 ip4:192.0.2.128/26 ~all',
  'mail.service.example': 'v=spf1 ip4:100.20.0.0/16 ip4:100.30.0.0/16 ip4:100.40.0.0/20 -all',
  'spf.other.example': 'v=spf1 exists:%{i}._spf.other.example -all',
};
const ADDRESSES: Readonly<Record<string, readonly string[]>> = { 'acme.example': ['203.0.113.77'], 'mx.acme.example': ['203.0.113.78'] };
const REQUESTS: readonly SpfRequest[] = ['198.51.3.9', '2001:db8:5::1', '100.40.1.2', '203.0.113.5', '203.0.113.78', '8.8.8.8'].map((ip) => ({
  ip,
  mailFrom: 'no-reply@acme.example',
  helo: 'mail.acme.example',
}));

const cache = new Map<string, DnsAnswer>();
for (const [name, text] of Object.entries(TEXTS)) cache.set(`TXT ${name}`, { ...NOTHING, status: 'ok', texts: [text] });
for (const [name, addresses] of Object.entries(ADDRESSES)) cache.set(`A ${name}`, { ...NOTHING, status: 'ok', addresses });
cache.set('MX acme.example', { ...NOTHING, status: 'ok', exchanges: [{ preference: 10, exchange: 'mx.acme.example' }] });
const answer = ({ type, name }: DnsQuestion): DnsAnswer => cache.get(`${type} ${name}`) ?? { ...NOTHING, status: 'nxdomain' };

function perSecond(): number {
  const until = performance.now() + SECONDS * 1000;
  let count = 0;
  while (performance.now() < until) for (const request of REQUESTS) count += driveNow(evaluateSpf(request), answer).result === 'none' ? 0 : 1;
  return count / SECONDS;
}

/** The same with pyspf, timed inside of Python; nothing when it is not installed. */
function peerPerSecond(): number | undefined {
  const zone: Record<string, Record<string, unknown>> = {};
  for (const [name, text] of Object.entries(TEXTS)) zone[name] = { TXT: [text] };
  for (const [name, addresses] of Object.entries(ADDRESSES)) zone[name] = { ...zone[name], A: addresses };
  zone['acme.example'] = { ...zone['acme.example'], MX: [[10, 'mx.acme.example']] };
  const input = JSON.stringify({ zone, requests: REQUESTS, seconds: SECONDS });
  const said = spawnSync('/usr/bin/python3', ['tools/differential/spf-peer.py', 'bench'], { input, encoding: 'utf8' });
  return said.status === 0 ? Number(said.stdout) : undefined;
}

perSecond();
const ours = perSecond();
const theirs = peerPerSecond();
console.log(`here   ${ours.toFixed(0).padStart(8)} evaluations a second   bar: 20,000`);
console.log(
  theirs === undefined
    ? 'pyspf  not installed (Debian: apt-get install python3-spf)'
    : `pyspf  ${theirs.toFixed(0).padStart(8)} evaluations a second   ratio ${(ours / theirs).toFixed(1)}`,
);
console.log(`results: ${REQUESTS.map((request) => `${request.ip} ${driveNow(evaluateSpf(request), answer).result}`).join(', ')}`);
