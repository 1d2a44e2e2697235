/* What a config may say about what users do. Types only. */

import type { Flow, JourneyMethod } from '../model/journey.ts';

/** One request. Texts may hold `{name}`, see `JourneyConfig`. */
export interface HttpStepConfig {
  /** A path of the app, or a whole address. */
  url: string;
  /** Default `GET`, `POST` where something is sent along. */
  method?: JourneyMethod;
  headers?: Record<string, string>;
  body?: unknown;
  /** How it is sent; default `json`. */
  as?: 'json' | 'form' | 'text';
  /** Redirects are followed, as browsers do; `false` to look at the redirect itself. */
  follow?: boolean;
}

/** What must be so after a step. Without `status`, an answer of 400 and above fails. */
export interface ExpectConfig {
  /** `200`, `'2xx'`, or several. */
  status?: number | string | (number | string)[];
  /** What people can read there. */
  text?: string | string[];
  notText?: string | string[];
  /** Path at which the visitor ends up. */
  path?: string;
  /** Values of the JSON answer by dotted path, such as `{ 'user.plan': 'free' }`. */
  json?: Record<string, unknown>;
  /** Parts of header values. */
  headers?: Record<string, string>;
  /** Names of cookies that the visitor has then, or has not any more. */
  cookies?: string[];
  notCookies?: string[];
  /** Of a chat: how soon its first words must come. */
  firstTextSeconds?: number;
}

/** One step of a journey: what it does, what must be so then, what is kept for later steps. Without an action it looks again at what the step before brought. */
export type StepConfig = {
  /** In the words of the report; made from what it does when absent. */
  name?: string;
  expect?: ExpectConfig;
  /** `{ id: { json: 'chat.id' } }`: later steps say `{id}`. */
  save?: Record<string, SavingConfig>;
  /** Default 15; 120 for a mail. */
  withinSeconds?: number;
} & StepActionConfig;
export type StepActionConfig =
  | { http: HttpStepConfig }
  /** Fills in a form of the page before, as a person would: fields by their name, by what stands beside them, or `email`, `password`, `message` … */
  | { submit: Record<string, string> }
  /** Asks the chat of `chat.endpoint` one question. */
  | { chat: { message: string } }
  /** Waits for a mail to `{address}`. */
  | { mail: true }
  | object;
/** A dotted path of the JSON answer, the name of a header, the name of a form field, or a part of a link's address or text. */
export type SavingConfig = { json: string } | { header: string } | { field: string } | { link: string };

/**
 * A user flow, written once. Its texts may hold `{name}` for what an earlier step saved, `{env.NAME}` for an environment variable (its value is never shown),
 * `{token}`, `{password}` (both fresh in each run) and `{address}` (a mail address that this run receives at).
 */
export interface JourneyConfig {
  name: string;
  /** What it proves; takes the place of the ready-made journey for it. Default `other`. */
  flow?: Flow;
  steps: StepConfig[];
}

/** What users do, for `launch-ready smoke`. Home, log-in, log-out, sign-up, password reset, chat, forms, webhooks and callbacks need no steps of yours. */
export interface JourneysConfig {
  /** Where the app is; default: the canonical host. */
  base?: string;
  /** Who may log in. */
  accounts?: { name: string; email: string; passwordEnv: string }[];
  /** Flows that the app does not have. */
  without?: Flow[];
  own?: JourneyConfig[];
}
