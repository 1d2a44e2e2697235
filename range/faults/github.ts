import { zoneRecord } from '../../src/formats/zone-record.ts';
import type { LogSource } from '../../src/model/intent.ts';
import { GITHUB_STORE, githubApi, githubStore, type GithubRuns } from '../apps/github.ts';
import { zone } from '../healthy.ts';
import type { HostSpec } from '../web.ts';
import type { WorldChange } from './change.ts';

const API = 'api.github.com';
const API_ADDRESS = '203.0.113.8';
const STORE_ADDRESS = '203.0.113.9';
/** Variable of the range's environment whose value serves as token, see `range/world.ts`. */
const TOKEN_ENV = 'RANGE_USER';
export const GITHUB_TOKEN = 'visitor=ann';

/** GitHub's API answers in this world, and the config names its runs. */
export function atGithub(runs: Omit<GithubRuns, 'token'> & { readonly token?: string }): WorldChange {
  const account = { token: GITHUB_TOKEN, ...runs };
  const host = (name: string, address: string, app: ReturnType<typeof githubApi>): HostSpec => ({
    name,
    address,
    certificate: { names: [name] },
    https: { routes: { '*': { app } } },
    http: 'refused',
  });
  const source: LogSource = { name: 'actions', kind: 'ci', from: { type: 'github', repository: 'acme/app', tokenEnv: TOKEN_ENV, runs: 3 } };
  return (spec) => ({
    ...spec,
    zones: [
      ...spec.zones.map((one) => (one.name === 'range.example' ? { ...one, records: [...one.records, zoneRecord(GITHUB_STORE, 'A', STORE_ADDRESS)] } : one)),
      zone('github.com', [
        ['@', 'SOA', 'ns.github.com hostmaster.github.com 2026110101 7200 3600 1209600 300'],
        ['api', 'A', API_ADDRESS],
      ]),
    ],
    hosts: [...spec.hosts, host(API, API_ADDRESS, githubApi(account)), host(GITHUB_STORE, STORE_ADDRESS, githubStore(account))],
    intent: { ...spec.intent, logs: [...(spec.intent.logs ?? []), source] },
  });
}
