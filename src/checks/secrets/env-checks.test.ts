import { describe, expect, test } from 'vitest';
import type { PlatformVariables } from '../../evidence/secrets/platform-variables.ts';
import type { EnvValueFile, EnvValues } from '../../evidence/secrets/env-values.ts';
import type { EnvVariables } from '../../evidence/secrets/env-variables.ts';
import type { StartTrial } from '../../evidence/secrets/start-trial.ts';
import type { Intent } from '../../model/intent.ts';
import { quote } from '../../model/text.ts';
import { judgeOne } from '../../../test/support/judge-one.ts';
import { clientPrefix } from './client-prefix.ts';
import { configSpread } from './config-spread.ts';
import { envDuplicate } from './env-duplicate.ts';
import { envMalformed } from './env-malformed.ts';
import { envMissing } from './env-missing.ts';
import { envSeparate } from './env-separate.ts';
import { envStage } from './env-stage.ts';
import { envStrength } from './env-strength.ts';
import { secretStore } from './secret-store.ts';
import { exampleValues } from './example-values.ts';
import { startupValidation } from './startup-validation.ts';

type Variable = EnvValueFile['variables'][number];
type Published = EnvVariables['published'][number];
const at = { path: quote('src/a.ts'), line: 1 };
const v = (name: string, over: Partial<Variable> = {}): Variable => ({ name, line: 1, group: 1, isSecret: false, key: null, faults: [], signs: [], ...over });
const file = (path: string, variables: Variable[], over: Partial<EnvValueFile> = {}): EnvValueFile => {
  const stage = /production/.test(path) ? 'production' : /staging/.test(path) ? 'staging' : /local/.test(path) ? 'development' : 'any';
  return {
    path: quote(path),
    kind: /example/.test(path) ? 'example' : 'private',
    stage,
    bom: false,
    carriageReturns: false,
    unreadable: [],
    variables,
    ...over,
  };
};
const values = (...files: EnvValueFile[]): EnvValues => ({ files, unescapes: false });
const used = (name: string, over: Partial<EnvVariables['used'][number]> = {}): EnvVariables['used'][number] => ({
  name,
  need: 'plain',
  atStart: false,
  inApp: true,
  places: [at],
  ...over,
});
const env = (list: EnvVariables['used'], over: Partial<EnvVariables> = {}): EnvVariables => ({
  used: list,
  documented: [],
  mentioned: [],
  implicit: [],
  dynamic: [],
  exampleFiles: [],
  validations: [],
  validators: [],
  published: [],
  setBy: [],
  ...over,
});

const set = (name: string, over: Partial<PlatformVariables['variables'][number]> = {}): PlatformVariables['variables'][number] => ({
  name,
  sharedWith: [],
  sameAs: [],
  uncompared: [],
  sealed: false,
  plain: false,
  read: true,
  signs: [],
  updatedAt: null,
  ...over,
});
const atHost = (variables: PlatformVariables['variables']): PlatformVariables => ({
  platform: 'vercel',
  title: quote('Vercel'),
  target: quote('production'),
  variables,
  stages: [],
  holdsAllStages: true,
  elsewhere: null,
});

describe('env-duplicate', () => {
  const problems = (...files: EnvValueFile[]): string[] => judgeOne(envDuplicate, { values: values(...files) }).problems;
  test('twice with different values, and twice the same', () => {
    expect(problems(file('.env', [v('A'), v('A', { group: 2 })]))).toEqual(['twice']);
    expect(problems(file('.env', [v('A'), v('A')]))).toEqual(['twice-the-same']);
    expect(problems(file('.env.example', [v('A'), v('A', { group: 2 })]))).toEqual(['twice-the-same']);
    expect(problems(file('.env', [v('A')]), file('.env.local', [v('A', { group: 2 })]))).toEqual([]);
  });
  test('a local file that wins over the one for production', () => {
    const files = values(
      file('.env.local', [v('NEXT_PUBLIC_URL'), v('DATABASE_URL')]),
      file('.env.production', [v('NEXT_PUBLIC_URL', { group: 2 }), v('DATABASE_URL', { group: 3 })]),
    );
    const platform = { framework: 'nextjs' };
    expect(judgeOne(envDuplicate, { values: files, platform }).problems).toEqual(['local-wins']);
    expect(judgeOne(envDuplicate, { values: files, platform: { framework: 'vite' } }).problems).toEqual([]);
  });
});

test.each<[string, EnvValueFile, string[]]>([
  ['cut at #', file('.env', [v('A', { faults: ['cut-at-hash'] })]), ['cut-value']],
  ['quotes', file('.env', [v('A', { faults: ['open-quote'] }), v('B', { faults: ['curly-quote'] })]), ['odd-quotes']],
  ['spaces', file('.env', [v('A', { faults: ['space-around'] })]), ['stray-space']],
  ['no assignment', file('.env', [], { unreadable: [3] }), ['unreadable-line']],
  ['mark', file('.env', [], { bom: true }), ['hidden-characters']],
  ['stand-in in production', file('.env.production', [v('NEEDED', { signs: ['stand-in'] }), v('OTHER', { signs: ['empty'] })]), ['no-value']],
  ['stand-in elsewhere', file('.env.local', [v('NEEDED', { signs: ['stand-in'] })]), []],
  ['port in host', file('.env', [v('A_HOST', { signs: ['port-in-host'] })]), ['odd-address']],
  ['key on one line', file('.env', [v('A', { signs: ['pem-on-one-line'] })]), ['key-on-one-line']],
  ['small letters', file('.env', [v('needed')]), ['lower-case']],
  ['an example may be anything', file('.env.example', [v('A', { faults: ['cut-at-hash'] })], { unreadable: [1] }), []],
])('env-malformed: %s', (_, one, expected) => expect(judgeOne(envMalformed, { values: values(one), env: env([used('NEEDED')]) }).problems).toEqual(expected));

test.each<[string, EnvValueFile, string[]]>([
  ['a test key', file('.env.production', [v('STRIPE', { signs: ['test-key'] })]), ['test-key-in-production']],
  ['an address of this machine', file('.env.production', [v('URL', { signs: ['local-address'] })]), ['local-address-in-production']],
  ['plain http', file('.env.production', [v('URL', { signs: ['plain-http'] })]), ['plain-http-in-production']],
  ['a live key on a laptop', file('.env.local', [v('STRIPE', { signs: ['live-key'] })]), ['live-key-outside-production']],
  ['a live key where it belongs', file('.env.production', [v('STRIPE', { signs: ['live-key'] })]), []],
  ['a file for everything', file('.env', [v('STRIPE', { signs: ['live-key'] }), v('URL', { signs: ['local-address'] })]), []],
])('env-stage: %s', (_, one, expected) => expect(judgeOne(envStage, { values: values(one) }).problems).toEqual(expected));

describe('env-stage at the host', () => {
  const code = env([used('STRIPE_SECRET_KEY')]);
  const judge = (platform?: PlatformVariables, reads = code): ReturnType<typeof judgeOne> => judgeOne(envStage, { values: values(), platform, env: reads });
  test('what stands there is judged like a file', () => {
    const { fails } = judge(atHost([set('STRIPE_SECRET_KEY', { signs: ['test-key'] }), set('SITE_URL', { signs: ['local-address'] })]));
    expect(fails.map(({ problem }) => problem)).toEqual(['test-key-in-production', 'local-address-in-production']);
    expect(fails[0]?.says).toBe('Vercel (production) is for production and holds a test or sandbox key in STRIPE_SECRET_KEY');
    expect(judge(atHost([set('STRIPE_SECRET_KEY', { signs: ['stand-in'] }), set('OTHER', { signs: ['stand-in'] })])).problems).toEqual(['dummy-in-production']);
  });
  test('what nobody is shown, and what nobody looked at, is unknown; no secret at all is none', () => {
    expect(judge(atHost([set('STRIPE_SECRET_KEY', { read: false }), set('SITE_URL')])).unknown).toEqual([expect.stringContaining('STRIPE_SECRET_KEY')]);
    expect(judge().unknown).toHaveLength(1);
    expect(judge(undefined, env([used('SITE_URL')])).notApplicable).toHaveLength(1);
    expect(judge(atHost([set('STRIPE_SECRET_KEY')])).passes).toHaveLength(1);
  });
  test('env-strength looks there too', () => {
    const platform = atHost([set('AUTH_SECRET', { signs: ['short-secret', 'known-secret'] })]);
    expect(judgeOne(envStrength, { values: values(), platform }).problems).toEqual(['known-secret']);
  });
});

describe('secret-store', () => {
  const code = env([used('STRIPE_SECRET_KEY'), used('SITE_URL')]);
  const asked = { variables: { platform: { name: 'vercel' } } } as unknown as Partial<Intent>;
  const secret = v('STRIPE_SECRET_KEY', { isSecret: true });
  const judge = (given: object, intent: Partial<Intent> = asked): ReturnType<typeof judgeOne> => judgeOne(secretStore, { env: code, ...given }, { intent });
  test('at the host, in a file too, only there, or readable', () => {
    expect(judge({ platform: atHost([set('STRIPE_SECRET_KEY')]) }).passes).toEqual(['1 secret of the code set at Vercel']);
    const there = { values: values(file('.env.production', [secret])) };
    expect(judge({ platform: atHost([set('STRIPE_SECRET_KEY')]), ...there }).problems).toEqual(['also-in-file']);
    expect(judge({ platform: atHost([]), ...there }).problems).toEqual(['only-in-file']);
    expect(judge({ platform: atHost([]), values: values(file('.env.local', [secret])) }).problems).toEqual([]);
    expect(judge({ platform: atHost([set('STRIPE_SECRET_KEY', { plain: true }), set('SITE_URL', { plain: true })]) }).problems).toEqual(['readable-at-host']);
  });
  test('nobody said what is set: unknown; no secret: none needed', () => {
    expect(judge({}, {}).unknown).toHaveLength(1);
    expect(judge({}).unknown).toHaveLength(1);
    expect(judgeOne(secretStore, { env: env([used('SITE_URL')]) }).notApplicable).toHaveLength(1);
  });
});

describe('env-separate', () => {
  const secret = v('DATABASE_URL', { isSecret: true, group: 7 });
  test('one value in two stages', () => {
    expect(judgeOne(envSeparate, { values: values(file('.env.production', [secret]), file('.env.staging', [secret])) }).problems).toEqual(['same-secret']);
    expect(
      judgeOne(envSeparate, { values: values(file('.env.production', [secret]), file('.env.staging', [v('DATABASE_URL', { isSecret: true, group: 8 })])) })
        .problems,
    ).toEqual([]);
    expect(
      judgeOne(envSeparate, { values: values(file('.env.production', [v('MODE', { group: 7 })]), file('.env.staging', [v('MODE', { group: 7 })])) }).problems,
    ).toEqual([]);
  });
  test('nothing to compare is not the same as different', () => {
    expect(judgeOne(envSeparate, { values: values(file('.env', [secret])) }).unknown).toHaveLength(1);
  });
  const host = (...variables: PlatformVariables['variables']): PlatformVariables => atHost(variables);
  test('one entry of the host for both, or the same value in two', () => {
    const judge = (platform: PlatformVariables): string[] => judgeOne(envSeparate, { values: values(), platform }).problems;
    expect(judge(host(set('OPENAI_API_KEY', { sharedWith: ['preview'] })))).toEqual(['one-entry-for-both']);
    expect(judge(host(set('OPENAI_API_KEY', { sameAs: ['preview'] })))).toEqual(['same-value-at-host']);
    expect(judge(host(set('NEXT_PUBLIC_URL', { sharedWith: ['preview'], sameAs: ['dev'] })))).toEqual([]);
  });
  test('what the host shows nobody is not the same as different', () => {
    const judged = (platform: PlatformVariables): [number, number] => {
      const { unknown, passes } = judgeOne(envSeparate, { values: values(), platform });
      return [unknown.length, passes.length];
    };
    expect(judged(host(set('OPENAI_API_KEY')))).toEqual([0, 1]);
    expect(judged(host(set('OPENAI_API_KEY', { uncompared: ['preview'] })))).toEqual([1, 0]);
    expect(judged({ ...host(set('OPENAI_API_KEY')), holdsAllStages: false })).toEqual([1, 0]);
    expect(judged({ ...host(set('OPENAI_API_KEY')), holdsAllStages: false, stages: ['staging'] })).toEqual([0, 1]);
  });
});

test.each<[string, EnvValueFile, string[]]>([
  ['of a template', file('.env.production', [v('AUTH_SECRET', { signs: ['short-secret', 'known-secret'] })]), ['known-secret']],
  ['short', file('.env.production', [v('AUTH_SECRET', { signs: ['short-secret'] })]), ['short-secret']],
  ['all rights', file('.env.production', [v('DATABASE_URL', { signs: ['superuser'] })]), ['superuser']],
  ['no encryption', file('.env.production', [v('DATABASE_URL', { signs: ['no-tls'] })]), ['no-tls']],
  ['of tests', file('.env.test', [v('AUTH_SECRET', { signs: ['known-secret'] })], { stage: 'test' }), []],
])('env-strength: %s', (_, one, expected) => expect(judgeOne(envStrength, { values: values(one) }).problems).toEqual(expected));
test('env-strength: milder where the file is not for production', () => {
  const { fails } = judgeOne(envStrength, { values: values(file('.env.local', [v('AUTH_SECRET', { signs: ['known-secret'] })])) });
  expect(fails[0]?.details.soften?.to).toBe('later');
});

test('example-values: a real value, but not what its own shape tells', () => {
  const judged = judgeOne(exampleValues, {
    values: values(file('.env.example', [v('SESSION_SECRET', { isSecret: true }), v('STRIPE', { isSecret: true, key: 'stripe' })])),
  });
  expect(judged.problems).toEqual(['real-value']);
  expect(judged.fails[0]?.says).toContain('SESSION_SECRET');
  expect(judged.fails[0]?.says).not.toContain('STRIPE');
});

test('client-prefix: a key by its form behind a public name', () => {
  const judged = judgeOne(clientPrefix, { env: env([]), values: values(file('.env', [v('VITE_MAGIC', { key: 'openai-key' }), v('VITE_URL')])) });
  expect(judged.problems).toEqual(['secret-value-in-browser']);
  expect(judged.fails[0]?.details.proof).toMatchObject([{ says: 'By its form it is an OpenAI key' }]);
});
test('client-prefix: what its value tells is not told by its name again', () => {
  const name = 'NEXT_PUBLIC_OPENAI_API_KEY';
  const read = env([used(name)]);
  expect(judgeOne(clientPrefix, { env: read, values: values(file('.env', [v(name, { key: 'openai' })])) }).problems).toEqual(['secret-value-in-browser']);
  expect(judgeOne(clientPrefix, { env: read, values: values(file('.env', [v(name)])) }).problems).toEqual(['secret-in-browser']);
});

test.each<[string, Published, string[]]>([
  ['all', { name: null, how: 'define', ...at }, ['all-published']],
  ['a key', { name: 'OPENAI_API_KEY', how: 'next-env', ...at }, ['secret-published']],
  ['what is for browsers', { name: 'NEXT_PUBLIC_URL', how: 'next-env', ...at }, []],
  ['a version', { name: 'APP_VERSION', how: 'define', ...at }, []],
])('config-spread: %s', (_, published, expected) =>
  expect(judgeOne(configSpread, { env: env([used('A')], { published: [published] }) }).problems).toEqual(expected),
);

describe('startup-validation', () => {
  const two = [used('A_A'), used('B_B')];
  test.each<[string, EnvVariables, string[]]>([
    ['nothing checks', env(two), ['not-validated']],
    ['checked where it is used', env([used('A_A', { need: 'must' }), used('B_B')]), ['checked-too-late']],
    ['checked at start', env([used('A_A', { need: 'must', atStart: true }), used('B_B')]), []],
    ['a schema', env(two, { validations: [{ ...at, atStart: true, names: 2, reached: true }] }), []],
    [
      'a schema that nothing imports',
      env(two, { validations: [{ ...at, atStart: true, names: 2, reached: false }], validators: ['envalid'] }),
      ['not-imported'],
    ],
    ['a package', env(two, { validators: ['envalid'] }), []],
  ])('%s', (_, value, expected) => expect(judgeOne(startupValidation, { env: value }).problems).toEqual(expected));
  test.each<[StartTrial['trials'][number]['outcome'], string[]]>([
    ['named', []],
    ['silent', ['stops-silently']],
    ['started', ['starts-without']],
  ])('seen: %s', (outcome, expected) => {
    const trial: StartTrial = { startsInMs: 900, trials: [{ name: 'A_A', outcome, tookMs: 1000 }] };
    expect(judgeOne(startupValidation, { env: env(two), trial }).problems).toEqual(expected);
  });
  test('one variable needs no schema', () => expect(judgeOne(startupValidation, { env: env([used('A_A')]) }).notApplicable).toHaveLength(1));
});

describe('env-missing', () => {
  const listed = (...names: string[]): object => ({ names, from: [quote('the config')] });
  const code = env([used('A_A', { need: 'must', atStart: true }), used('B_B'), used('C_C', { need: 'optional' }), used('TOOL', { inApp: false })], {
    setBy: [{ name: 'B_B', path: quote('fly.toml') }],
  });
  const judge = (given: object, variables: object | undefined = {}): ReturnType<typeof judgeOne> =>
    judgeOne(envMissing, { env: code, ...given }, { intent: { ...(variables && { variables }) } });
  test('what stops the app, and what is used as it is', () => {
    expect(judge({ listed: listed('A_A') }).problems).toEqual([]);
    expect(judge({ listed: listed('X_X') }).problems).toEqual(['stops-without']);
    expect(judgeOne(envMissing, { env: env([used('B_B')]), listed: listed('X_X') }, { intent: { variables: {} } }).problems).toEqual(['not-set']);
  });
  test('empty at the host is not set; where it may stand elsewhere the finding is a guess', () => {
    const asked = { platform: { name: 'vercel' } };
    const both = [set('A_A', { signs: ['empty'] }), set('B_B')];
    expect(judge({ platform: atHost(both) }, asked).problems).toEqual(['stops-without']);
    expect(judge({ platform: atHost(both) }, asked).fails[0]?.details.grade).toBeUndefined();
    expect(judge({ platform: { ...atHost(both), elsewhere: quote('a group') } }, asked).fails[0]?.details.grade).toBe('inferred');
  });
  test('not named, or the host did not answer: unknown', () => {
    expect(judge({}).unknown).toHaveLength(1);
    expect(judge({ listed: listed('A_A') }, { platform: { name: 'vercel' } }).unknown).toHaveLength(1);
  });
});
