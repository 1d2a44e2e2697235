/* What a config may say about mail. Types only. */

import type { MailPurpose } from '../model/intent.ts';

export interface MailSenderConfig {
  /** Domain of the From address. */
  domain: string;
  /** Who sends: `postmark`, `resend`, `google-workspace` … */
  provider?: string;
  /** DKIM selectors in use. */
  selectors?: string[];
  /** IP addresses the mail leaves from, for servers of your own. */
  addresses?: string[];
}

/** A mailbox that DMARC reports arrive in, read by `launch-ready dmarc --mailbox`: over TLS, and nothing in it is changed. */
export interface ReportMailboxConfig {
  host: string;
  /** Default 993. TLS is used from the first byte. */
  port?: number;
  user: string;
  /** The name of the environment variable that holds the password, never the password. */
  passwordEnv: string;
  /** Default `INBOX`. */
  folder?: string;
}

/** One mail that the app sends, and how `launch-ready mail` makes it do so. */
export interface MailFlowConfig {
  /** `password-reset` … */
  name: string;
  purpose: MailPurpose;
  /** Address to send to; `{token}` in it becomes a fresh random word. Default: `mail.receive.address`. */
  address?: string;
  /** The request of the app's own form; needs `--active` and an owned host. Without it a person is told what to do. */
  request?: {
    url: string;
    /** Default `POST`. */
    method?: 'GET' | 'POST';
    headers?: Record<string, string>;
    /** `{address}` in a value becomes the address. */
    fields?: Record<string, string>;
    /** How the fields are sent; default `form`, as a web page does. */
    as?: 'form' | 'json';
  };
  /** How long the mail may take, in seconds; default 120. */
  withinSeconds?: number;
}

/** A mailbox that is read over IMAP. */
export interface InboxConfig {
  host: string;
  port?: number;
  user: string;
  /** Name of the environment variable with the password. */
  passwordEnv: string;
}

/** Where `launch-ready mail` receives. */
export interface MailReceivingConfig {
  /** `launch-ready+{token}@inbox.example.com`; `{token}` becomes a fresh random word. */
  address?: string;
  smtp?: {
    /** `address:port` that we listen on; default `127.0.0.1:2525`. */
    listen?: string;
    /** Public address of your mail server, where it relays to us from inside: SPF is judged by it. */
    sentFrom?: string;
  };
  /** A mailbox, over TLS; read only. Needs the package imapflow. */
  imap?: InboxConfig;
  /** Mailpit, MailHog or Mailosaur. */
  api?: {
    kind: 'mailpit' | 'mailhog' | 'mailosaur';
    /** `http://127.0.0.1:8025` */
    url: string;
    /** Mailosaur: id of the server. */
    server?: string;
    /** Names of the environment variables with user and password; Mailosaur's key is its password. */
    userEnv?: string;
    passwordEnv?: string;
  };
  /** Mailboxes at several providers for a placement test. Each mail whose flow has no address of its own is sent to every one of them too. */
  seeds?: { name: string; address: string; imap: InboxConfig }[];
}

/** What the project sends, and how it is received for proof. */
export interface MailConfig {
  sends?: boolean;
  senders?: MailSenderConfig[];
  dmarc?: DmarcPlanConfig;
  reports?: { imap: ReportMailboxConfig };
  receive?: MailReceivingConfig;
  flows?: MailFlowConfig[];
}

/** When the DMARC policy is raised from p=none. */
export interface DmarcPlanConfig {
  /** The day on which p=none shall end, such as 2026-12-20. */
  raiseOn?: string;
  /** The share of mail that must pass first, 0.5 to 1; default 0.98. */
  alignedShare?: number;
  /** Over how many days of reports; default 14. */
  days?: number;
}
