import { Buffer } from 'node:buffer';
import type { MailRequest } from '../model/intent.ts';
import type { Io } from '../ports/io.ts';
import { CouldNotLook } from '../ports/probe.ts';
import { get } from './http.ts';

/**
 * Makes the app send a mail, as its own form would: one request, from the app's own origin, no redirect followed.
 * @throws CouldNotLook when the app cannot be reached or does not accept the request; code `refused` then, `challenged` for a robot check
 */
export async function askForMail(io: Io, request: MailRequest, address: string, signal: AbortSignal): Promise<void> {
  const fill = (text: string): string => text.replaceAll('{address}', address);
  const url = new URL(request.url.replaceAll('{address}', encodeURIComponent(address)).replaceAll('%7Baddress%7D', encodeURIComponent(address)));
  const fields = Object.fromEntries(Object.entries(request.fields).map(([name, value]) => [name, fill(value)]));
  const isJson = request.as === 'json';
  const text = isJson ? JSON.stringify(fields) : new URLSearchParams(fields).toString();
  const content = { type: isJson ? 'application/json' : 'application/x-www-form-urlencoded', bytes: Buffer.from(text) };
  const { status, headers } = await get(
    io,
    {
      url: url.href,
      method: request.method,
      ...(url.hostname === 'localhost' && { address: '127.0.0.1' }),
      headers: { origin: url.origin, accept: isJson ? 'application/json' : 'text/html,*/*;q=0.8', ...request.headers },
      ...(request.method === 'POST' && { content }),
      mostBytes: 100_000,
    },
    signal,
  );
  if (status >= 200 && status < 400) return;
  const robot = status === 403 && headers.some(({ name, value }) => name === 'cf-mitigated' && value === 'challenge');
  throw new CouldNotLook(robot ? 'challenged' : 'refused', `${url.host} answered ${status} to ${request.method} ${url.pathname}${HINTS[status] ?? ''}`);
}

const HINTS: Readonly<Record<number, string>> = {
  400: ': it does not like the fields; compare them with the form’s own',
  403: ': it wants more than the fields, perhaps a token of the form (CSRF) or a captcha; let a person ask instead (leave "request" out)',
  404: ': there is no such address; compare the url with the form’s own',
  405: ': it wants another method',
  422: ': it does not like the fields; compare them with the form’s own',
  429: ': too many requests; wait and try again',
};
