import type { PlatformName } from '../model/intent.ts';
import type { VariablesRead } from '../model/platform-variables.ts';

/*
 * Catalogue: how hosts name the variables of a project through their API, reading only.
 * Source: the platforms' API references (vercel.com/docs/rest-api, open-api.netlify.com, fly.io/docs/machines/api, api-docs.render.com, devcenter.heroku.com,
 * developers.cloudflare.com/api, api.supabase.com/api/v1, docs.github.com/rest/actions).
 * Date: 2026-12-01. Licence of this list: the project's. Refresh: open each source, then vitest run src/probes/secrets/platform-variables.test.ts.
 * Railway and AWS answer only to POST, which a look without consent never sends: their command-line tools write a file that names them (`variables.file`).
 */

export interface PlatformVariablesRead {
  readonly name: PlatformName;
  readonly title: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly reads: readonly VariablesRead[];
  /** One project holds all stages; else each stage is a project of its own. */
  readonly holdsAllStages: boolean;
  /** Where a variable may stand beside, which is not asked. */
  readonly elsewhere?: string;
  /** What a token needs. */
  readonly permission: string;
}

const VERCEL = {
  key: 'key',
  value: 'value',
  readable: { key: 'type', is: ['plain'] },
  plain: { key: 'type', is: ['plain'] },
  sealed: { key: 'type', is: ['sensitive'] },
  updated: 'updatedAt',
  targets: ['target', 'customEnvironmentIds'],
  next: { query: 'until', at: 'pagination.next' },
} as const;
const NETLIFY = { at: '', key: 'key', contexts: 'values', updated: 'updated_at', sealed: { key: 'is_secret', is: [true] } } as const;
const CLOUDFLARE = { plain: { key: 'type', is: ['plain_text', undefined] }, sealed: { key: 'type', is: ['secret_text'] } } as const;
const GITHUB = { key: 'name', updated: 'updated_at', next: { query: 'page', at: 'total_count' } } as const;
/** GitHub sends no value of a secret, and no key that would tell variables apart. */
const GITHUB_SECRET = { ...GITHUB, at: 'secrets', sealed: { key: 'value', is: [undefined] } } as const;
const GITHUB_VARIABLE = { ...GITHUB, at: 'variables', value: 'value', plain: { key: 'type', is: [undefined] } } as const;
const PAGES = { url: 'https://api.cloudflare.com/client/v4/accounts/{team}/pages/projects/{project}', isMap: true, key: '', value: 'value' } as const;

export const PLATFORM_VARIABLES: readonly PlatformVariablesRead[] = [
  {
    name: 'vercel',
    title: 'Vercel',
    reads: [
      { ...VERCEL, url: 'https://api.vercel.com/v10/projects/{project}/env?limit=100&teamId={team}', at: 'envs' },
      // Shared by the projects of a team.
      { ...VERCEL, url: 'https://api.vercel.com/v1/env?projectId={project}&teamId={team}', at: 'data', needsTeam: true },
    ],
    holdsAllStages: true,
    permission: 'a token of the team, vercel.com → Account Settings → Tokens',
  },
  {
    name: 'netlify',
    title: 'Netlify',
    reads: [
      { ...NETLIFY, url: 'https://api.netlify.com/api/v1/sites/{project}/env' },
      // Shared by the sites of an account.
      { ...NETLIFY, url: 'https://api.netlify.com/api/v1/accounts/{team}/env', needsTeam: true },
    ],
    holdsAllStages: true,
    permission: 'a personal access token, app.netlify.com → User settings → Applications',
  },
  {
    name: 'cloudflare-pages',
    title: 'Cloudflare Pages',
    reads: [
      { ...PAGES, ...CLOUDFLARE, at: 'result.deployment_configs.production.env_vars', stage: 'production' },
      { ...PAGES, ...CLOUDFLARE, at: 'result.deployment_configs.preview.env_vars', stage: 'preview' },
    ],
    holdsAllStages: true,
    permission: 'a token with Account → Cloudflare Pages → Read; team is the account id',
  },
  {
    name: 'cloudflare-workers',
    title: 'Cloudflare Workers',
    reads: [
      {
        ...CLOUDFLARE,
        url: 'https://api.cloudflare.com/client/v4/accounts/{team}/workers/scripts/{project}/settings',
        at: 'result.bindings',
        key: 'name',
        value: 'text',
        plain: { key: 'type', is: ['plain_text'] },
      },
    ],
    holdsAllStages: false,
    permission: 'a token with Account → Workers Scripts → Read; team is the account id',
  },
  {
    name: 'fly',
    title: 'Fly.io',
    reads: [{ url: 'https://api.machines.dev/v1/apps/{project}/secrets', at: 'secrets', key: 'name', digest: 'digest', updated: 'updated_at' }],
    holdsAllStages: false,
    permission: 'fly tokens create readonly',
  },
  {
    name: 'render',
    title: 'Render',
    reads: [
      {
        url: 'https://api.render.com/v1/services/{project}/env-vars?limit=100',
        at: '',
        inside: 'envVar',
        key: 'key',
        value: 'value',
        next: { query: 'cursor', at: 'cursor' },
      },
    ],
    holdsAllStages: false,
    elsewhere: 'an environment group of Render',
    permission: 'an API key, dashboard.render.com → Account Settings → API Keys',
  },
  {
    name: 'heroku',
    title: 'Heroku',
    headers: { accept: 'application/vnd.heroku+json; version=3' },
    reads: [{ url: 'https://api.heroku.com/apps/{project}/config-vars', at: '', isMap: true, key: '', value: '' }],
    holdsAllStages: false,
    permission: 'heroku authorizations:create --scope read-protected',
  },
  {
    name: 'supabase',
    title: 'Supabase',
    // What it calls value is a digest.
    reads: [{ url: 'https://api.supabase.com/v1/projects/{project}/secrets', at: '', key: 'name', digest: 'value', updated: 'updated_at' }],
    holdsAllStages: false,
    elsewhere: 'the host of the app itself',
    permission: 'an access token, supabase.com/dashboard/account/tokens',
  },
  {
    name: 'github',
    title: 'GitHub Actions',
    headers: { accept: 'application/vnd.github+json', 'x-github-api-version': '2022-11-28' },
    reads: [
      { ...GITHUB_SECRET, url: 'https://api.github.com/repos/{project}/actions/secrets?per_page=100' },
      { ...GITHUB_VARIABLE, url: 'https://api.github.com/repos/{project}/actions/variables?per_page=100' },
      { ...GITHUB_SECRET, url: 'https://api.github.com/repos/{project}/environments/{target}/secrets?per_page=100', mayBeAbsent: true },
      { ...GITHUB_VARIABLE, url: 'https://api.github.com/repos/{project}/environments/{target}/variables?per_page=100', mayBeAbsent: true },
    ],
    holdsAllStages: false,
    elsewhere: 'the organisation, or the host that the workflow deploys to',
    permission: 'a fine-grained token with Secrets, Variables and Environments: read; project is owner/repository',
  },
];
