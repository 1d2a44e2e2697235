import type { PlatformName } from '../model/intent.ts';

/*
 * Catalogue: how hosts name the variables of a project through their API, reading only.
 * Source: the platforms' API references (vercel.com/docs/rest-api, open-api.netlify.com, fly.io/docs/machines/api, api-docs.render.com, devcenter.heroku.com).
 * Date: 2026-12-01. Licence of this list: the project's. Refresh: open each source, then vitest run src/probes/secrets/platform-variables.test.ts.
 */
export interface PlatformVariablesRead {
  readonly name: PlatformName;
  readonly title: string;
  /** `{project}` and `{team}` are replaced, each as one part of the path or query; `{team}` with what stands before it is left out when there is none. */
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Where the list stands in the answer: a key, nothing for the answer itself, or names as the keys of one object. */
  readonly list: { readonly at?: string } | 'keys';
  /** Key of the object that holds an entry, when it is wrapped. */
  readonly inside?: string;
  readonly key: string;
  /** Keys of an entry, where the platform tells more. */
  readonly updated?: string;
  /** The list of stages that one entry serves. */
  readonly targets?: string;
  /** An entry whose value nobody can read any more. */
  readonly sealed?: { readonly key: string; readonly is: readonly (string | boolean)[] };
  /** How the next page is asked for: the query parameter, and where its value stands. */
  readonly next?: { readonly query: string; readonly at: 'pagination.next' | 'cursor' };
  /** What a token needs. */
  readonly permission: string;
}

export const PLATFORM_VARIABLES: readonly PlatformVariablesRead[] = [
  {
    name: 'vercel',
    title: 'Vercel',
    url: 'https://api.vercel.com/v10/projects/{project}/env?limit=100&teamId={team}',
    list: { at: 'envs' },
    key: 'key',
    updated: 'updatedAt',
    targets: 'target',
    sealed: { key: 'type', is: ['sensitive'] },
    next: { query: 'until', at: 'pagination.next' },
    permission: 'a token of the team, vercel.com → Account Settings → Tokens',
  },
  {
    name: 'netlify',
    title: 'Netlify',
    url: 'https://api.netlify.com/api/v1/sites/{project}/env',
    list: {},
    key: 'key',
    updated: 'updated_at',
    targets: 'values',
    sealed: { key: 'is_secret', is: [true] },
    permission: 'a personal access token, app.netlify.com → User settings → Applications',
  },
  {
    name: 'fly',
    title: 'Fly.io',
    url: 'https://api.machines.dev/v1/apps/{project}/secrets',
    list: { at: 'secrets' },
    key: 'name',
    updated: 'updated_at',
    permission: 'fly tokens create readonly',
  },
  {
    name: 'render',
    title: 'Render',
    url: 'https://api.render.com/v1/services/{project}/env-vars?limit=100',
    list: {},
    inside: 'envVar',
    key: 'key',
    next: { query: 'cursor', at: 'cursor' },
    permission: 'an API key, dashboard.render.com → Account Settings → API Keys',
  },
  {
    name: 'heroku',
    title: 'Heroku',
    url: 'https://api.heroku.com/apps/{project}/config-vars',
    headers: { accept: 'application/vnd.heroku+json; version=3' },
    list: 'keys',
    key: '',
    permission: 'heroku authorizations:create --scope read-protected',
  },
];
