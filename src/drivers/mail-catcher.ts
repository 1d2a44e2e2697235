import { Buffer } from 'node:buffer';
import type { MailReceiving } from '../model/intent.ts';
import { Secret } from '../model/text.ts';
import type { Io } from '../ports/io.ts';
import { CouldNotLook } from '../ports/probe.ts';
import { type Exchange, get, type GetQuestion } from './http.ts';

type Catcher = NonNullable<MailReceiving['api']>;
/** A mail that a catcher has. */
export interface CaughtMail {
  /** As the catcher names it. */
  readonly id: string;
  readonly raw: Uint8Array;
  /** When it came there, epoch milliseconds. */
  readonly at: number;
}

const MOST_LISTED = 50;
const MOST_MAIL_BYTES = 20_000_000;

interface Listed {
  readonly id: string;
  readonly at: number;
  readonly to: readonly string[];
  /** The mail itself, where the list already holds it. */
  readonly raw?: string;
}
/** How one catcher is asked: its list of newest mails, and one mail as it came. */
interface Dialect {
  list(api: Catcher): string;
  read(answer: unknown): Listed[];
  raw(id: string): string;
}

/*
 * Read from the projects' own documentation and clients: Mailpit docs/apiv1 (GET /api/v1/messages, /api/v1/message/{ID}/raw), MailHog docs/APIv2
 * (GET /api/v2/messages), Mailosaur's Node client 8 (GET /api/messages, /api/files/email/{id}, key as user name).
 */
const DIALECTS: Readonly<Record<Catcher['kind'], Dialect>> = {
  mailpit: {
    list: () => `api/v1/messages?limit=${MOST_LISTED}`,
    read: (answer) =>
      itemsOf(answer, 'messages').map((item) => ({ id: textIn(item, 'ID'), at: timeIn(item, 'Created'), to: addressesOf(item, 'To', 'Address') })),
    raw: (id) => `api/v1/message/${id}/raw`,
  },
  mailhog: {
    list: () => `api/v2/messages?limit=${MOST_LISTED}`,
    read: (answer) =>
      itemsOf(answer, 'items').map((item) => {
        const raw = (item['Raw'] ?? {}) as Record<string, unknown>;
        const to = Array.isArray(raw['To']) ? raw['To'].map(String) : [];
        return { id: textIn(item, 'ID'), at: timeIn(item, 'Created'), to, raw: textIn(raw, 'Data') };
      }),
    raw: (id) => `api/v1/messages/${id}`,
  },
  mailosaur: {
    list: ({ server = '' }) => `api/messages?server=${server}&itemsPerPage=${MOST_LISTED}`,
    read: (answer) => itemsOf(answer, 'items').map((item) => ({ id: textIn(item, 'id'), at: timeIn(item, 'received'), to: addressesOf(item, 'to', 'email') })),
    raw: (id) => `api/files/email/${id}`,
  },
};

/**
 * The newest mail to an address that came after `since` (epoch milliseconds), or nothing so far. Mails of `except` do not count.
 * @throws CouldNotLook when the catcher cannot be reached or does not answer as it should
 */
export async function caughtMail(
  io: Io,
  api: Catcher,
  wanted: { readonly address: string; readonly since: number; readonly except?: ReadonlySet<string> },
  signal: AbortSignal,
): Promise<CaughtMail | undefined> {
  const dialect = DIALECTS[api.kind];
  const ask = (path: string, mostBytes: number): Promise<Exchange> =>
    get(
      io,
      {
        url: new URL(path, slashed(api.url)).href,
        ...(new URL(api.url).hostname === 'localhost' && { address: '127.0.0.1' }),
        headers: { accept: api.passwordEnv === undefined ? 'application/json' : '*/*' },
        ...(api.passwordEnv !== undefined && loginFor(io, api)),
        mostBytes,
      },
      signal,
    );
  const list = await ask(dialect.list(api), 5_000_000);
  if (list.status === 401 || list.status === 403)
    throw new CouldNotLook('no-credential', `${new URL(api.url).host} wants a user name and password (mail.receive.api in the config)`);
  if (list.status !== 200) throw new CouldNotLook('malformed', `${new URL(api.url).host} answered ${list.status} where ${api.kind} lists its mails`);
  const found = dialect
    .read(jsonOf(list, api))
    .find(({ id, to, at }) => at >= wanted.since && wanted.except?.has(id) !== true && to.some((each) => each.toLowerCase() === wanted.address.toLowerCase()));
  if (!found) return undefined;
  if (found.raw !== undefined && found.raw !== '') return { id: found.id, raw: Buffer.from(found.raw, 'utf8'), at: found.at };
  const mail = await ask(dialect.raw(encodeURIComponent(found.id)), MOST_MAIL_BYTES);
  if (mail.status !== 200 || mail.cut)
    throw new CouldNotLook('malformed', `${api.kind} lists the mail, but does not hand it out whole (status ${mail.status})`);
  return { id: found.id, raw: mail.body, at: found.at };
}

const slashed = (url: string): string => (url.endsWith('/') ? url : `${url}/`);

/** On this machine a catcher is asked in the clear; anywhere else a login goes only to the holder of the certificate. */
function loginFor(io: Io, { kind, url, userEnv, passwordEnv }: Catcher): Pick<GetQuestion, 'headers' | 'credentials'> {
  const valueOf = (name: string | undefined): string => {
    if (name === undefined) return '';
    const secret = io.secret(name);
    if (!secret) throw new CouldNotLook('no-credential', `the environment variable ${name} is not set`);
    return Secret.reveal(secret);
  };
  const login = kind === 'mailosaur' ? `${valueOf(passwordEnv)}:` : `${valueOf(userEnv)}:${valueOf(passwordEnv)}`;
  const credentials = { authorization: `Basic ${Buffer.from(login).toString('base64')}` };
  const isHere = /^(?:localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(new URL(url).hostname);
  return isHere ? { headers: { accept: '*/*', ...credentials } } : { credentials };
}

function jsonOf(answer: Exchange, { kind, url }: Catcher): unknown {
  try {
    return JSON.parse(Buffer.from(answer.body).toString('utf8'));
  } catch {
    throw new CouldNotLook('malformed', `${new URL(url).host} does not answer as ${kind} does`);
  }
}

function itemsOf(answer: unknown, key: string): Record<string, unknown>[] {
  const items = typeof answer === 'object' && answer !== null ? (answer as Record<string, unknown>)[key] : undefined;
  return Array.isArray(items) ? items.filter((item): item is Record<string, unknown> => typeof item === 'object' && item !== null) : [];
}
function textIn(item: Record<string, unknown>, key: string): string {
  const value = item[key];
  return typeof value === 'string' ? value : '';
}
const timeIn = (item: Record<string, unknown>, key: string): number => Date.parse(textIn(item, key)) || 0;
function addressesOf(item: Record<string, unknown>, key: string, field: string): string[] {
  return itemsOf(item, key).map((one) => textIn(one, field));
}
