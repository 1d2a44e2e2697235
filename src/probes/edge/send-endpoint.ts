import { Buffer } from 'node:buffer';
import { type Exchange, get } from '../../drivers/http.ts';
import type { AppEndpoint } from '../../model/intent.ts';
import type { Io } from '../../ports/io.ts';
import { nonce } from './nonce.ts';

/** Bodies for endpoints of which the config gives none: nobody's address and a wrong password, one word for a chat, nothing for the rest. */
const USUAL: Readonly<Partial<Record<AppEndpoint['is'], string>>> = {
  login: '{"email":"{address}","password":"{token}"}',
  chat: '{"message":"{message}","messages":[{"role":"user","content":"{message}"}]}',
};

export interface Sending {
  readonly endpoint: AppEndpoint;
  readonly headers?: Readonly<Record<string, string>>;
  /** A session. */
  readonly credentials?: Readonly<Record<string, string>> | undefined;
  readonly address?: string;
}

/** Sends what the config says to an endpoint, once: the shortest message, an address that is nobody's, a word by chance. Only the beginning of the answer is read. */
export function sendEndpoint(io: Io, { endpoint, headers, credentials, address }: Sending, signal: AbortSignal): Promise<Exchange> {
  const text = (endpoint.body?.text ?? USUAL[endpoint.is] ?? '{}')
    .replaceAll('{message}', 'ok')
    .replaceAll('{token}', nonce(io))
    .replaceAll('{address}', `${nonce(io)}@example.com`);
  const content = { type: endpoint.body?.type ?? 'application/json', bytes: Buffer.from(text) };
  // A model that is cut off early costs less.
  const mostBytes = endpoint.is === 'chat' ? 64 : 2000;
  const question = { url: endpoint.url, mostBytes, timeoutMs: 10_000, headers: { accept: 'application/json, */*', ...endpoint.headers, ...headers } };
  const posted = endpoint.method === 'GET' ? {} : { method: 'POST' as const, content };
  return get(io, { ...question, ...posted, ...(address !== undefined && { address }), ...(credentials && { credentials }) }, signal);
}
