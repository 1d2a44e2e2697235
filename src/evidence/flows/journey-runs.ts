import { defineEvidence } from '../../model/evidence.ts';
import { FLOWS } from '../../model/journey.ts';
import { instant, int, list, name, nullable, object, oneOf, quoted, type TypeOf } from '../../model/schema.ts';

/** Most runs kept, and steps of one. */
const MOST_RUNS = 60;
const MOST_STEPS = 120;

const outcome = oneOf('passed', 'failed', 'unknown');
const step = object({
  name: quoted(160),
  outcome,
  /** Why it did not pass. */
  says: nullable(quoted()),
  request: nullable(object({ method: name, url: quoted(), status: int })),
  /** Milliseconds from the start of the request; `tlsMs` is none over plain HTTP. */
  timings: nullable(object({ connectMs: int, tlsMs: nullable(int), firstByteMs: int, totalMs: int })),
  /** Of a chat: when its first words came. */
  firstTextMs: nullable(int),
  tookMs: int,
});
const run = object({
  journey: name,
  flow: oneOf(...FLOWS),
  environment: name,
  /** Origin of the app. */
  base: quoted(),
  at: instant,
  outcome,
  says: nullable(quoted()),
  /** How often it was run until it passed, or was given up. */
  attempts: int,
  steps: list(step, MOST_STEPS),
  tookMs: int,
});

export const KEPT_JOURNEYS_SCHEMA = 'launch-ready/journey-runs@1';
/** What `launch-ready smoke` keeps: the newest run of each journey and environment. */
export const keptJourneyRuns = object({ schema: oneOf(KEPT_JOURNEYS_SCHEMA), runs: list(run, MOST_RUNS) });
export type KeptJourneyRuns = TypeOf<typeof keptJourneyRuns>;
export type KeptJourneyRun = TypeOf<typeof run>;
export type KeptStep = TypeOf<typeof step>;

const schema = object({ runs: list(run, MOST_RUNS) });
export type JourneyRuns = TypeOf<typeof schema>;

/** What users do, as `launch-ready smoke` did it last in this environment: step by step, at most a day old. */
export const journeyRunsEvidence = defineEvidence<JourneyRuns>({ id: 'flows/journey-runs', version: 1, about: 'project', grade: 'proven', schema });
