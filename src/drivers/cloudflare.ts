import { type Quoted, quote, Secret } from '../model/text.ts';
import type { Io } from '../ports/io.ts';
import { CouldNotLook } from '../ports/probe.ts';
import { type Exchange, get } from './http.ts';

/*
 * Cloudflare's REST API, version 4, reading only. Envelope, paging and paths read in Cloudflare's published schema (cloudflare/api-schemas, common.yaml of
 * 2026-08 and openapi.yaml) and in its TypeScript client of 2026-08; limits and headers in developers.cloudflare.com/fundamentals/api/reference/limits.
 */
const BASE = 'https://api.cloudflare.com/client/v4';
const TIMEOUT_MS = 10_000;
const MOST_BYTES = 8_000_000;
/** Asked again after a 429 or a server error, so often and with at most this much waiting. */
const MOST_TRIES = 3;
const LONGEST_WAIT_MS = 5000;
const WAIT_MS = 500;
const MOST_PAGES = 50;

/** Why Cloudflare would not answer: it says so itself, with its own codes. */
export interface CloudflareRefusal {
  readonly status: number;
  readonly codes: readonly number[];
  readonly says: Quoted;
}
export type CloudflareAnswer =
  | { readonly ok: true; readonly result: unknown; readonly pages: number }
  | { readonly ok: false; readonly refusal: CloudflareRefusal };
export type CloudflareList =
  | { readonly ok: true; readonly items: readonly unknown[] /** There are more than were read. */; readonly cut: boolean }
  | Extract<CloudflareAnswer, { ok: false }>;

/** What is asked: the path below the version, with its query. */
export interface CloudflareQuestion {
  readonly path: string;
  readonly query?: Readonly<Record<string, string | number>>;
}

/**
 * Asks one thing. A refusal that Cloudflare explains is an answer; the token goes to nobody but the holder of api.cloudflare.com's certificate and is in no text.
 * Rejects with `CouldNotLook`: as `get` does; `refused` when asked too often even after waiting; `unreachable` on server errors; `malformed`, `too-large`.
 */
export async function askCloudflare(io: Io, token: Secret, { path, query = {} }: CloudflareQuestion, signal: AbortSignal): Promise<CloudflareAnswer> {
  const search = new URLSearchParams(Object.entries(query).map(([name, value]): [string, string] => [name, String(value)])).toString();
  const url = `${BASE}${path}${search === '' ? '' : `?${search}`}`;
  const headers = { accept: 'application/json' };
  const credentials = { authorization: `Bearer ${Secret.reveal(token)}` };
  for (let tries = 1; ; tries++) {
    const answer = await get(io, { url, headers, credentials, mostBytes: MOST_BYTES, timeoutMs: TIMEOUT_MS }, signal);
    if (answer.status !== 429 && answer.status < 500) return read(answer, path, token);
    const waitMs = waitOf(answer);
    if (tries >= MOST_TRIES || waitMs > LONGEST_WAIT_MS) throw giveUp(answer, path, waitMs);
    await io.clock.sleep(waitMs, signal);
  }
}

/** Reads a list to its end, page by page. Rejects as `askCloudflare` does. */
export async function listCloudflare(
  io: Io,
  token: Secret,
  { path, query = {} }: CloudflareQuestion,
  { perPage, most }: { readonly perPage: number; readonly most: number },
  signal: AbortSignal,
): Promise<CloudflareList> {
  const items: unknown[] = [];
  for (let page = 1; page <= MOST_PAGES && items.length < most; page++) {
    const answer = await askCloudflare(io, token, { path, query: { ...query, page, per_page: perPage } }, signal);
    if (!answer.ok) return answer;
    if (!Array.isArray(answer.result)) throw new CouldNotLook('malformed', `Cloudflare's answer to ${path} is not a list`);
    items.push(...answer.result);
    // An empty page ends it, whatever the count of pages says.
    if (page >= answer.pages || answer.result.length === 0) return { ok: true, items: items.slice(0, most), cut: items.length > most };
  }
  return { ok: true, items: items.slice(0, most), cut: true };
}

function read(answer: Exchange, path: string, token: Secret): CloudflareAnswer {
  if (answer.cut === 'size') throw new CouldNotLook('too-large', `Cloudflare's answer to ${path} is above ${MOST_BYTES} bytes`);
  const envelope = parsed(answer);
  if (typeof envelope !== 'object' || envelope === null || !('success' in envelope) || typeof envelope.success !== 'boolean')
    throw new CouldNotLook('malformed', `what answered ${path} with status ${answer.status} is not Cloudflare's API`);
  const { success, result, errors, result_info: info } = envelope as { success: boolean; result?: unknown; errors?: unknown; result_info?: unknown };
  if (success && answer.status < 400) return { ok: true, result, pages: pagesIn(info) };
  const said = (Array.isArray(errors) ? errors : []).flatMap((one: unknown) =>
    typeof one === 'object' && one !== null ? [one as Record<string, unknown>] : [],
  );
  const text = said.map(({ code, message }) => `${String(message)} (${String(code)})`).join('; ') || `status ${answer.status}`;
  const codes = said.flatMap(({ code }) => (typeof code === 'number' ? [code] : []));
  return { ok: false, refusal: { status: answer.status, codes, says: quote(text.replaceAll(Secret.reveal(token), '…'), 200) } };
}

function parsed(answer: Exchange): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(answer.body));
  } catch {
    return undefined;
  }
}

/** `total_pages`, or counted from `total_count`; 1 for what has no pages. */
function pagesIn(info: unknown): number {
  if (typeof info !== 'object' || info === null) return 1;
  const { total_pages: pages, total_count: total, per_page: each } = info as Record<string, unknown>;
  if (typeof pages === 'number') return pages;
  return typeof total === 'number' && typeof each === 'number' && each > 0 ? Math.ceil(total / each) : 1;
}

function waitOf({ headers }: Exchange): number {
  const value = headers.find(({ name }) => name === 'retry-after')?.value.trim() ?? '';
  return /^\d{1,9}$/.test(value) ? Number(value) * 1000 : WAIT_MS;
}

function giveUp({ status }: Exchange, path: string, waitMs: number): CouldNotLook {
  return status === 429
    ? new CouldNotLook('refused', `Cloudflare's API was asked too often (429 at ${path}); try again in ${Math.ceil(waitMs / 1000)} s`)
    : new CouldNotLook('unreachable', `Cloudflare's API answers with an error of its own (${status} at ${path})`);
}
