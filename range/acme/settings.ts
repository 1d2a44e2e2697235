/**
 * What can be wrong with Acme Assist, as data. The good version has none of them, the faulty one all or some.
 * Each sentence says what a stranger could notice.
 */
export const ACME_FAULTS = {
  'no-security-headers': 'answers carry no HSTS, CSP, nosniff or frame protection',
  'mixed-content': 'the home page loads an image and a script over plain http',
  'open-admin': 'the admin page and its numbers need no login',
  'open-cors': 'every origin may read answers with credentials',
  'history-by-id': "a signed-in user can read anybody's chat by its number",
  'no-rate-limit': 'log-in, chat and forms take any number of requests',
  'weak-cookie': 'the session cookie is readable by scripts and sent over http',
  'private-answers-cacheable': 'answers with personal content carry a public cache header',
  'sessions-survive-logout': 'a copied session cookie still works after logging out',
  'reset-link-reusable': 'a password-reset link works more than once',
  'errors-leak-details': 'a failing request answers with a stack trace',
  'secret-in-bundle': "the browser script contains the model provider's secret key",
  'no-compression': 'pages and scripts are sent uncompressed',
  'no-asset-caching': 'scripts and styles are fetched anew on every visit',
  'no-build-id': 'the health route does not say which build runs',
  'prompt-leak': 'the bot recites its instructions when asked',
  'model-without-timeout': 'a silent model keeps the visitor waiting for ever',
  'logs-content': 'the log holds passwords, tokens and messages',
  'unsigned-webhooks': 'the billing webhook takes any sender',
} as const;
export type AcmeFault = keyof typeof ACME_FAULTS;

export const ALL_ACME_FAULTS = Object.keys(ACME_FAULTS) as readonly AcmeFault[];

export interface AcmeMessage {
  readonly from: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
}

export interface AcmeMail {
  readonly host: string;
  readonly port: number;
  readonly from: string;
  /** Envelope sender ("Return-Path"); default: `from`. */
  readonly bounces?: string;
  /** Makes the mail as it goes out, where it is more than plain text: signed, or changed on the way. */
  readonly compose?: (mail: AcmeMessage) => Promise<string>;
}

export interface AcmeSettings {
  readonly faults: ReadonlySet<AcmeFault>;
  /** Where visitors reach the app, without a path: links in mail and the origin check use it. */
  readonly origin: string;
  /** Where outgoing mail goes; `null` sends none and the reset form says so. */
  readonly mail: AcmeMail | null;
  /** SQLite file, or `:memory:`. */
  readonly database: string;
  /** Identifies the release in /healthz and asset addresses. */
  readonly build: string;
  readonly admin: { readonly email: string; readonly password: string };
  readonly model: { readonly firstTokenMs: number; readonly tokenMs: number; readonly timeoutMs: number; readonly silent: boolean };
  /** Requests per minute and client, by kind of route. */
  readonly perMinute: { readonly login: number; readonly chat: number; readonly form: number };
  readonly webhookSecret: string;
  /** The model provider's key: made at run time by whoever starts the app, so that no source file holds one. */
  readonly modelKey: string;
  /** Structured log lines (JSON). */
  readonly log: (line: string) => void;
}

const GOOD: AcmeSettings = {
  faults: new Set(),
  origin: 'http://127.0.0.1',
  mail: null,
  database: ':memory:',
  build: 'acme-2026.11.1',
  admin: { email: 'admin@acme.example', password: 'correct horse battery' },
  model: { firstTokenMs: 120, tokenMs: 18, timeoutMs: 10_000, silent: false },
  perMinute: { login: 20, chat: 25, form: 20 },
  webhookSecret: 'range-webhook-secret',
  modelKey: 'not-a-real-key',
  log: () => undefined,
};

/** Settings of the good version, with changes. */
export function acmeSettings(changes: Partial<AcmeSettings> = {}): AcmeSettings {
  return { ...GOOD, ...changes };
}

/** Settings of the faulty version: every fault, or those named. */
export function faultyAcmeSettings(changes: Partial<AcmeSettings> = {}): AcmeSettings {
  return acmeSettings({ faults: new Set(ALL_ACME_FAULTS), ...changes });
}
