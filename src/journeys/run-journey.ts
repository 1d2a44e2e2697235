import { Buffer } from 'node:buffer';
import { askChat } from '../drivers/chat/ask-chat.ts';
import type { AppEndpoint } from '../model/intent.ts';
import type { Account, Flow } from '../model/journey.ts';
import { Secret } from '../model/text.ts';
import type { Io } from '../ports/io.ts';
import { CouldNotLook } from '../ports/probe.ts';
import { outcomeOf } from './outcome.ts';
import type { Inbox, StepNotes, Tools } from './tools.ts';
import { sayMs, type Visitor, visitorOf } from './visitor.ts';

/** A journey that can be run: one of the config, or one that we bring. */
export interface Runnable {
  readonly name: string;
  readonly flow: Flow;
  /** It only opens pages that everybody may open: nothing is sent, guessed or logged in to. */
  readonly isPassive?: true;
  run(tools: Tools): Promise<void>;
}

export interface StepRun {
  readonly name: string;
  readonly outcome: 'passed' | 'failed' | 'unknown';
  /** Why it did not pass. Cleaned of what is secret, but still outside text. */
  readonly says?: string;
  readonly request?: { readonly method: string; readonly url: string; readonly status: number };
  readonly timings?: { readonly connectMs: number; readonly tlsMs: number | undefined; readonly firstByteMs: number; readonly totalMs: number };
  readonly firstTextMs?: number;
  readonly tookMs: number;
}
export interface JourneyRun {
  readonly name: string;
  readonly flow: Flow;
  readonly outcome: 'passed' | 'failed' | 'unknown';
  readonly says?: string;
  readonly steps: readonly StepRun[];
  readonly tookMs: number;
}

/** Where a journey runs. */
export interface Stage {
  readonly io: Io;
  readonly base: URL;
  readonly chat: AppEndpoint | undefined;
  readonly accounts: readonly Account[];
  /** Opens one with an address of its own; none where the config names no place to receive at. */
  readonly openInbox: (() => Inbox) | undefined;
  /** Whether the owner agreed to more than opening pages. */
  readonly active: boolean;
}

const STEP_MS = 15_000;
const JOURNEY_MS = 180_000;
/** The journey ended at a step that was recorded. */
class Ended extends Error {}

/** Runs one journey once. Never throws but when `signal` aborts before anything was done: what happened is in the result. */
export async function runJourney(journey: Runnable, stage: Stage, signal: AbortSignal): Promise<JourneyRun> {
  const { name, flow, isPassive } = journey;
  const { io } = stage;
  if (!stage.active && !isPassive)
    return { name, flow, outcome: 'unknown', says: 'it sends something: run it with --active, on a host that is yours (config: owned)', steps: [], tookMs: 0 };
  const started = io.clock.mono();
  const steps: StepRun[] = [];
  const over = new AbortController();
  const both = AbortSignal.any([signal, over.signal]);
  const deadline = io.clock.sleep(JOURNEY_MS, both).then(
    () => over.abort(new CouldNotLook('timeout', `the whole journey took longer than ${sayMs(JOURNEY_MS)}`)),
    () => undefined,
  );
  let end: Pick<JourneyRun, 'outcome' | 'says'>;
  try {
    await journey.run(toolsOf(stage, steps, both));
    end = { outcome: 'passed' };
  } catch (error) {
    const last = steps.at(-1);
    if (error instanceof Ended && last) end = { outcome: last.outcome, ...(last.says !== undefined && { says: last.says }) };
    else if (signal.aborted) end = { outcome: 'unknown', says: 'interrupted' };
    else end = outcomeOf(error);
  } finally {
    over.abort();
    await deadline;
  }
  return { name, flow, ...end, steps, tookMs: io.clock.mono() - started };
}

function toolsOf({ io, base, chat, accounts, openInbox }: Stage, steps: StepRun[], signal: AbortSignal): Tools {
  const secrets = new Set<string>();
  let notes: StepNotes = {};
  const note = (exchange: NonNullable<StepNotes['exchange']>): void => void (notes.exchange = exchange);
  const visitor = watched(visitorOf(io, base), note);
  const inbox = openInbox?.();
  const token = freshWord(io, 10);
  const words = { token, address: inbox?.address ?? `launch-ready+${token}@example.com`, password: `${freshWord(io, 18)}-A9!` };
  secrets.add(words.password);
  const clean = (text: string): string =>
    withoutPrivate([...secrets].reduce((rest, secret) => rest.replaceAll(secret, '•••').replaceAll(encodeURIComponent(secret), '•••'), text));
  const env = (name: string): string => {
    const secret = io.secret(name);
    if (!secret)
      throw new CouldNotLook('no-credential', `the environment variable ${name} is not set, or may not be used without --active on a host that is yours`);
    const value = Secret.reveal(secret);
    if (value.length >= 4) secrets.add(value);
    return value;
  };
  return {
    words,
    visitor,
    stranger: () => watched(visitorOf(io, base), note),
    hasChat: chat !== undefined,
    inbox,
    accounts,
    env,
    clean,
    account() {
      const [first] = accounts;
      return first && { email: first.email, password: env(first.passwordEnv) };
    },
    async chat(message, own) {
      if (!chat) throw new CouldNotLook('no-credential', 'the config names no chat: add chat.endpoint');
      const cookie = visitor.cookies.for(new URL(chat.url));
      const isPlain = new URL(chat.url).protocol === 'http:';
      const session = { ...(cookie !== '' && { cookie }) };
      const endpoint = isPlain ? { ...chat, headers: { ...chat.headers, ...session } } : chat;
      const answer = await askChat(
        io,
        {
          endpoint,
          message,
          token,
          coding: 'identity',
          origin: new URL(chat.url).origin,
          timeoutMs: 30_000,
          ...(!isPlain && cookie !== '' && { credentials: session }),
        },
        own,
      );
      notes.exchange = answer.exchange;
      if (answer.firstTextMs !== undefined) notes.firstTextMs = answer.firstTextMs;
      return answer;
    },
    async step(name, act, withinMs = STEP_MS) {
      const started = io.clock.mono();
      notes = {};
      const late = new AbortController();
      const own = AbortSignal.any([signal, late.signal]);
      const bell = io.clock.sleep(withinMs, own).then(
        () => late.abort(),
        () => undefined,
      );
      const record = (outcome: StepRun['outcome'], says?: string): void => {
        steps.push({ name, outcome, ...(says !== undefined && { says: clean(says) }), ...requestOf(notes, clean), tookMs: io.clock.mono() - started });
      };
      try {
        const result = await act(own);
        record('passed');
        return result;
      } catch (error) {
        if (error instanceof Ended) throw error;
        if (late.signal.aborted && !signal.aborted) record('failed', `it took longer than ${sayMs(withinMs)}`);
        else if (signal.aborted) record('unknown', signal.reason instanceof CouldNotLook ? signal.reason.message : 'interrupted');
        else {
          const { outcome, says } = outcomeOf(error);
          record(outcome, says);
        }
        throw new Ended(name);
      } finally {
        late.abort();
        await bell;
      }
    },
  };
}

function watched(visitor: Visitor, note: (exchange: NonNullable<StepNotes['exchange']>) => void): Visitor {
  return {
    cookies: visitor.cookies,
    get last() {
      return visitor.last;
    },
    copy: () => watched(visitor.copy(), note),
    async ask(asked, signal) {
      const answer = await visitor.ask(asked, signal);
      const last = answer.hops.at(-1);
      if (last) note(last);
      return answer;
    },
  };
}

function requestOf({ exchange, firstTextMs }: StepNotes, clean: (text: string) => string): Pick<StepRun, 'request' | 'timings' | 'firstTextMs'> {
  if (!exchange) return {};
  const { method, url, status, timings } = exchange;
  const { origin, pathname } = new URL(url);
  return { request: { method, url: clean(`${origin}${pathname}`), status }, timings, ...(firstTextMs !== undefined && { firstTextMs }) };
}

/** Easy to read aloud, and not guessable. */
export function freshWord(io: Pick<Io, 'random'>, length: number): string {
  return [...Buffer.from(io.random(length))].map((byte) => 'abcdefghjkmnpqrstuvwxyz23456789'[byte % 31]).join('');
}

/** Mixed of letters and digits, and so long that nobody types it: the token of a link, a session. Ids in the form of a UUID stay: logs are searched by them. */
const TOKEN = /(?<![\w-])(?![0-9a-f]{8}-[0-9a-f]{4}-)(?=[\w-]{0,200}\d)(?=[\w-]{0,200}[A-Za-z])[\w-]{20,}/gi;

/** Outside text without what opens a door or names a person. */
function withoutPrivate(text: string): string {
  return text
    .slice(0, 2000)
    .replaceAll(/[\w.+-]{1,64}@([\w-]{1,63}(?:\.[\w-]{1,63})+)/g, '…@$1')
    .replaceAll(TOKEN, '…');
}
