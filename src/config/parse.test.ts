import { expect, test } from 'vitest';
import { ConfigError } from '../model/errors.ts';
import { fullConfig } from './full.fixture.ts';
import { configJsonSchema } from './json-schema.ts';
import { parseConfig } from './parse.ts';

const least = { project: 'acme', profile: 'coach-prototype' };
function faultsOf(value: unknown): readonly string[] {
  try {
    parseConfig(value, 'launch-ready.config.json');
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.faults;
    throw error;
  }
}

test('the least and the fullest config are valid', () => {
  expect(faultsOf(least)).toEqual([]);
  expect(faultsOf(fullConfig)).toEqual([]);
});

test('types, schema and JSON Schema know the same keys', () => {
  const keysOf = (value: unknown): string[] =>
    typeof value !== 'object' || value === null
      ? []
      : Array.isArray(value)
        ? value.flatMap(keysOf)
        : Object.entries(value).flatMap(([key, item]) =>
            /[:.]/.test(key) || ['staging', 'OPENAI_API_KEY', 'chatId'].includes(key) ? keysOf(item) : [key, ...keysOf(item)],
          );
  const schemaKeys = (node: unknown): string[] => {
    if (typeof node !== 'object' || node === null) return [];
    if (Array.isArray(node)) return node.flatMap(schemaKeys);
    const { properties, ...rest } = node as { properties?: Record<string, unknown> };
    return [...Object.entries(properties ?? {}).flatMap(([key, item]) => [key, ...schemaKeys(item)]), ...Object.values(rest).flatMap(schemaKeys)];
  };
  const inSchema = new Set(schemaKeys(configJsonSchema()));
  expect([...new Set(keysOf(fullConfig))].toSorted()).toEqual([...inSchema].toSorted());
});

const host = (more: object): object => ({ ...least, hosts: [{ name: 'acme.example', purpose: 'apex' }, more] });
const pieces = (...parts: string[]): string => parts.join('');
const waiver = { check: 'email/spf', problem: 'duplicate', class: 'blocker', reason: 'r', owner: 'o', at: '2026-11-01', until: '2026-11-30' };
const attestation = { row: 'A2', statement: 's', by: 'b', evidence: 'e', at: '2026-11-01' };

const mail = (more: object): object => ({ ...least, mail: more });

test.each([
  [mail({ receive: { smtp: { listen: '2525' } } }), /^mail\.receive\.smtp\.listen: expected address:port/],
  [mail({ receive: { adress: 'a@b.example' } }), 'mail.receive.adress: unknown key; did you mean address?'],
  [mail({ receive: { address: 'nobody' } }), /^mail\.receive\.address: expected a mail address/],
  [
    mail({ receive: { imap: { host: 'imap.acme.example', user: 'u', passwordEnv: 'P' } } }),
    'mail.receive.address: missing; expected the address of the mailbox',
  ],
  [
    mail({ receive: { address: 'a@b.example', imap: { host: 'imap.acme.example', user: 'u', passwordEnv: 'not a name' } } }),
    /passwordEnv: expected the name of an environment/,
  ],
  [mail({ receive: { api: { kind: 'mailosaur', url: 'https://mailosaur.com' } } }), 'mail.receive.api: Mailosaur needs server and passwordEnv'],
  [mail({ flows: [{ name: 'reset', purpose: 'rest' }] }), /^mail\.flows\[0\]\.purpose: expected one of .* did you mean reset\?$/],
  [
    mail({ flows: [{ name: 'reset', purpose: 'reset', request: { url: 'https://app.acme.example', method: 'GET', fields: {} } }] }),
    /a GET request has no fields/,
  ],
  [undefined, 'expected an object of settings as its only value; got nothing'],
  [[], 'expected an object of settings as its only value; got a list'],
  [{ profile: 'coach-prototype' }, 'project: missing; expected text'],
  [{ ...least, project: 7 }, 'project: expected text; got a number'],
  [{ ...least, project: '' }, /^project: /],
  [{ project: 'acme' }, /^profile: missing; expected one of internal-ops-launch, /],
  [{ ...least, profile: 'coach-protoype' }, /got "coach-protoype"; did you mean coach-prototype\?$/],
  [host({ name: 'app.acme.example', purpos: 'app', purpose: 'app' }), 'hosts[1].purpos: unknown key; did you mean purpose?'],
  [host({ name: 'app.acme.example', purpose: 'app', colour: 1 }), 'hosts[1].colour: unknown key; expected one of name, purpose, owner'],
  [host({ name: 'app.acme.example', purpose: 'aap' }), /^hosts\[1\]\.purpose: expected one of app, .*; got "aap"; did you mean app\?$/],
  [
    host({ name: 'https://app.acme.example/login', purpose: 'app' }),
    'hosts[1].name: expected a host name without scheme or path, such as app.acme.example; got "https://app.acme.example/login"',
  ],
  [host({ name: 'app.acme.example:8080', purpose: 'app' }), /hosts\[1\]\.name: expected a host name without port, such as app\.acme\.example/],
  [host({ name: '192.0.2.1', purpose: 'app' }), /not an IP address/],
  [host({ name: '2001:db8::1', purpose: 'app' }), /not an IP address/],
  [host({ name: 'localhost', purpose: 'app' }), /localhost is this machine/],
  [host({ name: 'co.uk', purpose: 'app' }), /co\.uk is a public suffix/],
  [host({ name: 'intranet', purpose: 'app' }), /expected a full host name such as intranet\.example\.com/],
  [host({ name: 'ACME.example.', purpose: 'app' }), 'hosts[1].name: acme.example is already hosts[0]'],
  [{ ...least, canonical_host: 'acme.example' }, 'canonical_host: unknown key; did you mean canonicalHost?'],
  [{ ...least, mail: { sender: [] } }, 'mail.sender: unknown key; did you mean senders?'],
  [{ ...least, environments: { staging: { host: [] } } }, 'environments.staging.host: unknown key; did you mean hosts?'],
  [{ ...least, environments: { 'St aging': {} } }, 'environments.St aging: expected a name such as production or staging'],
  [{ ...least, hosts: {} }, 'hosts: expected a list; got an object'],
  [{ ...least, active: 'yes' }, 'active: expected true or false; got text'],
  [{ ...least, repository: 3 }, 'repository: expected a path, or false for none; got a number'],
  [{ ...least, launchAt: '2026-02-30' }, /^launchAt: expected an instant with its zone/],
  [{ ...least, launchAt: '2026-12-01T09:00' }, /^launchAt: expected an instant with its zone/],
  [{ ...least, network: { resolvers: ['127.0.0.1'] } }, /^network\.resolvers\[0\]: expected address:port/],
  [
    { ...least, waivers: [{ ...waiver, until: '2026-12-02' }] },
    /^waivers\[0\]\.until: expected at most 30 days after 2026-11-01, that is 2026-12-01 or earlier/,
  ],
  [{ ...least, waivers: [{ ...waiver, until: '2026-10-01' }] }, /^waivers\[0\]\.until: expected a date after 2026-11-01/],
  [{ ...least, waivers: [{ ...waiver, at: '1.11.2026' }] }, /^waivers\[0\]\.at: expected a date such as 2026-12-01; got "1\.11\.2026"/],
  [{ ...least, attestations: [{ ...attestation, until: '2027-02-01' }] }, /^attestations\[0\]\.until: expected at most 90 days after 2026-11-01/],
  [{ ...least, attestations: [{ ...attestation, row: 'A99' }] }, /^attestations\[0\]\.row: expected one of A1, A2, A3 … N15; got "A99"/],
  [
    { ...least, database: { urlEnv: pieces('postgres', '://u:p', '@db.acme.example/app') } },
    'database.urlEnv: this URL holds a password; a config holds no secrets: put it into an environment variable and name that variable here',
  ],
  [{ ...least, database: { url: pieces('postgres', '://u:p', '@db/app') } }, /^database\.url: (this URL holds a password|unknown key)/],
  [{ ...least, chat: { endpoint: 'https://acme.example/chat?api_key=abc' } }, /^chat\.endpoint: this URL holds a key or token; a config holds no secrets/],
  [{ ...least, contacts: [{ role: 'alerts', name: pieces('gh', 'p_', 'x'.repeat(36)), reach: 'r' }] }, /^contacts\[0\]\.name: this looks like a secret/],
  [{ ...least, token: pieces('-----BEGIN ', 'PRIVATE KEY-----') }, /^token: this is a private key/],
])('%#: %j', (value, expected) => {
  const faults = faultsOf(value);
  const fits = (fault: string): boolean => (typeof expected === 'string' ? fault === expected : expected.test(fault));
  expect(faults.filter(fits)).not.toEqual([]);
  expect(faults.join('\n')).not.toContain('x'.repeat(20));
});

test('many faults are capped, hostile keys are cleaned, deep values do not hang', () => {
  const many = faultsOf({ ...least, ...Object.fromEntries(Array.from({ length: 40 }, (_, index) => [`zzz${index}`, 1])) });
  expect(many).toHaveLength(21);
  expect(many.at(-1)).toBe('and 20 more');
  expect(faultsOf({ ...least, 'a\u001b[31mb': 1 })[0]).toMatch(/^a \[31mb: unknown key/);
  const loop: Record<string, unknown> = { ...least };
  loop['self'] = loop;
  expect(faultsOf(loop)[0]).toMatch(/^self: unknown key/);
});

test('the message names the file and counts what to correct', () => {
  expect(() => parseConfig({ projekt: 'x' }, 'launch-ready.config.ts')).toThrow(/^launch-ready\.config\.ts: 3 things to correct:\n {2}/);
});
