import { openPool, writeRequest } from '../drivers/http/keep-alive.ts';
import { USER_AGENT } from '../drivers/http.ts';
import { restrict } from '../engine/restrict.ts';
import { isThisMachine } from '../journeys/visitor.ts';
import type { ArrivalKind } from '../load/arrivals.ts';
import { generateLoad } from '../load/generate-load.ts';
import { UsageError } from '../model/errors.ts';
import type { Intent } from '../model/intent.ts';
import type { LoadResult, LoadStep } from '../model/load-result.ts';
import { CouldNotLook } from '../ports/probe.ts';
import type { Deps } from './deps.ts';
import { withLocalRoutes } from './local-routes.ts';

export interface LoadOptions {
  readonly intent: Intent;
  /** What is asked for, with GET. */
  readonly url: string;
  /** Requests per second, one step each. */
  readonly rates: readonly number[];
  readonly seconds: number;
  readonly arrivals: ArrivalKind;
  /** The p95 that is aimed at, in ms. */
  readonly targetMs: number;
  readonly signal: AbortSignal;
  readonly onStep?: (event: { readonly rate: number; readonly seconds: number; readonly done?: LoadStep }) => void;
}

const MOST_RATE = 5000;
const MOST_REQUESTS = 200_000;
const MOST_IN_FLIGHT = 4000;
const TIMEOUT_MS = 10_000;
/** The first requests pay for compiled code and new connections, here and there: at the first rate for so long, they are not counted. */
const WARM_SECONDS = 2;

/**
 * Makes load on one address, step by step, each with a rate of its own.
 * @throws UsageError when the host is not the user's, consent is missing, or more is asked for than is allowed
 */
export async function load(options: LoadOptions, deps: Deps): Promise<LoadResult> {
  const { intent, signal } = options;
  const url = addressOf(options.url);
  mayLoad(intent, url);
  const total = options.rates.reduce((sum, rate) => sum + rate * options.seconds, (options.rates[0] ?? 0) * WARM_SECONDS);
  if (options.rates.some((rate) => rate > MOST_RATE)) throw new UsageError(`at most ${MOST_RATE} requests per second`);
  if (total > MOST_REQUESTS) throw new UsageError(`that are ${Math.round(total)} requests; at most ${MOST_REQUESTS} in one run`);
  const owned = isThisMachine(url) ? [...intent.owned, url.hostname] : intent.owned;
  const io = restrict(await deps.openIo(withLocalRoutes(intent, [url.href])), { touches: 'makes-load' }, { active: true, owned }, new Map(), signal);
  const steps: LoadStep[] = [];
  try {
    const pool = await openPool(io, url, { most: MOST_IN_FLIGHT, timeoutMs: TIMEOUT_MS }, signal);
    try {
      const request = writeRequest(url, 'GET', { 'user-agent': USER_AGENT, accept: '*/*', 'accept-encoding': 'gzip, br' });
      const next = (): Uint8Array => request;
      const common = { kind: options.arrivals, targetMs: options.targetMs };
      await pool.warm(10);
      const [first = 1] = options.rates;
      await generateLoad(io, pool, next, { ...common, kind: 'constant', rate: first, seconds: Math.min(WARM_SECONDS, options.seconds) }, signal);
      for (const rate of options.rates) {
        if (signal.aborted) break;
        options.onStep?.({ rate, seconds: options.seconds });
        const step = await generateLoad(io, pool, next, { ...common, rate, seconds: options.seconds }, signal);
        steps.push(step);
        options.onStep?.({ rate, seconds: options.seconds, done: step });
        if (step.stopped !== null) break;
      }
    } finally {
      pool.close();
    }
  } catch (error) {
    if (!(error instanceof CouldNotLook)) throw error;
    throw new UsageError(`${url.host} could not be asked: ${error.message}`);
  }
  return { schema: 'launch-ready/load@1', url: `${url.origin}${url.pathname}`, arrivals: options.arrivals, steps, interrupted: signal.aborted };
}

function addressOf(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || !/^https?:$/.test(url.protocol)) throw new UsageError(`"${text.slice(0, 80)}" is no web address; write https://app.example.com/api/chats`);
  return url;
}

/** Load hurts whoever gets it. */
function mayLoad({ active, owned }: Intent, url: URL): void {
  if (!active) throw new UsageError('load costs and can hurt: it needs your consent (--active)');
  const isOwn = isThisMachine(url) || owned.some((name) => url.hostname === name || url.hostname.endsWith(`.${name}`));
  if (!isOwn) throw new UsageError(`${url.hostname} is not confirmed as yours: add it to owned in the config, and load only what belongs to you`);
}
