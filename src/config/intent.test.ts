import { expect, test } from 'vitest';
import { UsageError } from '../model/errors.ts';
import { fullConfig } from './full.fixture.ts';
import { hostOfTarget, intentOf, purposeOf, zeroConfigIntent } from './intent.ts';
import { parseConfig } from './parse.ts';

const config = parseConfig(fullConfig, 'launch-ready.config.ts');
const least = { project: 'acme', profile: 'coach-prototype' } as const;

test('names become canonical, apex and www are assumed, the canonical host leads', () => {
  const intent = intentOf(config);
  expect(intent.hosts).toEqual([
    { name: 'app.acme.example', purpose: 'app', owner: 'Dana', declared: true },
    { name: 'xn--bcher-kva.acme.example', purpose: 'docs', owner: 'Dana', declared: true },
    { name: 'acme.example', purpose: 'apex', declared: false },
    { name: 'www.acme.example', purpose: 'www', declared: false },
  ]);
  expect(intent.domains).toEqual(['acme.example']);
  expect(intent.launchAt).toBe('2026-12-01T08:00:00.000Z');
  expect(intent.owned).toEqual(['app.acme.example', '10.0.0.5']);
  expect(intent.senders).toEqual([
    { domain: 'mail.acme.example', provider: 'postmark', selectors: ['s1', '20260101.pm'], addresses: ['203.0.113.7', '2001:db8::7'], declared: true },
  ]);
});

test('an environment replaces whole keys', () => {
  const staging = intentOf(config, { environment: 'staging' });
  expect(staging.environment).toBe('staging');
  expect(staging.hosts[0]?.name).toBe('app.staging.acme.example');
  expect(staging).toMatchObject({ sendsMail: false, active: true, databaseUrlEnv: 'STAGING_DATABASE_URL' });
  expect(() => intentOf(config, { environment: 'stagin' })).toThrow('no environment "stagin" in the config; did you mean staging?');
  expect(() => intentOf(config, { environment: 'qa' })).toThrow('it has production, staging');
});

test('what the app offers: the chat endpoint first, bodies as they are sent', () => {
  const { endpoints, sessions, approvedOrigins, oldUrls } = intentOf(config);
  expect(endpoints).toEqual([
    { url: 'https://app.acme.example/api/chat', is: 'chat', method: 'POST', headers: {}, body: { type: 'application/json', text: '"{message}"' } },
    {
      url: 'https://app.acme.example/api/lead',
      is: 'form',
      method: 'POST',
      headers: {},
      body: { type: 'application/x-www-form-urlencoded', text: 'e%3Amail={address}' },
    },
  ]);
  expect(sessions).toEqual([{ name: 'user', role: 'user', host: 'app.acme.example', header: 'cookie', valueEnv: 'USER_COOKIE' }]);
  expect(approvedOrigins).toEqual(['https://partner.example']);
  expect(oldUrls).toEqual([{ from: 'https://acme-demo.example/chat', to: 'https://app.acme.example/chat' }]);
  expect(intentOf(least)).not.toHaveProperty('endpoints');
});

test('the plan for DMARC is taken over', () => {
  expect(intentOf({ ...least, mail: { dmarc: { raiseOn: '2026-12-20', days: 7 } } }).dmarc).toEqual({ raiseOn: '2026-12-20', limit: { days: 7 } });
});

test('nobody said whether mail is sent: the first domain is assumed to', () => {
  const intent = intentOf({ ...least, hosts: [{ name: 'www.acme.co.uk', purpose: 'www' }] });
  expect(intent.sendsMail).toBeUndefined();
  expect(intent.senders).toEqual([{ domain: 'acme.co.uk', selectors: [], declared: false }]);
  expect(intent.hosts.map((host) => `${host.name} ${host.declared}`)).toEqual(['www.acme.co.uk true', 'acme.co.uk false']);
  expect(intentOf({ ...least, mail: { sends: false }, domains: ['acme.example'] }).senders).toEqual([]);
});

test.each([
  ['mail.acme.example', ['acme.example'], 'belongs to the zone above it'],
  ['gmail.com', [], 'is no zone of the project'],
  ['acme.co.uk', ['acme.co.uk'], 'is a zone of its own'],
])('the sender domain %s adds %j: it %s', (domain, domains) => {
  const intent = intentOf({ ...least, mail: { senders: [{ domain }] } });
  expect(intent.domains).toEqual(domains);
  expect(intent.senders).toEqual([{ domain, selectors: [], declared: true }]);
});

test('a host of a hosting platform brings no domain and no www', () => {
  const intent = zeroConfigIntent({ target: 'https://acme.vercel.app' });
  expect(intent.domains).toEqual([]);
  expect(intent.hosts).toEqual([{ name: 'acme.vercel.app', purpose: 'app', declared: true }]);
});

test('attestations end after 90 days unless they say earlier', () => {
  const attestation = { row: 'A2', statement: 's', by: 'b', evidence: 'e', at: '2026-11-01' } as const;
  expect(intentOf({ ...least, attestations: [attestation] }).attestations[0]?.until).toBe('2027-01-30');
});

test('zero config: the folder alone, and the repository', () => {
  const intent = zeroConfigIntent({ project: 'acme', repository: { path: '.', trusted: true } });
  expect(intent).toMatchObject({ project: 'acme', profile: 'b2b-service-launch', domains: [], hosts: [], active: false, repository: { trusted: true } });
  expect(intentOf({ ...least, repository: false }, { repository: { path: '.', trusted: true } }).repository).toBeUndefined();
});

test.each([
  ['https://App.Example.com/login?x=1', 'app.example.com'],
  ['app.example.com.', 'app.example.com'],
  ['app.example.com/login', 'app.example.com'],
  ['http://bücher.example', 'xn--bcher-kva.example'],
  ['https://app.example.com:443/', 'app.example.com'],
])('%s is audited as %s', (target, host) => {
  expect(hostOfTarget(target)).toBe(host);
});

test.each([
  ['https://localhost:3000', /port 3000 cannot be audited/],
  ['http://localhost', /localhost is this machine/],
  ['localhost', /localhost is this machine/],
  ['https://192.0.2.1/', /not an IP address/],
  ['http://[2001:db8::1]/', /not an IP address/],
  ['0x7f.1', /not an IP address/],
  ['https://co.uk', /co\.uk is a public suffix/],
  ['vercel.app', /vercel\.app is a public suffix/],
  ['ftp://app.example.com', /ftp:\/\/ cannot be audited/],
  ['https://user:pw@app.example.com', /user name or password/],
  ['https://', /is not a URL/],
  ['not a host', /expected a host name/],
  ['app', /expected a full host name such as app\.example\.com/],
  ['', /expected a host name/],
])('%s is refused with what to write', (target, expected) => {
  expect(() => hostOfTarget(target)).toThrow(UsageError);
  expect(() => hostOfTarget(target)).toThrow(expected);
});

test.each([
  ['example.com', 'apex'],
  ['www.example.com', 'www'],
  ['api.example.com', 'api'],
  ['staging-2.example.com', 'staging'],
  ['assist.example.com', 'app'],
])('%s looks like %s', (host, purpose) => {
  expect(purposeOf(host)).toBe(purpose);
});
