import { expect, test } from 'vitest';
import { nodeIo } from '../../adapters/io/node-io.ts';
import { siteBut } from '../../../range/faults/change.ts';
import { answersTo, platformApi } from '../../../range/faults/platform-api.ts';
import type { SiteAnswer, WebApp } from '../../../range/site.ts';
import { startWorld, type WorldSpec } from '../../../range/world.ts';
import type { PlatformVariables } from '../../evidence/secrets/platform-variables.ts';
import type { Intent, VariablesIntent } from '../../model/intent.ts';
import type { LookResult } from '../../ports/probe.ts';
import { platformVariablesProbe } from './platform-variables.ts';

/*
 * The platforms' APIs as their references have them on 2026-12-01; the real ones cannot be asked here. Every answer holds values, none of which may come out.
 */
const VALUE = ['the', 'value', 'that', 'nobody', 'may', 'see'].join('-');
const TOKEN = ['token', 'of', 'the', 'range'].join('-');
const json = (body: unknown, status = 200): SiteAnswer => ({ status, headers: [['content-type', 'application/json']], body: JSON.stringify(body) });
const api = (answers: Readonly<Record<string, unknown>>): WebApp => answersTo(TOKEN, answers);
const world = (host: string, answer: SiteAnswer): WorldSpec => platformApi(host, answer)(siteBut());

async function look(
  spec: WorldSpec,
  platform: Partial<NonNullable<VariablesIntent['platform']>>,
  env: Readonly<Record<string, string>> = { HOST_TOKEN: TOKEN },
): Promise<PlatformVariables> {
  const running = await startWorld(spec);
  try {
    const io = nodeIo({ network: running.network, env });
    const variables = { platform: { name: 'vercel', project: 'acme', tokenEnv: 'HOST_TOKEN', target: 'production', ...platform } };
    const intent = { ...spec.intent, variables, network: running.network } as Intent;
    const subject = { kind: 'repository', name: '.' } as const;
    const { value } = (await platformVariablesProbe.gather({
      subject,
      given: {},
      intent,
      io,
      signal: AbortSignal.timeout(20_000),
    })) as LookResult<PlatformVariables>;
    expect(platformVariablesProbe.fills.schema.fault(value, 'value')).toBeUndefined();
    expect(JSON.stringify(value)).not.toContain(VALUE);
    return value;
  } finally {
    await running.stop();
  }
}
const names = ({ variables }: PlatformVariables): string[] =>
  variables.map(({ name, sharedWith, sameAs, uncompared, sealed, plain, signs }) =>
    [
      name,
      ...(sealed ? ['sealed'] : []),
      ...(plain ? ['plain'] : []),
      ...signs,
      ...[sharedWith, sameAs, uncompared].flatMap((stages, at) =>
        stages.length > 0 ? [`${['with', 'same in', 'own in'][at] ?? ''} ${stages.join(',')}`] : [],
      ),
    ].join(' '),
  );

test('Vercel: the stage that was asked for, entries that serve several, the second page, and what the team shares', async () => {
  const first = {
    envs: [
      { key: 'A_A', value: VALUE, type: 'sensitive', target: ['production', 'preview'], updatedAt: 1_767_225_600_000 },
      { key: 'B_B', value: VALUE, type: 'encrypted', target: ['preview'] },
      { key: 'D_D', value: VALUE, type: 'encrypted', target: ['production'] },
      { key: 'D_D', value: VALUE, type: 'encrypted', target: [], customEnvironmentIds: ['env_1'] },
    ],
    pagination: { count: 2, next: 17, prev: null },
  };
  const second = {
    envs: [
      { key: 'C_C', value: VALUE, type: 'plain', target: 'production' },
      { key: 'C_C', value: VALUE, type: 'plain', target: 'preview' },
    ],
    pagination: { count: 1, next: null, prev: 1 },
  };
  const answers = {
    '/v10/projects/acme/env?limit=100&teamId=team_1': first,
    '/v10/projects/acme/env?limit=100&teamId=team_1&until=17': second,
    '/v1/env?projectId=acme&teamId=team_1': { data: [{ key: 'E_E', value: VALUE, type: 'encrypted', target: ['production'] }], pagination: { next: null } },
  };
  const seen = await look(world('api.vercel.com', { app: api(answers) }), { team: 'team_1' });
  expect(names(seen)).toEqual(['A_A sealed with preview', 'C_C plain same in preview', 'D_D own in env_1', 'E_E']);
  expect(seen.stages).toEqual(['env_1', 'preview']);
  expect(seen.variables[0]?.updatedAt).toBe('2026-01-01T00:00:00.000Z');
});

const TEST_KEY = ['sk', '_test_', 'a'.repeat(24)].join('');
test.each<[string, NonNullable<VariablesIntent['platform']>['name'], Readonly<Record<string, unknown>>, string[]]>([
  [
    'api.netlify.com',
    'netlify',
    {
      '/api/v1/sites/acme/env': [
        { key: 'A_A', is_secret: true, values: [{ context: 'all', value: VALUE }] },
        { key: 'B_B', values: [{ context: 'dev', value: VALUE }] },
        {
          key: 'C_C',
          is_secret: false,
          values: [
            { context: 'production', value: VALUE },
            { context: 'deploy-preview', value: VALUE },
            { context: 'dev', value: 'else' },
          ],
        },
      ],
    },
    ['A_A sealed with all', 'C_C same in deploy-preview'],
  ],
  [
    'api.machines.dev',
    'fly',
    {
      '/v1/apps/acme/secrets': {
        secrets: [
          { name: 'A_A', digest: 'ab', value: VALUE },
          { name: 'B_B', digest: 'cd' },
        ],
      },
      '/v1/apps/acme-staging/secrets': {
        secrets: [
          { name: 'A_A', digest: 'ab' },
          { name: 'B_B', digest: 'ef' },
        ],
      },
    },
    ['A_A same in staging', 'B_B own in staging'],
  ],
  [
    'api.render.com',
    'render',
    {
      '/v1/services/acme/env-vars?limit=100': [{ envVar: { key: 'A_A', value: VALUE } }],
      '/v1/services/acme-staging/env-vars?limit=100': [{ envVar: { key: 'A_A', value: 'another value' } }],
    },
    ['A_A'],
  ],
  [
    'api.heroku.com',
    'heroku',
    { '/apps/acme/config-vars': { A_A: VALUE, B_B: TEST_KEY, C_C: '' }, '/apps/acme-staging/config-vars': { A_A: VALUE, B_B: 'x' } },
    ['A_A same in staging', 'B_B test-key', 'C_C empty'],
  ],
  [
    'api.cloudflare.com',
    'cloudflare-pages',
    {
      '/client/v4/accounts/acc/pages/projects/acme': {
        result: {
          deployment_configs: {
            production: { env_vars: { A_A: { type: 'secret_text', value: '' }, B_B: { type: 'plain_text', value: VALUE }, C_C: null } },
            preview: { env_vars: { A_A: { type: 'secret_text' } } },
          },
        },
      },
    },
    ['A_A sealed own in preview', 'B_B plain'],
  ],
  [
    'api.cloudflare.com',
    'cloudflare-workers',
    {
      '/client/v4/accounts/acc/workers/scripts/acme/settings': {
        result: {
          bindings: [
            { name: 'A_A', type: 'secret_text' },
            { name: 'B_B', type: 'plain_text', text: VALUE },
            { name: 'DB', type: 'd1', id: VALUE },
          ],
        },
      },
      '/client/v4/accounts/acc/workers/scripts/acme-staging/settings': { result: { bindings: [] } },
    },
    ['A_A sealed', 'B_B plain', 'DB'],
  ],
  [
    'api.supabase.com',
    'supabase',
    { '/v1/projects/acme/secrets': [{ name: 'A_A', value: 'c0ffee' }], '/v1/projects/acme-staging/secrets': [{ name: 'A_A', value: 'c0ffee' }] },
    ['A_A same in staging'],
  ],
])('%s: %s', async (host, name, answers, expected) => {
  const team = name.startsWith('cloudflare') ? { team: 'acc' } : {};
  const others = ['netlify', 'cloudflare-pages'].includes(name) ? {} : { others: [{ name: 'staging', project: 'acme-staging' }] };
  expect(names(await look(world(host, { app: api(answers) }), { name, ...team, ...others }))).toEqual(expected);
});

test('GitHub: secrets and variables of the repository and of its environment, which may not be there', async () => {
  const some = (list: string, ...entries: readonly object[]): object => ({ total_count: entries.length, [list]: entries });
  const answers = {
    '/repos/acme/app/actions/secrets?per_page=100': { total_count: 2, secrets: [{ name: 'A_A' }] },
    '/repos/acme/app/actions/secrets?per_page=100&page=2': { total_count: 2, secrets: [{ name: 'B_B' }] },
    '/repos/acme/app/actions/variables?per_page=100': some('variables', { name: 'C_C', value: VALUE }),
    '/repos/acme/app/environments/production/secrets?per_page=100': some('secrets', { name: 'D_D' }),
  };
  const seen = await look(world('api.github.com', { app: api(answers) }), { name: 'github', project: 'acme/app' });
  expect(names(seen)).toEqual(['A_A sealed', 'B_B sealed', 'C_C plain', 'D_D sealed']);
  expect(seen.elsewhere).toContain('organisation');
});

test.each<[string, SiteAnswer, string]>([
  ['a token that may not', json({ error: { message: 'forbidden' } }, 403), 'no-credential'],
  ['no such project', json({}, 404), 'not-found'],
  ['asked too often', json({}, 429), 'refused'],
  ['an error of its own', json({}, 500), 'unreachable'],
  ['a page instead', { status: 200, body: '<html>' }, 'malformed'],
  ['another shape', json({ envs: 'none' }), 'malformed'],
])('cannot look: %s', async (_, answer, code) => {
  await expect(look(world('api.vercel.com', answer), {})).rejects.toMatchObject({ code });
});

test('cannot look: the account is not named', async () => {
  await expect(look(siteBut(), { name: 'cloudflare-workers' })).rejects.toMatchObject({ code: 'not-found' });
});

test('cannot look: the token is not in the environment', async () => {
  await expect(look(siteBut(), {}, {})).rejects.toMatchObject({ code: 'no-credential' });
});
