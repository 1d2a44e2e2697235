import { restrict } from '../engine/restrict.ts';
import { KEPT_JOURNEYS_SCHEMA, keptJourneyRuns, type KeptJourneyRun, type KeptJourneyRuns } from '../evidence/flows/journey-runs.ts';
import { type JourneyRun, type Runnable, runJourney, type Stage } from '../journeys/run-journey.ts';
import { isThisMachine } from '../journeys/visitor.ts';
import { journeysOf } from '../journeys/ready-made/index.ts';
import { UsageError } from '../model/errors.ts';
import type { Intent } from '../model/intent.ts';
import type { SmokeResult } from '../model/smoke-result.ts';
import { quote } from '../model/text.ts';
import type { Io } from '../ports/io.ts';
import { audit } from './audit.ts';
import type { Deps } from './deps.ts';
import { withLocalRoutes } from './local-routes.ts';
import { openInboxes } from './smoke/inbox.ts';

export type SmokeEvent =
  | { readonly type: 'begins'; readonly base: string; readonly journeys: readonly string[]; readonly receives: readonly string[] }
  | { readonly type: 'runs'; readonly journey: string }
  | { readonly type: 'ran'; readonly run: KeptJourneyRun };

export interface SmokeOptions {
  readonly intent: Intent;
  /** Names of journeys; all when absent. */
  readonly only?: readonly string[];
  /** Where the app is, instead of what the config says. */
  readonly base?: string;
  readonly signal: AbortSignal;
  readonly onEvent?: (event: SmokeEvent) => void;
}

/** Checks that judge journeys begin with this. */
const CHECKS = 'flows/';

/**
 * Does what users do, one journey after the other, keeps what was seen, and judges it. A journey that fails is run once more: only failing twice counts.
 * @throws UsageError when the app has no address or a journey does not exist
 */
export async function smoke(options: SmokeOptions, deps: Deps): Promise<SmokeResult> {
  const { intent, signal } = options;
  const say = options.onEvent ?? (() => undefined);
  const base = baseOf(options);
  const journeys = chosen(journeysOf(intent), options.only ?? []);
  const io = await deps.openIo(withLocalRoutes(intent, [base.href, ...(intent.endpoints ?? []).map(({ url }) => url)]));
  const inboxes = await openInboxes(io, intent, signal);
  try {
    say({ type: 'begins', base: base.origin, journeys: journeys.map(({ name }) => name), receives: inboxes?.says ?? [] });
    const runs: KeptJourneyRun[] = [];
    for (const journey of journeys) {
      if (signal.aborted) break;
      say({ type: 'runs', journey: journey.name });
      const stage = { ...stageOf(intent, base, io, signal), openInbox: inboxes?.inbox };
      const run = await untilItPasses(journey, stage, { environment: intent.environment, base }, signal);
      runs.push(run);
      await deps.kept.update('journey-runs', (old) => withRun(old, run));
      say({ type: 'ran', run });
    }
    const tried = new Set(journeys.map(({ flow }) => `${CHECKS}${flow}`));
    const checks = deps.judging.checks.map(({ id }) => id).filter((id) => tried.has(id));
    const { assessment } = await audit({ intent, selection: { checks }, signal: AbortSignal.timeout(30_000) }, deps);
    return { schema: 'launch-ready/smoke@1', base: base.origin, interrupted: signal.aborted, runs, assessment };
  } finally {
    await inboxes?.close();
  }
}

function baseOf({ base, intent }: SmokeOptions): URL {
  const host = intent.canonicalHost ?? (intent.hosts.find(({ purpose }) => purpose === 'app') ?? intent.hosts.find(({ declared }) => declared))?.name;
  const text = base ?? intent.journeys?.base ?? (host === undefined ? undefined : `https://${host}`);
  if (text === undefined) throw new UsageError('nobody said where the app is: launch-ready smoke --at https://app.example.com, or hosts in the config');
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || !/^https?:$/.test(url.protocol)) throw new UsageError(`"${quote(text, 80)}" is no web address; write https://app.example.com`);
  return url;
}

function chosen(journeys: readonly Runnable[], only: readonly string[]): readonly Runnable[] {
  const unknown = only.find((name) => !journeys.some((journey) => journey.name === name));
  if (unknown !== undefined) throw new UsageError(`there is no journey "${quote(unknown, 40)}"; there are ${journeys.map(({ name }) => name).join(', ')}`);
  return only.length === 0 ? journeys : journeys.filter(({ name }) => only.includes(name));
}

function stageOf(intent: Intent, base: URL, io: Io, signal: AbortSignal): Omit<Stage, 'openInbox'> {
  // This machine is whoever's who sits at it.
  const owned = isThisMachine(base) ? [...intent.owned, base.hostname.replace(/^\[|\]$/g, '')] : intent.owned;
  const active = intent.active && owned.length > 0;
  const touches = active ? 'changes-things' : 'reads-public';
  return {
    active,
    io: restrict(io, { touches }, { active: intent.active, owned }, new Map(), signal),
    base,
    chat: intent.endpoints?.find(({ is }) => is === 'chat'),
    accounts: intent.journeys?.accounts ?? [],
  };
}

async function untilItPasses(
  journey: Runnable,
  stage: Stage,
  about: { readonly environment: string; readonly base: URL },
  signal: AbortSignal,
): Promise<KeptJourneyRun> {
  const at = new Date(stage.io.clock.now()).toISOString();
  let run = await runJourney(journey, stage, signal);
  let attempts = 1;
  if (run.outcome === 'failed' && !signal.aborted) {
    run = await runJourney(journey, stage, signal);
    attempts = 2;
  }
  return keepable(run, { ...about, at, attempts });
}

function keepable(run: JourneyRun, { environment, base, at, attempts }: { environment: string; base: URL; at: string; attempts: number }): KeptJourneyRun {
  return {
    journey: run.name,
    flow: run.flow,
    environment,
    base: quote(base.origin),
    at,
    attempts,
    outcome: run.outcome,
    says: run.says === undefined ? null : quote(run.says),
    tookMs: Math.round(run.tookMs),
    steps: run.steps.map(({ name, outcome, says, request, timings, firstTextMs, tookMs }) => ({
      name: quote(name, 160),
      outcome,
      says: says === undefined ? null : quote(says),
      request: request ? { ...request, url: quote(request.url) } : null,
      timings: timings
        ? {
            connectMs: Math.round(timings.connectMs),
            tlsMs: timings.tlsMs === undefined ? null : Math.round(timings.tlsMs),
            firstByteMs: Math.round(timings.firstByteMs),
            totalMs: Math.round(timings.totalMs),
          }
        : null,
      firstTextMs: firstTextMs === undefined ? null : Math.round(firstTextMs),
      tookMs: Math.round(tookMs),
    })),
  };
}

/** The newest run of a journey takes the place of the older one, per environment; one that did not begin proves nothing. What cannot be read is begun anew. */
function withRun(old: unknown, run: KeptJourneyRun): KeptJourneyRuns {
  const before = keptJourneyRuns.fits(old) ? (old as KeptJourneyRuns).runs : [];
  const isKnown = before.some(({ journey, environment }) => journey === run.journey && environment === run.environment);
  if (isKnown && run.steps.length === 0) return { schema: KEPT_JOURNEYS_SCHEMA, runs: before };
  const others = before.filter(({ journey, environment }) => journey !== run.journey || environment !== run.environment);
  return { schema: KEPT_JOURNEYS_SCHEMA, runs: [...others, run].slice(-60) };
}
