import type { Having, VariablesRead } from '../model/platform-variables.ts';
import { Secret } from '../model/text.ts';
import type { Io } from '../ports/io.ts';
import { CouldNotLook } from '../ports/probe.ts';
import { type Exchange, get } from './http.ts';

/** What is asked of one platform; see `data/platform-variables.ts`. */
export interface VariablesQuestion extends VariablesRead {
  readonly title: string;
  readonly headers?: Readonly<Record<string, string>>;
}
/** A variable of a project. Its value is a `Secret`: whoever asked looks at it and drops it. */
export interface NamedVariable {
  readonly name: string;
  /** Stages that this entry serves, in the platform's words; `undefined` when it does not say. */
  readonly targets: readonly string[] | undefined;
  readonly sealed: boolean;
  readonly plain: boolean;
  readonly value: Secret | undefined;
  readonly digest: Secret | undefined;
  /** Epoch milliseconds. */
  readonly updatedAt: number | undefined;
}

const TIMEOUT_MS = 10_000;
const MOST_BYTES = 4_000_000;
const MOST_PAGES = 20;
const MOST_VARIABLES = 2000;
const MOST_CONTEXTS = 50;
type Json = Readonly<Record<string, unknown>>;

/**
 * The variables that a platform has for a project. Only reads; the token goes to nobody but the holder of the API's certificate and is in no text.
 * Rejects with `CouldNotLook`: as `get` does; `no-credential` when the token may not read it, `not-found`, `unreachable`, `malformed`, `too-large`.
 */
export async function listPlatformVariables(io: Io, token: Secret, question: VariablesQuestion, signal: AbortSignal): Promise<readonly NamedVariable[]> {
  const found: NamedVariable[] = [];
  let url = question.url;
  for (let page = 0; page < MOST_PAGES && found.length < MOST_VARIABLES; page++) {
    const answer = await ask(io, token, url, question, signal);
    if (answer === undefined) break;
    const entries = entriesIn(answer, question);
    found.push(...entries);
    const next = question.next && entries.length > 0 ? nextIn(answer, question.next.at, found.length, page) : undefined;
    if (next === undefined || !question.next) break;
    const following = new URL(question.url);
    following.searchParams.set(question.next.query, next);
    url = following.href;
  }
  return found.slice(0, MOST_VARIABLES);
}

async function ask(io: Io, token: Secret, url: string, { title, headers, mayBeAbsent }: VariablesQuestion, signal: AbortSignal): Promise<unknown> {
  const credentials = { authorization: `Bearer ${Secret.reveal(token)}` };
  const sent = { accept: 'application/json', ...headers };
  const answer = await get(io, { url, headers: sent, credentials, mostBytes: MOST_BYTES, timeoutMs: TIMEOUT_MS }, signal);
  if (answer.status === 401 || answer.status === 403)
    throw new CouldNotLook('no-credential', `${title} does not let this token read the variables (${answer.status})`);
  if (answer.status === 404 && mayBeAbsent) return undefined;
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

function entriesIn(answer: unknown, question: VariablesQuestion): NamedVariable[] {
  const { title, at, isMap, inside } = question;
  const malformed = new CouldNotLook('malformed', `${title}'s answer is no list of variables`);
  const steps = at === '' ? [] : at.split('.');
  let list: unknown = answer;
  for (const [step, key] of steps.entries()) {
    if (!isObject(list)) throw malformed;
    list = list[key];
    // A stage without a variable has no list at all.
    if (list === undefined || (list === null && step > 0 && isMap)) {
      if (isMap && step > 0) return [];
      throw malformed;
    }
  }
  if (isMap) {
    if (!isObject(list)) throw malformed;
    return Object.entries(list).flatMap(([name, entry]) => (entry === null ? [] : variablesOf(name, isObject(entry) ? entry : { '': entry }, question)));
  }
  if (!Array.isArray(list)) throw malformed;
  return list.flatMap((entry: unknown) => {
    const inner = isObject(entry) && inside !== undefined ? entry[inside] : entry;
    return isObject(inner) ? variablesOf(inner[question.key], inner, question) : [];
  });
}

function variablesOf(name: unknown, entry: Json, question: VariablesQuestion): NamedVariable[] {
  if (typeof name !== 'string' || !/^[A-Za-z_][A-Za-z0-9_]{0,120}$/.test(name)) return [];
  const { updated, sealed, plain, readable, digest, contexts, targets, stage } = question;
  const at = updated === undefined ? undefined : entry[updated];
  const time = typeof at === 'number' ? at : typeof at === 'string' ? Date.parse(at) : Number.NaN;
  const isSealed = fits(sealed, entry);
  const variable = {
    name,
    sealed: isSealed,
    plain: fits(plain, entry),
    digest: secretOf(digest === undefined ? undefined : entry[digest]),
    updatedAt: Number.isFinite(time) ? time : undefined,
  };
  const isReadable = readable ? fits(readable, entry) : !isSealed;
  if (contexts !== undefined) {
    const list: unknown = entry[contexts];
    return (Array.isArray(list) ? list.slice(0, MOST_CONTEXTS) : []).flatMap((one: unknown): NamedVariable[] =>
      isObject(one) ? [{ ...variable, targets: stagesIn(one['context']), value: isReadable ? secretOf(one['value']) : undefined }] : [],
    );
  }
  const value = isReadable && question.value !== undefined ? secretOf(entry[question.value]) : undefined;
  return [{ ...variable, targets: targets ? targets.flatMap((key) => stagesIn(entry[key])) : stage === undefined ? undefined : [stage], value }];
}

const fits = (having: Having | undefined, entry: Json): boolean => having !== undefined && having.is.includes(entry[having.key] as string | undefined);
const secretOf = (value: unknown): Secret | undefined => (typeof value === 'string' ? new Secret(value) : undefined);

/** `["production", "preview"]` or `"production"`. */
function stagesIn(value: unknown): string[] {
  const list = Array.isArray(value) ? value : [value];
  return list.filter((one: unknown): one is string => typeof one === 'string' && /^[\w-]{1,60}$/.test(one)).slice(0, 10);
}

function nextIn(answer: unknown, at: NonNullable<VariablesQuestion['next']>['at'], soFar: number, page: number): string | undefined {
  if (at === 'total_count') return isObject(answer) && Number(answer['total_count']) > soFar ? String(page + 2) : undefined;
  if (at === 'cursor') {
    const last: unknown = Array.isArray(answer) ? answer.at(-1) : undefined;
    return isObject(last) && typeof last['cursor'] === 'string' ? last['cursor'] : undefined;
  }
  const pagination = isObject(answer) ? answer['pagination'] : undefined;
  const next = isObject(pagination) ? pagination['next'] : undefined;
  return typeof next === 'number' || typeof next === 'string' ? String(next) : undefined;
}
