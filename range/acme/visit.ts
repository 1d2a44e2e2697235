import type { IncomingMessage } from 'node:http';
import type { AcmeFault, AcmeSettings } from './settings.ts';
import type { AcmeStore, User } from './store.ts';

/** One request, read and understood. */
export interface Visit {
  readonly settings: AcmeSettings;
  readonly store: AcmeStore;
  readonly request: IncomingMessage;
  readonly path: string;
  readonly query: URLSearchParams;
  /** Groups of the route's pattern. */
  readonly params: readonly string[];
  /** Fields of a form or a JSON object; other JSON types give no fields. */
  readonly fields: Readonly<Record<string, string>>;
  readonly rawBody: string;
  readonly user: User | undefined;
  readonly sessionToken: string;
  readonly wantsJson: boolean;
  readonly requestId: string;
  readonly now: number;
  /** Aborted when the visitor leaves. */
  readonly signal: AbortSignal;
  has(fault: AcmeFault): boolean;
}

export interface Reply {
  readonly status: number;
  readonly type: string;
  readonly body: string | AsyncIterable<string>;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Route {
  readonly method: 'GET' | 'POST';
  readonly path: RegExp;
  /** Which budget of requests it spends. */
  readonly budget?: 'login' | 'chat' | 'form';
  readonly needs?: 'user' | 'admin';
  answer(visit: Visit): Reply | Promise<Reply>;
}

/** A refusal that the visitor may see. */
export class Refusal extends Error {
  readonly status: number;
  readonly code: string;
  constructor(status: number, code: string, message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

export const html = (body: string, status = 200, headers: Record<string, string> = {}): Reply => ({ status, type: 'text/html; charset=utf-8', body, headers });
export const json = (value: unknown, status = 200, headers: Record<string, string> = {}): Reply => ({
  status,
  type: 'application/json; charset=utf-8',
  body: JSON.stringify(value),
  headers,
});
export const redirect = (to: string, headers: Record<string, string> = {}): Reply => ({
  status: 303,
  type: 'text/plain; charset=utf-8',
  body: '',
  headers: { location: to, ...headers },
});

const BODY_CAP = 64 * 1024;
/** The whole body as text. Refuses bodies over 64 kB. */
export async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > BODY_CAP) throw new Refusal(413, 'too-large', 'That is too long.');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** Fields of a JSON object or a form. */
export function parseFields(body: string, contentType: string): Record<string, string> {
  if (body === '') return {};
  if (!contentType.includes('json')) return Object.fromEntries(new URLSearchParams(body));
  const value = parseJson(body);
  if (typeof value !== 'object' || value === null) throw new Refusal(400, 'bad-request', 'Expected a JSON object.');
  return Object.fromEntries(Object.entries(value).flatMap(([key, item]) => (typeof item === 'string' ? [[key, item]] : [])));
}

function parseJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    throw new Refusal(400, 'bad-json', 'The request body is not valid JSON.');
  }
}

export function cookieOf(request: IncomingMessage, name: string): string {
  for (const pair of (request.headers.cookie ?? '').split(';')) {
    const at = pair.indexOf('=');
    if (at > 0 && pair.slice(0, at).trim() === name) return pair.slice(at + 1).trim();
  }
  return '';
}
