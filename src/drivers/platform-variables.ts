import { Secret } from '../model/text.ts';
import type { Io } from '../ports/io.ts';
import { CouldNotLook } from '../ports/probe.ts';
import { type Exchange, get } from './http.ts';

/** What is asked of one platform; see `data/platform-variables.ts`. */
export interface VariablesQuestion {
  readonly title: string;
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly list: { readonly at?: string } | 'keys';
  readonly inside?: string;
  readonly key: string;
  readonly updated?: string;
  readonly targets?: string;
  readonly sealed?: { readonly key: string; readonly is: readonly (string | boolean)[] };
  readonly next?: { readonly query: string; readonly at: 'pagination.next' | 'cursor' };
}
/** A variable without its value: that was dropped when the answer was read. */
export interface NamedVariable {
  readonly name: string;
  /** Stages that this entry serves, in the platform's words; empty when it does not say. */
  readonly targets: readonly string[];
  readonly sealed: boolean;
  /** Epoch milliseconds. */
  readonly updatedAt: number | undefined;
}

const TIMEOUT_MS = 10_000;
const MOST_BYTES = 4_000_000;
const MOST_PAGES = 20;
const MOST_VARIABLES = 2000;
type Json = Readonly<Record<string, unknown>>;

/**
 * Names of the variables that a platform has for a project. Only reads; the token goes to nobody but the holder of the API's certificate and is in no text.
 * Rejects with `CouldNotLook`: as `get` does; `no-credential` when the token may not read it, `not-found`, `unreachable`, `malformed`, `too-large`.
 */
export async function listPlatformVariables(io: Io, token: Secret, question: VariablesQuestion, signal: AbortSignal): Promise<readonly NamedVariable[]> {
  const found: NamedVariable[] = [];
  let url = question.url;
  for (let page = 0; page < MOST_PAGES && found.length < MOST_VARIABLES; page++) {
    const answer = await ask(io, token, url, question, signal);
    const entries = entriesIn(answer, question);
    found.push(...entries);
    const next = question.next && entries.length > 0 ? nextIn(answer, question.next.at) : undefined;
    if (next === undefined || !question.next) break;
    const following = new URL(question.url);
    following.searchParams.set(question.next.query, next);
    url = following.href;
  }
  return found.slice(0, MOST_VARIABLES);
}

async function ask(io: Io, token: Secret, url: string, { title, headers }: VariablesQuestion, signal: AbortSignal): Promise<unknown> {
  const credentials = { authorization: `Bearer ${Secret.reveal(token)}` };
  const sent = { accept: 'application/json', ...headers };
  const answer = await get(io, { url, headers: sent, credentials, mostBytes: MOST_BYTES, timeoutMs: TIMEOUT_MS }, signal);
  if (answer.status === 401 || answer.status === 403)
    throw new CouldNotLook('no-credential', `${title} does not let this token read the variables (${answer.status})`);
  if (answer.status === 404) throw new CouldNotLook('not-found', `${title} knows no such project, or the token does not see it (404)`);
  if (answer.status === 429) throw new CouldNotLook('refused', `${title} was asked too often (429); try again later`);
  if (answer.status >= 400) throw new CouldNotLook('unreachable', `${title} answers with an error of its own (${answer.status})`);
  if (answer.cut === 'size') throw new CouldNotLook('too-large', `${title}'s answer is above ${MOST_BYTES} bytes`);
  return parsed(answer, title);
}

function parsed({ body }: Exchange, title: string): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(body));
  } catch {
    throw new CouldNotLook('malformed', `what answered is not ${title}'s API`);
  }
}

const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value);

function entriesIn(answer: unknown, { title, list, inside, ...keys }: VariablesQuestion): NamedVariable[] {
  if (list === 'keys') {
    if (!isObject(answer)) throw new CouldNotLook('malformed', `${title}'s answer is no list of variables`);
    return Object.keys(answer).map((name) => ({ name, targets: [], sealed: false, updatedAt: undefined }));
  }
  const entries = list.at === undefined ? answer : isObject(answer) ? answer[list.at] : undefined;
  if (!Array.isArray(entries)) throw new CouldNotLook('malformed', `${title}'s answer is no list of variables`);
  return entries.flatMap((entry: unknown) => {
    const inner = isObject(entry) && inside !== undefined ? entry[inside] : entry;
    return isObject(inner) ? variableOf(inner, keys) : [];
  });
}

function variableOf(entry: Json, { key, updated, targets, sealed }: Pick<VariablesQuestion, 'key' | 'updated' | 'targets' | 'sealed'>): NamedVariable[] {
  const name = entry[key];
  if (typeof name !== 'string' || !/^[A-Za-z_][A-Za-z0-9_]{0,120}$/.test(name)) return [];
  const at = updated === undefined ? undefined : entry[updated];
  const time = typeof at === 'number' ? at : typeof at === 'string' ? Date.parse(at) : Number.NaN;
  const isSealed = sealed !== undefined && sealed.is.includes(entry[sealed.key] as string | boolean);
  return [{ name, targets: targets === undefined ? [] : stagesIn(entry[targets]), sealed: isSealed, updatedAt: Number.isFinite(time) ? time : undefined }];
}

/** `["production", "preview"]`, `"production"`, or entries that name their context. */
function stagesIn(value: unknown): string[] {
  const list = Array.isArray(value) ? value : [value];
  return list
    .flatMap((one: unknown) => (typeof one === 'string' ? [one] : isObject(one) && typeof one['context'] === 'string' ? [one['context']] : []))
    .filter((one) => /^[\w-]{1,60}$/.test(one))
    .slice(0, 10);
}

function nextIn(answer: unknown, at: 'pagination.next' | 'cursor'): string | undefined {
  if (at === 'cursor') {
    const last: unknown = Array.isArray(answer) ? answer.at(-1) : undefined;
    return isObject(last) && typeof last['cursor'] === 'string' ? last['cursor'] : undefined;
  }
  const pagination = isObject(answer) ? answer['pagination'] : undefined;
  const next = isObject(pagination) ? pagination['next'] : undefined;
  return typeof next === 'number' || typeof next === 'string' ? String(next) : undefined;
}
