import { describe, expect, test } from 'vitest';
import { judgeOne } from '../../../test/support/judge-one.ts';
import type { EnvFiles } from '../../evidence/secrets/env-files.ts';
import type { EnvVariables } from '../../evidence/secrets/env-variables.ts';
import type { RepositorySecret, RepositorySecrets } from '../../evidence/secrets/repository-secrets.ts';
import type { Check } from '../../model/check.ts';
import type { Attestation } from '../../model/intent.ts';
import { mask, quote } from '../../model/text.ts';
import { clientPrefix } from './client-prefix.ts';
import { committedEnv } from './committed-env.ts';
import { envExample } from './env-example.ts';
import { gitignoreEnv } from './gitignore-env.ts';
import { historySecrets } from './history-secrets.ts';
import { privateKey } from './private-key.ts';
import { treeSecrets } from './tree-secrets.ts';

const place = (over: Partial<RepositorySecret['places'][number]> = {}): RepositorySecret['places'][number] => ({
  path: quote('src/pay.ts'),
  line: 3,
  role: 'code',
  tracked: true,
  ...over,
});
const past: NonNullable<RepositorySecret['history']> = {
  path: quote('src/pay.ts'),
  role: 'code',
  versions: 2,
  commit: 'abcdef1234',
  at: '2026-01-02T00:00:00Z',
};
const secret = (over: Partial<RepositorySecret> = {}): RepositorySecret => ({
  format: 'stripe-live-key',
  class: 'secret',
  sure: true,
  masked: mask('x'.repeat(40), true),
  fingerprint: '0123456789abcdef01234567',
  places: [],
  history: null,
  accepted: null,
  ...over,
});
const seen = (...secrets: RepositorySecret[]): RepositorySecrets => ({
  secrets,
  scanned: { files: 9, bytes: 1, versions: 9, historyBytes: 1, compressedFiles: 0 },
});
const rotated = (statement: string): Attestation => ({ row: 'E10', statement, by: 'Ann', evidence: 'dashboard', at: '2026-11-20' });
const found = (check: Check, value: RepositorySecrets, attestations: Attestation[] = []): string[] =>
  judgeOne(check, { seen: value }, { intent: { attestations } }).fails.map((fail) => `${fail.problem}${fail.details.grade ? ` ${fail.details.grade}` : ''}`);

describe('secrets/tree-secrets', () => {
  test.each<[string, RepositorySecret, string[]]>([
    ['committed', secret({ places: [place()], history: past }), ['secret-in-code']],
    ['not sure', secret({ places: [place()], sure: false }), ['verify-first inferred']],
    ['not sure, in tests', secret({ places: [place({ role: 'test' })], sure: false }), ['verify-first inferred']],
    ['untracked', secret({ places: [place({ tracked: false })] }), ['not-committed']],
    ['only in tests', secret({ places: [place({ role: 'test' }), place({ role: 'docs' })] }), ['in-tests-or-docs inferred']],
    ['in tests and code', secret({ places: [place({ role: 'test' }), place()] }), ['secret-in-code']],
    ['a test key', secret({ class: 'test-key', places: [place()] }), ['test-key']],
    ['public by design', secret({ class: 'public', places: [place()] }), []],
    ['only in history', secret({ history: past }), []],
    ['a private key has its own check', secret({ format: 'private-key', places: [place()] }), []],
  ])('%s', (_, one, expected) => expect(found(treeSecrets, seen(one))).toEqual(expected));

  test('what is not sure is one finding, however much there is, and stops nothing', () => {
    const many = Array.from({ length: 30 }, (_, at) => secret({ sure: false, fingerprint: `${at}`.padEnd(24, 'a'), places: [place({ line: at + 1 })] }));
    const { fails } = judgeOne(treeSecrets, { seen: seen(...many) });
    expect(fails.map(({ says }) => says)).toEqual(['Look first: 30 values in the files may be secret or harmless, such as a Stripe live key in src/pay.ts']);
    expect(fails[0]?.details.proof).toHaveLength(10);
    expect(treeSecrets.problems['verify-first']?.class).toBe('later');
  });

  test('two weak values of one kind in one file are one finding, and the text names what to do', () => {
    const weak = secret({ format: 'database-url', fingerprint: null, places: [place()] });
    const { fails } = judgeOne(treeSecrets, { seen: seen(weak, weak) });
    expect(fails).toHaveLength(1);
    expect(fails[0]?.says).toContain('a database address with its password stands in src/pay.ts');
    expect(fails[0]?.details.fix?.steps.join(' ')).toContain('database@src/pay.ts'.replace('database', 'database-url'));
  });
});

describe('secrets/history-secrets', () => {
  test.each<[string, RepositorySecret, Attestation[], string[]]>([
    ['deleted', secret({ history: past }), [], ['secret-in-history']],
    ['deleted, not sure', secret({ history: past, sure: false }), [], ['verify-first inferred']],
    ['still in the tree: said there', secret({ history: past, places: [place()] }), [], []],
    ['only in old tests', secret({ history: { ...past, role: 'test' } }), [], ['in-tests-or-docs inferred']],
    ['replaced', secret({ history: past }), [rotated('replaced key 0123456789ab')], ['replaced-one attested']],
    ['another one replaced', secret({ history: past }), [rotated('replaced key ffffffffffff')], ['secret-in-history']],
    ['nobody knows', secret({ history: past }), [{ ...rotated('0123456789ab'), nobodyKnows: true }], ['secret-in-history']],
  ])('%s', (_, one, attestations, expected) => expect(found(historySecrets, seen(one), attestations)).toEqual(expected));
});

test('what a person took for harmless is no finding, and its number is told', () => {
  const ours = [secret({ places: [place()], accepted: 'comment' }), secret({ places: [place()], accepted: 'baseline', fingerprint: 'f'.repeat(24) })];
  const { fails, passes } = judgeOne(treeSecrets, { seen: seen(...ours, secret({ history: past, accepted: 'comment', fingerprint: 'e'.repeat(24) })) });
  expect([fails, passes]).toEqual([[], ['9 files read, no usable key or password in them; accepted as harmless: 1 by a comment, 1 by the baseline']]);
  expect(found(historySecrets, seen(secret({ history: past, accepted: 'baseline' })))).toEqual([]);
  expect(found(privateKey, seen(secret({ format: 'private-key', places: [place()], accepted: 'comment' })))).toEqual([]);
});

describe('what its provider refused is dead', () => {
  const rotations = { dead: [{ fingerprint: '0123456789abcdef01234567', by: 'api.example.com', status: 401, at: '2026-11-20T10:00:00Z' }] };
  const fails = (check: Check, one: RepositorySecret) => judgeOne(check, { seen: seen(one), rotations }).fails;
  test('in the history', () => {
    const [dead] = fails(historySecrets, secret({ history: past }));
    expect(dead).toMatchObject({ problem: 'dead-one', says: expect.stringContaining('is dead: api.example.com refused it on 2026-11-20') });
    expect(fails(historySecrets, secret({ history: past, fingerprint: 'ffffffffffffffffffffffff' }))).toMatchObject([{ problem: 'secret-in-history' }]);
  });
  test('in the code', () => expect(fails(treeSecrets, secret({ places: [place()] }))).toMatchObject([{ problem: 'dead-in-code' }]));
});

describe('secrets/private-key', () => {
  test.each<[string, Partial<RepositorySecret>, string[]]>([
    ['in files', { places: [place()] }, ['key-in-files']],
    ['deleted', { history: past }, ['key-in-history']],
    ['of tests', { places: [place({ role: 'test' })] }, ['maybe-harmless inferred']],
    ['of an example', { places: [place({ role: 'example' })] }, ['maybe-harmless inferred']],
    ['locked', { places: [place()], sure: false }, ['maybe-harmless inferred']],
  ])('%s', (_, over, expected) => expect(found(privateKey, seen(secret({ format: 'private-key', ...over })))).toEqual(expected));
});

describe('env files', () => {
  const file = (over: Partial<EnvFiles['files'][number]>): EnvFiles => ({
    files: [{ path: quote('.env'), tracked: false, inHistory: false, secretNames: [], weakNames: [], variables: 3, ...over }],
    ignored: [{ path: quote('.env.local'), ignored: true }],
    usesEnv: true,
    copies: [],
    agents: [],
  });
  const codes = (check: Check, value: EnvFiles, attestations: Attestation[] = []): string[] =>
    judgeOne(check, { seen: value }, { intent: { attestations } }).problems;
  test.each<[string, EnvFiles, string[], string[]]>([
    ['tracked with secrets', file({ tracked: true, inHistory: true, secretNames: ['A_KEY'] }), ['env-in-git'], []],
    ['tracked without', file({ tracked: true, inHistory: true }), ['env-without-secrets'], []],
    ['removed with secrets', file({ inHistory: true, secretNames: ['A_KEY'] }), ['env-in-history'], []],
    ['removed without', file({ inHistory: true }), [], []],
    ['lying open', file({ secretNames: ['A_KEY'] }), [], ['lies-open']],
    ['ignored: not seen at all', { ...file({}), files: [] }, [], []],
    ['would not be ignored', { ...file({}), files: [], ignored: [{ path: quote('.env'), ignored: false }] }, [], ['not-ignored']],
    ['no env at all', { files: [], usesEnv: false, copies: [], agents: [], ignored: [{ path: quote('.env'), ignored: false }] }, [], []],
  ])('%s', (_, value, committed, ignored) => {
    expect(codes(committedEnv, value)).toEqual(committed);
    expect(codes(gitignoreEnv, value)).toEqual(ignored);
  });
  test('replaced values stay in the history, and a person may say so', () => {
    expect(codes(committedEnv, file({ inHistory: true, secretNames: ['A'] }), [rotated('all of .env replaced')])).toEqual([]);
  });
});

describe('env variables', () => {
  const at = { path: quote('src/a.ts'), line: 1 };
  const env = (used: readonly string[], documented: readonly string[], over: Partial<EnvVariables> = {}): EnvVariables => ({
    used: used.map((text) => ({ name: text.replace('?', ''), need: text.endsWith('?') ? 'optional' : 'plain', atStart: false, inApp: true, places: [at] })),
    documented: documented.map((name) => ({ name, path: quote('.env.example'), line: 1 })),
    implicit: [],
    dynamic: [],
    exampleFiles: [quote('.env.example')],
    mentioned: [],
    validations: [],
    validators: [],
    published: [],
    setBy: [],
    ...over,
  });
  test.each<[string, EnvVariables, string[]]>([
    ['all documented', env(['A'], ['A']), []],
    ['one missing', env(['A', 'B'], ['A']), ['undocumented']],
    ['one with a default', env(['A', 'B?'], ['A']), ['undocumented-optional']],
    ['one unused', env(['A'], ['A', 'Z']), ['unused']],
    ['unused cannot be told', env(['A'], ['A', 'Z'], { dynamic: [at] }), []],
    ['read by a package', env(['A'], ['A', 'OPENAI_API_KEY']), []],
  ])('%s', (_, value, expected) => expect(judgeOne(envExample, { env: value }).problems).toEqual(expected));
  test('no variables: not applicable', () => expect(judgeOne(envExample, { env: env([], []) }).notApplicable).toHaveLength(1));

  test.each([
    ['NEXT_PUBLIC_OPENAI_API_KEY', ['secret-in-browser']],
    ['VITE_SUPABASE_SERVICE_ROLE_KEY', ['secret-in-browser']],
    ['VITE_DATABASE_URL', ['secret-in-browser']],
    ['NEXT_PUBLIC_ADMIN_PASSWORD', ['secret-in-browser']],
    ['NEXT_PUBLIC_SUPABASE_ANON_KEY', []],
    ['NEXT_PUBLIC_FIREBASE_API_KEY', []],
    ['NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY', []],
    ['VITE_GOOGLE_MAPS_API_KEY', []],
    ['NEXT_PUBLIC_SITE_URL', []],
    ['OPENAI_API_KEY', []],
  ])('%s', (name, expected) => expect(judgeOne(clientPrefix, { env: env([name], [name]) }).problems).toEqual(expected));
});
