import { secretFingerprint } from '../../src/recognise/secrets/fingerprint.ts';
import { privateKeyPem, seeded, stripeLiveKey, stripeTestKey } from '../acme/repository/key-shapes.ts';
import { changed, declaring } from '../faults/change.ts';
import { repositoryWith, writes } from '../faults/repository.ts';
import type { Scenario } from '../scenario.ts';

// Assembled here, so that no file of ours holds a key.
const key = (name: string): string => stripeLiveKey(seeded(`scenario/${name}`));
const pem = (name: string): string => privateKeyPem(seeded(`scenario/${name}`));
const code = (value: string): string => `export const client = connect(${JSON.stringify(value)});\n`;
/** A header that signs in somewhere: nobody can say from its looks whether it still does. */
const header = (name: string): string => `export const headers = { authorization: 'Bearer ${secretFingerprint(name)}' };\n`;
const replaced = { row: 'E10', by: 'Ann', evidence: 'dashboard', at: new Date().toISOString().slice(0, 10) } as const;
const deleted = [writes({ 'src/pay.ts': code(key('deleted')) }), writes({ 'src/pay.ts': null })];

/** Building a repository takes longer than looking at it: several finds share one. */
export const secretScenarios: readonly Scenario[] = [
  {
    name: 'a sound repository: its ignored .env holds a key, and links lead out of it and in circles',
    world: repositoryWith([], { untracked: { '.env': `MODEL_KEY=${key('ignored')}\n` }, links: { out: '/etc', around: '.' } }),
    finds: [],
  },
  {
    name: 'live keys in the code, in a committed .env, in the history, and in a file not yet committed',
    world: repositoryWith([...deleted, writes({ 'src/mail.ts': code(key('code')), '.env': `MODEL_KEY=${key('env')}\n` })], {
      untracked: { 'src/new.ts': code(key('new')) },
    }),
    finds: [
      'secrets/tree-secrets:secret-in-code',
      'secrets/tree-secrets:secret-in-code',
      'secrets/tree-secrets:not-committed',
      'secrets/history-secrets:secret-in-history',
    ],
  },
  {
    name: 'private keys in the files and in the history',
    world: repositoryWith([writes({ 'old.pem': pem('old'), 'server.pem': pem('server') }), writes({ 'old.pem': null })]),
    finds: ['secrets/private-key:key-in-files', 'secrets/private-key:key-in-history'],
  },
  {
    name: 'keys in tests, now and before, and a test key in the code',
    world: repositoryWith([
      writes({
        'test/old.test.ts': code(key('old test')),
        'test/pay.test.ts': code(key('test')),
        'test/fixtures/server.pem': pem('fixture'),
        'src/pay.ts': code(stripeTestKey(seeded('scenario/test key'))),
      }),
      writes({ 'test/old.test.ts': null }),
    ]),
    finds: [],
    also: [
      'secrets/tree-secrets:test-key',
      'secrets/tree-secrets:in-tests-or-docs',
      'secrets/history-secrets:in-tests-or-docs',
      'secrets/private-key:maybe-harmless',
    ],
  },
  {
    name: 'values that may be secrets, in the code and deleted from it: one finding each, and nothing stops',
    world: repositoryWith([writes({ 'src/a.ts': header('deleted'), 'src/b.ts': header('one'), 'src/c.ts': header('two') }), writes({ 'src/a.ts': null })]),
    finds: [],
    also: ['secrets/tree-secrets:verify-first', 'secrets/history-secrets:verify-first'],
  },
  {
    name: 'a deleted key that was replaced, says a person who names it',
    world: changed(
      repositoryWith(deleted),
      declaring({ attestations: [{ ...replaced, statement: `replaced ${secretFingerprint(key('deleted')).slice(0, 12)} in the dashboard` }] }),
    ),
    finds: [],
    also: ['secrets/history-secrets:replaced-one'],
  },
  { name: 'a shallow clone hides what was deleted', world: repositoryWith(deleted, { git: 'shallow' }), finds: [], unknown: ['secrets/history-secrets'] },
  { name: 'a folder without git', world: repositoryWith([], { git: 'none' }), finds: [], unknown: ['secrets/history-secrets'] },
];
