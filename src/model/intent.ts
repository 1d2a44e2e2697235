import type { Account, Flow, Journey } from './journey.ts';
import type { ProfileId } from './profile.ts';
import type { RowId } from './rows.ts';
import type { Class } from './terms.ts';

export const HOST_PURPOSES = ['app', 'www', 'apex', 'api', 'admin', 'auth', 'docs', 'status', 'mail', 'preview', 'staging', 'other'] as const;
export type HostPurpose = (typeof HOST_PURPOSES)[number];

export interface DeclaredHost {
  /** canonical host name */
  readonly name: string;
  readonly purpose: HostPurpose;
  readonly owner?: string;
  /** false: the host is an assumption of ours (apex, www), not a line of the config */
  readonly declared: boolean;
}

/** A kind of secret that only this project knows. */
export interface OwnSecretRule {
  /** `acme-session` … */
  readonly id: string;
  /** With its article: "an Acme session key". */
  readonly says?: string;
  /** Text that stands in every line with such a secret, in any case: 3 characters at least. */
  readonly keywords: readonly string[];
  /** RE2 (no look-around, no back references), searched for in the line around each keyword. Its first group, if it has one, is the secret. */
  readonly pattern: string;
}

export interface MailSender {
  /** Domain in the From address. */
  readonly domain: string;
  /** Id in data/mail-providers, if known. */
  readonly provider?: string;
  readonly selectors: readonly string[];
  /** IP addresses from which it sends, when they are known. */
  readonly addresses?: readonly string[];
  readonly declared: boolean;
}

/** An IMAP mailbox that DMARC reports arrive in. It is only read when somebody asks for it, over TLS, and nothing in it is changed. */
export interface ReportMailbox {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  /** Name of the environment variable with the password. */
  readonly passwordEnv: string;
  readonly folder: string;
}

export const MAIL_PURPOSES = ['reset', 'confirmation', 'alert', 'newsletter', 'other'] as const;
export type MailPurpose = (typeof MAIL_PURPOSES)[number];

/** A request that makes the app send a mail. `{address}` in its texts stands for the address to send to. */
export interface MailRequest {
  readonly url: string;
  readonly method: 'GET' | 'POST';
  readonly headers: Readonly<Record<string, string>>;
  readonly fields: Readonly<Record<string, string>>;
  readonly as: 'form' | 'json';
}
/** One mail that the app sends, and how to make it do so. */
export interface MailFlow {
  readonly name: string;
  readonly purpose: MailPurpose;
  /** `{token}` in it becomes a fresh random word; default: that of the receiving end. */
  readonly address?: string;
  /** Absent: a person is asked to do it. */
  readonly request?: MailRequest;
  readonly withinMs: number;
}
/** Where our SMTP sink listens when nobody says otherwise. */
export const DEFAULT_SINK = '127.0.0.1:2525';

/** Where the app's own mails are received for `launch-ready mail`; where several are named, the first that has the mail counts. */
export interface MailReceiving {
  /** Address to send to, `{token}` in it becomes a fresh random word. */
  readonly address?: string;
  /** `listen`: `address:port` of our own SMTP sink. `sentFrom`: public address of the server that relays to it from inside. */
  readonly smtp?: { readonly listen: string; readonly sentFrom?: string };
  readonly imap?: { readonly host: string; readonly port: number; readonly user: string; readonly passwordEnv: string };
  /** A mail catcher with an HTTP interface. `userEnv` and `passwordEnv` name variables; Mailosaur's key is its password. */
  readonly api?: {
    readonly kind: 'mailpit' | 'mailhog' | 'mailosaur';
    readonly url: string;
    readonly server?: string;
    readonly userEnv?: string;
    readonly passwordEnv?: string;
  };
  /** Mailboxes at several providers, in which the mail is looked for too: whether it lands in the inbox differs from one to the next. */
  readonly seeds?: readonly SeedMailbox[];
}
/** One mailbox of a placement test. `address` is as in `MailReceiving`. */
export interface SeedMailbox {
  readonly name: string;
  readonly address: string;
  readonly imap: NonNullable<MailReceiving['imap']>;
}

export const ENDPOINT_KINDS = ['page', 'api', 'chat', 'login', 'form', 'webhook', 'callback', 'admin'] as const;
export type EndpointKind = (typeof ENDPOINT_KINDS)[number];

/** One address of the app that has a job, and a request that is harmless to send there. */
export interface AppEndpoint {
  readonly url: string;
  readonly is: EndpointKind;
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly headers: Readonly<Record<string, string>>;
  /** As sent, with its type; `{message}`, `{address}` and `{token}` in it are replaced by whoever sends. */
  readonly body?: { readonly type: 'application/json' | 'application/x-www-form-urlencoded'; readonly text: string };
}

export const SESSION_ROLES = ['user', 'other-user', 'admin'] as const;
/** How to look as somebody who is logged in. The values are in the environment, never in the config. */
export interface AppSession {
  readonly name: string;
  readonly role: (typeof SESSION_ROLES)[number];
  /** Host the session is for; those below it are not. */
  readonly host: string;
  /** Name of the header that carries it, in lower case; `cookie` for a cookie. */
  readonly header: string;
  /** Name of the environment variable with the whole value of that header. */
  readonly valueEnv: string;
}

/** An address of before the launch that people and search engines still know. */
export interface OldUrl {
  readonly from: string;
  /** Where it must lead; absent: anywhere on the canonical host. */
  readonly to?: string;
}

export const LOG_KINDS = ['app', 'proxy', 'database', 'ci', 'deploy', 'other'] as const;
export type LogKind = (typeof LOG_KINDS)[number];
/** Where a log comes from. Only the owner's own config, or the command line, can name one: reading it is reading private things. */
export type LogOrigin =
  | { readonly type: 'file'; readonly path: string }
  /** A program and its arguments, started without a shell, that prints the log. */
  | { readonly type: 'command'; readonly command: readonly string[] }
  | { readonly type: 'journal'; readonly unit: string }
  /** The last finished runs of GitHub Actions. */
  | { readonly type: 'github'; readonly repository: string; readonly tokenEnv: string; readonly runs: number }
  | { readonly type: 'stdin' };
export interface LogSource {
  readonly name: string;
  readonly kind: LogKind;
  readonly from: LogOrigin;
}
/** What takes private data out of the app's logs: the name that a module of the project exports. */
export interface LogRedactor {
  readonly module: string;
  readonly export: string;
}

/** A finding the owner decided to live with for a while. */
export interface Waiver {
  readonly check: string;
  readonly problem: string;
  /** Subject name; any if absent. */
  readonly subject?: string;
  readonly fingerprint?: string;
  /** The class at the time of waiving; a rise ends the waiver. */
  readonly class: Class;
  readonly reason: string;
  readonly owner: string;
  /** ISO date, at most 30 days after `at`. */
  readonly at: string;
  readonly until: string;
  /** How the people agreed whose data it is; a finding about raw personal data (row K4) rests only with it. */
  readonly consent?: string;
  /** Typed by a person to accept a proven data exposure: their full name. It is not waived then, but named in the decision. */
  readonly acceptedBy?: string;
}

/** What only a person can confirm. */
export interface Attestation {
  readonly row: RowId;
  readonly statement: string;
  readonly by: string;
  readonly evidence: string;
  readonly at: string;
  readonly until?: string;
  /** The honest answer to a must-know when nobody has one. */
  readonly nobodyKnows?: boolean;
}

export interface Contact {
  readonly role: 'hosting' | 'email' | 'registrar' | 'alerts' | 'owner' | 'support' | 'other';
  readonly name: string;
  readonly reach: string;
}

/** Where and how to look; only for networks that are not the public internet (tests, staging, the range). */
export interface NetworkIntent {
  /** `address:port` of recursive resolvers; default: the system's. */
  readonly resolvers: readonly string[];
  /** `address:port` → `address:port`; `*:port` fits any address. */
  readonly routes: Readonly<Record<string, string>>;
  /** PEM texts trusted beside the platform's roots. */
  readonly trust: readonly string[];
  /** `address:port` of root name servers; default: those of the internet, or none when `resolvers` are given. */
  readonly rootHints?: readonly string[];
  /** Resolvers over HTTPS; default: two public ones, or none when `resolvers` are given. */
  readonly overHttps?: readonly { readonly url: string; readonly address: string }[];
}

/** Hosts whose API names the variables of a project; see `data/platform-variables.ts`. */
export const PLATFORM_NAMES = ['vercel', 'netlify', 'cloudflare-pages', 'cloudflare-workers', 'fly', 'render', 'heroku', 'supabase', 'github'] as const;
export type PlatformName = (typeof PLATFORM_NAMES)[number];

/** Where the names of the variables that are set can be had. */
export interface VariablesIntent {
  readonly names?: readonly string[];
  readonly file?: string;
  readonly platform?: {
    readonly name: PlatformName;
    readonly project: string;
    readonly team?: string;
    readonly tokenEnv: string;
    readonly target: string;
    /** Other stages, where each is a project of its own. */
    readonly others?: readonly { readonly name: string; readonly project: string }[];
  };
}

/** How the app is started on the owner's machine. */
export interface StartIntent {
  /** Program and arguments. */
  readonly command: readonly string[];
  readonly ready?: number;
  readonly withinMs: number;
  readonly variables?: readonly string[];
}

/** What users do. */
export interface JourneysIntent {
  /** Where the app is; absent: the canonical host. */
  readonly base?: string;
  readonly accounts: readonly Account[];
  /** Flows that the app does not have. */
  readonly without: readonly Flow[];
  /** Journeys of the project's own. */
  readonly own: readonly Journey[];
}

/** The config as the engine sees it: validated, defaults filled in, names canonical. */
export interface Intent {
  readonly project: string;
  /** Kinds of secrets that only this project knows. */
  readonly secretRules?: readonly OwnSecretRule[];
  readonly profile: ProfileId;
  readonly environment: string;
  /** Zones that the project sends mail from or serves under, registrable domain first. */
  readonly domains: readonly string[];
  readonly hosts: readonly DeclaredHost[];
  readonly canonicalHost?: string;
  /** `undefined`: nobody said whether the project sends mail. */
  readonly sendsMail?: boolean;
  readonly senders: readonly MailSender[];
  /** The owner's plan for raising the DMARC policy. */
  readonly dmarc?: {
    /** ISO date on which p=none shall end. */
    readonly raiseOn?: string;
    /** What reports must show first; see `formats/dmarc-ladder.ts` for the defaults. */
    readonly limit: { readonly alignedShare?: number; readonly days?: number };
  };
  readonly reportMailbox?: ReportMailbox;
  readonly mailReceiving?: MailReceiving;
  readonly mailFlows?: readonly MailFlow[];
  readonly repository?: { readonly path: string; readonly trusted: boolean };
  /** What the app offers, the chat endpoint among it. */
  readonly endpoints?: readonly AppEndpoint[];
  readonly journeys?: JourneysIntent;
  readonly sessions?: readonly AppSession[];
  /** Origins of other hosts that may call the API from a browser. */
  readonly approvedOrigins?: readonly string[];
  readonly oldUrls?: readonly OldUrl[];
  /** Read access to the settings of the edge network, by token. */
  readonly cloudflare?: { readonly tokenEnv: string; readonly zoneId?: string };
  /** Addresses of the servers behind the edge network, which nobody but the edge shall reach. */
  readonly origins?: readonly string[];
  /** Who answers for each secret, by the name of its variable or by its id. */
  readonly secretOwners?: Readonly<Record<string, string>>;
  readonly databaseUrlEnv?: string;
  readonly logs?: readonly LogSource[];
  readonly logRedactor?: LogRedactor;
  readonly variables?: VariablesIntent;
  readonly start?: StartIntent;
  readonly owned: readonly string[];
  readonly active: boolean;
  readonly contacts: readonly Contact[];
  readonly waivers: readonly Waiver[];
  readonly attestations: readonly Attestation[];
  readonly launchAt?: string;
  readonly network: NetworkIntent;
  /** Where the config came from: a file name, or none for a zero-config run. Line numbers for SARIF locations, by dotted path. */
  readonly source?: { readonly file: string; readonly lines: Readonly<Record<string, number>> };
}
