import { resolve } from 'node:path';
import { compose } from '../../compose.ts';
import type { SmokeResult } from '../../model/smoke-result.ts';
import { canonicalJson } from '../../reporters/json.ts';
import { smokeResultText } from '../../reporters/smoke-result.ts';
import { loadIntent } from '../../verbs/load-config.ts';
import { smoke, type SmokeEvent } from '../../verbs/smoke.ts';
import { valueOf } from './args.ts';
import { formatsOf, writeReports } from './report-files.ts';
import type { VerbRunner } from './run.ts';
import type { Screen } from './screen.ts';

/** `launch-ready smoke [JOURNEY …]`: do what users do. Exit code 1 when something does not work, 3 when it could not be tried. */
export const smokeVerb: VerbRunner = async ({ args, screen, signal }) => {
  const [file, environment, base] = ['config', 'environment', 'at'].map((name) => valueOf(args, name));
  const quiet = args.flags.has('quiet') || args.flags.has('json');
  const intent = await loadIntent({ cwd: process.cwd(), ...(file !== undefined && { file }), ...(environment !== undefined && { environment }) });
  const deps = compose({ folder: process.cwd(), env: process.env });
  const result = await smoke(
    {
      intent: { ...intent, active: intent.active || args.flags.has('active') },
      only: args.operands,
      signal,
      ...(base !== undefined && { base }),
      onEvent: (event) => (quiet ? undefined : tell(event, screen)),
    },
    deps,
  );
  const formats = formatsOf(valueOf(args, 'format') ?? 'none');
  const folder = resolve(valueOf(args, 'out') ?? DEFAULT_FOLDER);
  const { whole } = await writeReports({ assessment: result.assessment, formats, folder, deps, screen });
  screen.out(args.flags.has('json') ? canonicalJson(result) : `\n${smokeResultText(result, screen.outTerminal)}`);
  return whole ? exitCodeOf(result) : 2;
};

const DEFAULT_FOLDER = '.launch-ready/report';

function tell(event: SmokeEvent, screen: Screen): void {
  if (event.type === 'begins') {
    screen.tell(`Trying on ${event.base} what users do: ${event.journeys.join(', ')}.\n`);
    for (const says of event.receives) screen.tell(`Receiving mail with ${says}.\n`);
  }
  if (event.type === 'runs') screen.tell(`  ${event.journey} …\n`);
}

function exitCodeOf({ runs }: SmokeResult): number {
  if (runs.some(({ outcome }) => outcome === 'failed')) return 1;
  return runs.some(({ outcome }) => outcome === 'unknown') ? 3 : 0;
}
