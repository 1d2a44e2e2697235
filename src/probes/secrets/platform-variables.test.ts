import { expect, test } from 'vitest';
import { nodeIo } from '../../adapters/io/node-io.ts';
import { siteBut } from '../../../range/faults/change.ts';
import { zone } from '../../../range/healthy.ts';
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
/** Answers only to the token, and by path and query. */
const api =
  (answers: Readonly<Record<string, unknown>>): WebApp =>
  (request, response) => {
    const body = request.headers.authorization === `Bearer ${TOKEN}` ? answers[request.url ?? ''] : undefined;
    const status = request.headers.authorization === `Bearer ${TOKEN}` ? (body === undefined ? 404 : 200) : 403;
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body ?? { error: 'no' }));
  };

function world(host: string, answer: SiteAnswer): WorldSpec {
  const [label = '', ...domain] = host.split('.');
  const spec = siteBut();
  const soa = 'ns.host.example hostmaster.host.example 2026110101 7200 3600 1209600 300';
  return {
    ...spec,
    zones: [
      ...spec.zones,
      zone(domain.join('.'), [
        ['@', 'SOA', soa],
        [label, 'A', '203.0.113.90'],
      ]),
    ],
    hosts: [...spec.hosts, { name: host, address: '203.0.113.90', certificate: { names: [host] }, https: { routes: { '*': answer } }, http: 'refused' }],
  };
}

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
  variables.map(({ name, sharedWith, sealed }) => `${name}${sealed ? ' sealed' : ''}${sharedWith.length > 0 ? ` with ${sharedWith.join(',')}` : ''}`);

test('Vercel: the stage that was asked for, entries that serve several, and the second page', async () => {
  const first = {
    envs: [
      { key: 'A_A', value: VALUE, type: 'sensitive', target: ['production', 'preview'], updatedAt: 1_767_225_600_000 },
      { key: 'B_B', value: VALUE, type: 'encrypted', target: ['preview'] },
    ],
    pagination: { count: 2, next: 17, prev: null },
  };
  const second = { envs: [{ key: 'C_C', value: VALUE, type: 'plain', target: 'production' }], pagination: { count: 1, next: null, prev: 1 } };
  const answers = { '/v10/projects/acme/env?limit=100&teamId=team_1': first, '/v10/projects/acme/env?limit=100&teamId=team_1&until=17': second };
  const seen = await look(world('api.vercel.com', { app: api(answers) }), { team: 'team_1' });
  expect(names(seen)).toEqual(['A_A sealed with preview', 'C_C']);
  expect(seen.variables[0]?.updatedAt).toBe('2026-01-01T00:00:00.000Z');
});

test.each<[string, NonNullable<VariablesIntent['platform']>['name'], string, unknown, string[]]>([
  [
    'api.netlify.com',
    'netlify',
    '/api/v1/sites/acme/env',
    [
      { key: 'A_A', is_secret: true, values: [{ context: 'all', value: VALUE }] },
      { key: 'B_B', values: [{ context: 'dev', value: VALUE }] },
    ],
    ['A_A sealed with all'],
  ],
  ['api.machines.dev', 'fly', '/v1/apps/acme/secrets', { secrets: [{ name: 'A_A', digest: 'ab', value: VALUE }] }, ['A_A']],
  ['api.render.com', 'render', '/v1/services/acme/env-vars?limit=100', [{ envVar: { key: 'A_A', value: VALUE } }], ['A_A']],
  ['api.heroku.com', 'heroku', '/apps/acme/config-vars', { A_A: VALUE, B_B: VALUE }, ['A_A', 'B_B']],
])('%s', async (host, name, path, answer, expected) => {
  expect(names(await look(world(host, { app: api({ [path]: answer }) }), { name }))).toEqual(expected);
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

test('cannot look: the token is not in the environment', async () => {
  await expect(look(siteBut(), {}, {})).rejects.toMatchObject({ code: 'no-credential' });
});
