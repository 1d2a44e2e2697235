/* What a config may say. Importing this file costs nothing: types and one identity function, no validator, no engine. */

import type { AppEndpoint, AppSession, Contact, EndpointKind, HostPurpose, LogKind, OwnSecretRule, PlatformName } from '../model/intent.ts';
import type { JourneysConfig } from './journeys-definition.ts';
import type { MailConfig } from './mail-definition.ts';
import type { ProfileId } from '../model/profile.ts';
import type { RowId } from '../model/rows.ts';
import type { Class } from '../model/terms.ts';

export interface HostConfig {
  /** `app.example.com`: no scheme, port or path. */
  name: string;
  purpose: HostPurpose;
  /** The person or team that answers for it. */
  owner?: string;
}

export interface WaiverConfig {
  /** Id of the check, `area/noun`. */
  check: string;
  problem: string;
  /** Only on this host or domain; on all if absent. */
  subject?: string;
  fingerprint?: string;
  /** The class at the time of waiving; a rise ends the waiver. */
  class: Class;
  reason: string;
  owner: string;
  /** `2026-12-01` */
  at: string;
  /** At most 30 days after `at`. */
  until: string;
  /** How the people agreed whose data it is, and where that is written; needed for raw personal data in logs. */
  consent?: string;
  /** Full name of the person who accepts a proven data exposure. It is then named in the decision, never hidden. */
  acceptedBy?: string;
}

export interface AttestationConfig {
  /** Row of the mission it answers: `A2`, `J10` … */
  row: RowId;
  statement: string;
  by: string;
  /** Where somebody else can see it: a link, a document, a ticket. */
  evidence: string;
  at: string;
  /** At most 90 days after `at`, which is also the default. */
  until?: string;
  /** The honest answer to a must-know when nobody has one. */
  nobodyKnows?: boolean;
}

export interface NetworkConfig {
  /** `address:port` of recursive resolvers; default: the system's. */
  resolvers?: string[];
  /** `address:port` → `address:port`; `*:port` fits any address. For staging networks and tests. */
  routes?: Record<string, string>;
  /** `address:port` of root name servers, for a DNS of its own; default: those of the internet, or none when `resolvers` are given. */
  rootHints?: string[];
  /** Resolvers over HTTPS (RFC 8484), asked where the others do not answer; default: two public ones, or none when `resolvers` are given. */
  overHttps?: { url: string; address: string }[];
  /** PEM files trusted beside the platform's roots, relative to the config. */
  trust?: string[];
}

/** An address of the app that has a job. What is listed here is looked at more closely; requests that change something need `--active` and an owned host. */
export interface EndpointConfig {
  url: string;
  is: EndpointKind;
  /** Default: `POST` for chat, login, form and webhook, `GET` for the rest. */
  method?: AppEndpoint['method'];
  headers?: Record<string, string>;
  /** A body that is harmless to send; `{message}`, `{address}` and `{token}` in its texts are replaced. */
  body?: unknown;
  /** How it is sent; default `json`. A `form` has only texts as values. */
  as?: 'json' | 'form';
}

/** How to look as somebody who is logged in: the name of an environment variable, never the value. */
export interface SessionConfig {
  name: string;
  role: AppSession['role'];
  /** Host that the session is for. */
  host: string;
  /** Name of the header that carries the session; default `cookie`. */
  header?: string;
  /** Name of the environment variable with the whole value of that header, such as `sid=…`. */
  valueEnv: string;
}

/** One log, from exactly one place. Reading it is reading private things: only your own config can name one. */
export type LogSourceConfig = {
  /** `api`, `nginx` … */
  name: string;
  /** Default `app`, for GitHub Actions `ci`. */
  kind?: LogKind;
} & LogPlaceConfig;
export type LogPlaceConfig =
  /** A file, relative to the config; `.gz` is unpacked. */
  | { file: string }
  /** A program and its arguments that print the log, such as `['docker', 'logs', '--since', '24h', 'api']`; started without a shell. */
  | { command: string[] }
  /** A systemd unit, read by journalctl. */
  | { journal: string }
  /** The last finished runs of GitHub Actions. `tokenEnv` names the environment variable with a token that may read Actions. */
  | { github: { repository: string; tokenEnv: string; runs?: number } };

/** Where the logs are, and what takes private data out of them. */
export interface LogsConfig {
  sources?: LogSourceConfig[];
  /** A module of yours, relative to the repository, and the name it exports (default `default`): a pino or winston logger, or a function that takes an object and returns what is logged. */
  redactor?: { module: string; export?: string };
}

/** Which environment variables are set where the app runs. Names only: a value is never asked for, read or kept. */
export interface VariablesConfig {
  names?: string[];
  /** A file below the repository with the output of `vercel env ls`, `fly secrets list`, `netlify env:list --json`, `railway variables --json` …; only names are taken from it. */
  file?: string;
  /** Reads the names from the host's own API; values are dropped where they arrive. `others`: stages that are projects of their own, to compare. */
  platform?: {
    name: PlatformName;
    /** Project or app as the platform names it: Vercel project (its id when it belongs to a team), Netlify site id, Worker, Fly app, Render service id, Heroku app, `owner/repository`. */
    project: string;
    /** Vercel: team id. Netlify and Cloudflare: account id. */
    team?: string;
    /** Name of the environment variable with a reading token. `target`: the platform's own name of this environment; default `production`. */
    tokenEnv: string;
    target?: string;
    others?: { name: string; project: string }[];
  };
}

/** How the app is started on this machine, for `--active` runs that take one variable away and see whether it says so. */
export interface StartConfig {
  /** `npm start`, `node dist/server.js`: words separated by spaces, no shell. */
  command: string;
  /** Port of this machine that it listens on when it is ready; without it, running on is taken for ready. */
  ready?: number;
  /** How long it may take to start; default 10. */
  seconds?: number;
  /** Which variables are taken away; default: up to three that the code needs. */
  variables?: string[];
}

/** What may differ per environment. A key given here replaces the whole key of the same name. */
export interface EnvironmentConfig {
  domains?: string[];
  hosts?: HostConfig[];
  canonicalHost?: string;
  mail?: MailConfig;
  /** The chat endpoint, and a body that asks it one short question; `{message}` in it becomes the question. */
  chat?: { endpoint: string; body?: unknown };
  endpoints?: EndpointConfig[];
  journeys?: JourneysConfig;
  sessions?: SessionConfig[];
  /** Origins of other hosts that may call your API from a browser, such as `https://partner.example`. */
  approvedOrigins?: string[];
  /** Addresses of before the launch that must still lead somewhere. */
  oldUrls?: { from: string; to?: string }[];
  /** Read access to the settings of your Cloudflare zone. */
  cloudflare?: { tokenEnv: string; zoneId?: string };
  /** What stands behind the edge network: IP addresses of your servers. They are asked whether they answer around the edge. */
  edge?: { origin: string[] };
  /** Who answers for each secret: by the name of its variable, or by the id that `launch-ready secrets` shows. */
  secretOwners?: Record<string, string>;
  /** The name of the environment variable that holds the connection URL, never the URL. */
  database?: { urlEnv: string };
  logs?: LogsConfig;
  variables?: VariablesConfig;
  /** Hosts that belong to you: needed for everything that is more than reading public pages. */
  owned?: string[];
  /** Consent to active probes on owned hosts. */
  active?: boolean;
  launchAt?: string;
  network?: NetworkConfig;
}

/** The whole of `launch-ready.config.ts`, `.mjs` or `.json`. */
export interface LaunchReadyConfig extends EnvironmentConfig {
  /** For editors; not read. */
  $schema?: string;
  project: string;
  profile: ProfileId;
  /** Name of the environment that the top-level keys describe. Default `production`. */
  environment?: string;
  /** Other environments, by name. */
  environments?: Record<string, EnvironmentConfig>;
  /** Path of the repository, relative to the config; `false` for none. Default: where the config is. */
  repository?: string | false;
  start?: StartConfig;
  /** What secrets look like that only this project knows. */
  secrets?: { rules?: OwnSecretRule[] };
  contacts?: Contact[];
  waivers?: WaiverConfig[];
  attestations?: AttestationConfig[];
}

/** Gives the editor the types; returns the config as it is. */
export function defineConfig(config: LaunchReadyConfig): LaunchReadyConfig {
  return config;
}
