import { envValues } from '../../evidence/secrets/env-values.ts';
import { envVariables } from '../../evidence/secrets/env-variables.ts';
import { startTrial, type StartTrial } from '../../evidence/secrets/start-trial.ts';
import { maybe, one } from '../../model/check.ts';
import type { StartIntent } from '../../model/intent.ts';
import type { Apps, Io, RunningApp } from '../../ports/io.ts';
import { CouldNotLook, defineProbe } from '../../ports/probe.ts';

const MOST_TRIALS = 3;
const POLL_MS = 100;
const FREE_WITHIN_MS = 3000;
const SETTLES_WITHIN_MS = 1000;

type Start = { readonly apps: Apps; readonly io: Io; readonly intent: StartIntent; readonly signal: AbortSignal };
/** `fails`: it listens, and answers its front page with an error of its own. */
type Outcome = { readonly is: 'ready' | 'fails' | 'ended' | 'neither'; readonly code: number | null; readonly names: boolean; readonly tookMs: number };

export const startTrialProbe = defineProbe({
  id: 'secrets/start-trial',
  version: 2,
  title: 'starts the app on this machine if the config says how (key start), whole and then without one of its variables, and stops it again',
  about: 'repository',
  needs: { env: one(envVariables), values: maybe(envValues) },
  fills: startTrial,
  discovers: [],
  touches: 'runs-app',
  timeoutMs: 150_000,
  async gather({ io, intent, given, signal }) {
    if (!intent.start) throw new CouldNotLook('not-found', 'the config does not say how the app is started (key start)');
    if (!io.apps) throw new CouldNotLook('no-consent', 'starting the app needs --active and a repository of your own');
    const start: Start = { apps: io.apps, io, intent: intent.start, signal };
    const needed = given.env.used
      .filter(({ need, inApp }) => inApp && need !== 'optional')
      .sort((a, b) => Number(b.need === 'must') - Number(a.need === 'must'));
    const names = (intent.start.variables ?? needed.map(({ name }) => name)).slice(0, MOST_TRIALS);
    if (names.length === 0) throw new CouldNotLook('not-found', 'the code needs no variable that could be taken away');
    const whole = await run(start, undefined);
    if (whole.is !== 'ready' && whole.is !== 'fails')
      throw new CouldNotLook(
        'refused',
        whole.is === 'ended' ? `the app does not start here: it ends with ${whole.code ?? 'a signal'}` : 'the app was not ready in time',
      );
    const inFiles = new Set((given.values?.files ?? []).filter(({ kind }) => kind === 'private').flatMap(({ variables }) => variables.map(({ name }) => name)));
    const trials: StartTrial['trials'][number][] = [];
    for (const name of names) {
      // What an env file would put back can only be emptied; loaders leave a variable alone that is there.
      const { is, code, names: told, tookMs } = await run(start, { name, how: inFiles.has(name) ? 'empty' : 'absent' });
      // Where the front page fails anyway, an error there tells nothing.
      const isUp = is === 'ready' || is === whole.is;
      const outcome = isUp ? 'started' : told && (is === 'fails' || (is === 'ended' && code !== 0)) ? 'named' : 'silent';
      trials.push({ name, outcome, tookMs });
    }
    return { value: { startsInMs: whole.tookMs, trials }, complete: true };
  },
});

/** How it ended, once it has. */
function watched(app: RunningApp): () => Awaited<RunningApp['ended']> | undefined {
  let ended: Awaited<RunningApp['ended']> | undefined;
  void app.ended.then((result) => (ended = result));
  return () => ended;
}

/** Starts it, waits until it is ready, ends or takes too long, and ends it whatever happens. */
async function run({ apps, io, intent, signal }: Start, without: Parameters<Apps['start']>[1]): Promise<Outcome> {
  const { ready, withinMs } = intent;
  if (ready !== undefined) await untilFree(ready, apps, io, signal);
  const began = io.clock.mono();
  const app = await apps.start(intent.command, without);
  try {
    const endOf = watched(app);
    const took = (): number => Math.round(io.clock.mono() - began);
    while (took() < withinMs) {
      await io.clock.sleep(POLL_MS, signal);
      const end = endOf();
      if (end) return { is: 'ended', ...end, tookMs: took() };
      if (ready === undefined || !(await apps.listens(ready))) continue;
      const tookMs = took();
      // Next.js listens before it has loaded what checks the variables, goes on after an error there, and answers everything with 500.
      const status = await apps.answers(ready);
      // A connection that breaks off may be its end, which the system tells a moment later.
      if (status === undefined) for (let waited = 0; !endOf() && waited < SETTLES_WITHIN_MS; waited += POLL_MS) await io.clock.sleep(POLL_MS, signal);
      const late = endOf();
      if (late) return { is: 'ended', ...late, tookMs: took() };
      if (status === undefined || status < 500) return { is: 'ready', code: null, names: false, tookMs };
      await app.stop();
      return { is: 'fails', code: null, names: (await app.ended).names, tookMs };
    }
    return { is: ready === undefined ? 'ready' : 'neither', code: null, names: false, tookMs: took() };
  } finally {
    await app.stop();
  }
}

/** The system may need a moment to give a port back. */
async function untilFree(port: number, apps: Apps, io: Io, signal: AbortSignal): Promise<void> {
  for (let waited = 0; await apps.listens(port); waited += POLL_MS) {
    if (waited >= FREE_WITHIN_MS) throw new CouldNotLook('refused', `something listens on port ${port} already; stop it first`);
    await io.clock.sleep(POLL_MS, signal);
  }
}
