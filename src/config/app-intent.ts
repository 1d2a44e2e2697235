import type { AppEndpoint, AppSession, Intent, StartIntent, VariablesIntent } from '../model/intent.ts';
import type { EndpointConfig, EnvironmentConfig, SessionConfig, StartConfig, VariablesConfig } from './definition.ts';
import { canonicalName } from './names.ts';

type AppIntent = Pick<Intent, 'endpoints' | 'sessions' | 'approvedOrigins' | 'oldUrls' | 'cloudflare' | 'origins' | 'secretOwners' | 'variables'>;

const SENT: ReadonlySet<string> = new Set(['chat', 'login', 'form', 'webhook']);

/** What a validated config says about the app itself: its endpoints (the chat endpoint first), sessions, origins and old addresses. */
export function appOf({ chat, endpoints = [], sessions, approvedOrigins, oldUrls, cloudflare, edge, secretOwners, variables }: EnvironmentConfig): AppIntent {
  const chats: EndpointConfig[] = chat ? [{ url: chat.endpoint, is: 'chat', body: chat.body }] : [];
  const all = [...chats, ...endpoints].map(endpointOf);
  return {
    ...(all.length > 0 && { endpoints: all }),
    ...(sessions && { sessions: sessions.map(sessionOf) }),
    ...(approvedOrigins && { approvedOrigins: approvedOrigins.map((origin) => new URL(origin).origin) }),
    ...(oldUrls && { oldUrls: oldUrls.map(({ from, to }) => ({ from: new URL(from).href, ...(to !== undefined && { to: new URL(to).href }) })) }),
    ...(cloudflare && { cloudflare }),
    ...(edge && { origins: edge.origin }),
    ...(secretOwners && { secretOwners }),
    ...(variables && { variables: variablesOf(variables) }),
  };
}

function endpointOf({ url, is, method, headers = {}, body, as = 'json' }: EndpointConfig): AppEndpoint {
  return {
    url: new URL(url).href,
    is,
    method: method ?? (SENT.has(is) ? 'POST' : 'GET'),
    headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value])),
    ...(body !== undefined && { body: as === 'json' ? { type: 'application/json', text: JSON.stringify(body) } : formOf(body as Record<string, string>) }),
  };
}

/** Placeholders keep their braces: they are replaced by words that need no escaping. */
function formOf(fields: Record<string, string>): NonNullable<AppEndpoint['body']> {
  return { type: 'application/x-www-form-urlencoded', text: new URLSearchParams(fields).toString().replaceAll('%7B', '{').replaceAll('%7D', '}') };
}

function sessionOf({ host, header = 'cookie', ...rest }: SessionConfig): AppSession {
  return { ...rest, host: canonicalName(host).host ?? host, header: header.toLowerCase() };
}

function variablesOf({ platform, ...rest }: VariablesConfig): VariablesIntent {
  return { ...rest, ...(platform && { platform: { target: 'production', ...platform } }) };
}

/** How the app is started: the words of the command, quotes kept together. */
export function startOf({ command, seconds = 10, ...rest }: StartConfig): StartIntent {
  const words = [...command.matchAll(/"([^"]*)"|'([^']*)'|(\S+)/g)].map(([, double, single, plain]) => double ?? single ?? plain ?? '');
  return { ...rest, command: words, withinMs: seconds * 1000 };
}
