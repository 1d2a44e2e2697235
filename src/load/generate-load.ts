import type { KeepAlivePool, QuickAnswer } from '../drivers/http/keep-alive.ts';
import type { Latency, LoadStep } from '../model/load-result.ts';
import type { Io } from '../ports/io.ts';
import { CouldNotLook } from '../ports/probe.ts';
import { type ArrivalPlan, arrivals } from './arrivals.ts';
import { type Histogram, histogram } from './histogram.ts';

export interface LoadPlan extends ArrivalPlan {
  /** The p95 that is aimed at, in ms: how exactly we must send follows from it. */
  readonly targetMs: number;
}

/** Closer than this to the next request, the loop does not sleep: timers are a millisecond late. */
const SPIN_MS = 1.2;
/** After the last request was sent, how long answers are waited for. */
const DRAIN_MS = 30_000;
/** Of the last so many answers, half failed: going on would only hurt. */
const STOP_WINDOW = 100;
const MOST_DROPPED = 0.001;

/**
 * Sends requests when they are due, whatever became of those before (open model), and measures each from the moment it was due.
 * It judges itself: what was sent late, or could not be sent, makes the whole run invalid rather than the app slow.
 * Resolves early, with what there is, when `signal` aborts or the app breaks down.
 */
export async function generateLoad(io: Io, pool: KeepAlivePool, next: () => Uint8Array, plan: LoadPlan, signal: AbortSignal): Promise<LoadStep> {
  const due = arrivals(plan, randomOf(io));
  const seen = { latency: histogram(), service: histogram(), firstByte: histogram(), lag: histogram() };
  const failures = new Map<string, number>();
  const lastOnes: boolean[] = [];
  const tally: { sent: number; answered: number; failed: number; dropped: number; mostInFlight: number; stopped?: string } = {
    sent: 0,
    answered: 0,
    failed: 0,
    dropped: 0,
    mostInFlight: 0,
  };
  const started = io.clock.mono() + 5;

  const note = (dueAt: number, answer: QuickAnswer | CouldNotLook): void => {
    const isBad = answer instanceof CouldNotLook || answer.status >= 500;
    if (answer instanceof CouldNotLook && answer.code === 'budget') tally.dropped++;
    if (answer instanceof CouldNotLook) count(failures, answer.message);
    else {
      if (answer.status >= 500) count(failures, `answered ${answer.status}`);
      seen.latency.record(answer.endedAt - dueAt);
      seen.service.record(answer.endedAt - answer.sentAt);
      seen.firstByte.record(answer.firstByteAt - answer.sentAt);
      seen.lag.record(answer.sentAt - dueAt);
    }
    tally.answered++;
    if (isBad) tally.failed++;
    lastOnes.push(isBad);
    if (lastOnes.length > STOP_WINDOW) lastOnes.shift();
    if (lastOnes.length === STOP_WINDOW && lastOnes.filter(Boolean).length * 2 > STOP_WINDOW) tally.stopped = `half of the last ${STOP_WINDOW} requests failed`;
  };

  while (tally.sent < due.length && !signal.aborted && tally.stopped === undefined) {
    const now = io.clock.mono();
    while (tally.sent < due.length && started + (due[tally.sent] ?? 0) <= now) {
      const dueAt = started + (due[tally.sent] ?? 0);
      tally.sent++;
      pool.send(next(), (answer) => note(dueAt, answer));
    }
    tally.mostInFlight = Math.max(tally.mostInFlight, pool.inFlight);
    const wait = started + (due[tally.sent] ?? 0) - io.clock.mono();
    if (tally.sent < due.length) await (wait > SPIN_MS ? io.clock.sleep(wait - SPIN_MS, signal).catch(() => undefined) : aTurn());
  }
  const queueAtEnd = pool.inFlight;
  const lastAt = io.clock.mono();
  while (tally.answered < tally.sent && !signal.aborted && io.clock.mono() - lastAt < DRAIN_MS) await io.clock.sleep(5, signal).catch(() => undefined);
  const { sent, answered, failed, dropped, mostInFlight, stopped } = tally;
  const lost = sent - answered;
  if (lost > 0) failures.set('no answer until the end', lost);
  const sender = { dropped, lagP50: seen.lag.at(0.5), lagP99: seen.lag.at(0.99), lagMax: seen.lag.max };
  return {
    rate: plan.rate,
    seconds: plan.seconds,
    sent,
    answered,
    failed: failed + lost,
    failures: Object.fromEntries(failures),
    mostInFlight,
    queueAtEnd,
    latency: latencyOf(seen.latency),
    service: latencyOf(seen.service),
    firstByte: latencyOf(seen.firstByte),
    sender,
    invalid: faultOf(sender, sent, plan.targetMs),
    stopped: stopped ?? (signal.aborted ? 'interrupted' : null),
  };
}

function faultOf({ dropped, lagP99 }: LoadStep['sender'], sent: number, targetMs: number): string | null {
  const most = Math.max(5, targetMs * 0.05);
  if (dropped > sent * MOST_DROPPED) return `${dropped} of ${sent} requests could not be sent: too many were unanswered already`;
  return lagP99 > most
    ? `1 % of the requests went out more than ${lagP99.toFixed(1)} ms late (at most ${most.toFixed(0)} ms): this machine was too busy to measure`
    : null;
}

function latencyOf(values: Histogram): Latency {
  return {
    count: values.count,
    p50: values.at(0.5),
    p90: values.at(0.9),
    p95: values.at(0.95),
    p99: values.at(0.99),
    p999: values.at(0.999),
    max: values.max,
    p95Between: values.between(0.95) ?? null,
  };
}

/** Uniform numbers in [0, 1), many at a time. */
function randomOf(io: Io): () => number {
  let [numbers, at] = [new Uint32Array(0), 0];
  return () => {
    if (at === numbers.length) [numbers, at] = [new Uint32Array(Uint8Array.from(io.random(4096)).buffer), 0];
    return (numbers[at++] ?? 0) / 2 ** 32;
  };
}

/** Lets the sockets have their turn, and comes back at once. */
const aTurn = (): Promise<void> => new Promise((resolve) => void setImmediate(resolve));

const count = (into: Map<string, number>, key: string): void => void into.set(key, (into.get(key) ?? 0) + 1);
