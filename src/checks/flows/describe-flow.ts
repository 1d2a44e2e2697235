import { type JourneyRuns, journeyRunsEvidence, type KeptJourneyRun } from '../../evidence/flows/journey-runs.ts';
import { one, type Report } from '../../model/check.ts';
import type { Intent } from '../../model/intent.ts';
import type { Flow } from '../../model/journey.ts';
import type { RowId } from '../../model/rows.ts';
import type { Class, Impact } from '../../model/terms.ts';
import { quote } from '../../model/text.ts';

/** One flow as it is told to founders. */
export interface FlowTexts {
  readonly flow: Flow;
  readonly rows: readonly RowId[];
  readonly title: string;
  readonly why: string;
  readonly test: string;
  /** What users cannot do: "Nobody can log in". */
  readonly breaks: string;
  readonly class: Class;
  readonly impact: Impact;
  readonly minutes: number;
  /** Where to look first. */
  readonly steps: readonly string[];
}

export const LOOK_INTO_THE_LOG = 'Open the app’s log for the minute of the smoke test: the error of the request stands there.';

/** The check of one flow: what the smoke test saw, step by step. */
export function describeFlow({ flow, rows, title, why, test, breaks, steps, ...texts }: FlowTexts) {
  const problems = {
    fails: {
      says: `${breaks}: at “{step:outside}”, {why:outside}` as '{journey:name}{step:outside}{why:outside}',
      ...texts,
      identity: ['journey'],
      fix: { steps: [...steps, 'Then try it again: launch-ready smoke --active'] },
    },
  };
  return {
    id: `flows/${flow}`,
    rows,
    stage: 'deploy' as const,
    about: 'project' as const,
    title,
    why,
    test,
    refs: [],
    needs: { journeys: one(journeyRunsEvidence) },
    maxAge: '24h' as const,
    attestable: true,
    problems,
    judge({ journeys }: { readonly journeys: JourneyRuns }, { report, intent }: { readonly report: Report<typeof problems>; readonly intent: Intent }) {
      if (intent.journeys?.without.includes(flow)) return report.notApplicable('the config says that the app has no such flow (journeys.without)');
      if (flow === 'other' && !intent.journeys?.own.some((own) => own.flow === 'other'))
        return report.notApplicable('the config names no flow of its own (journeys.own)');
      const runs = journeys.runs.filter((run) => run.flow === flow);
      if (runs.length === 0) return report.unknown('the last smoke test did not try it; run launch-ready smoke');
      for (const run of runs) {
        if (run.outcome !== 'failed') continue;
        report.fail('fails', { journey: run.journey, step: lastStep(run), why: run.says ?? quote('it did not end well'), proof: proofOf(run) });
      }
      const open = runs.find(({ outcome }) => outcome === 'unknown');
      if (open) return report.unknown(open.says ?? 'it could not be tried');
      return report.pass(runs.map(({ journey, tookMs }) => `${journey} in ${(tookMs / 1000).toFixed(1)} s`).join(', '));
    },
  };
}

const lastStep = ({ steps }: KeptJourneyRun) => steps.at(-1)?.name ?? quote('begin');

function proofOf({ at, base, steps, attempts }: KeptJourneyRun) {
  const lines = steps.map(
    ({ name, outcome, request }) =>
      `${outcome === 'passed' ? 'ok' : outcome}  ${name}${request ? `  ${request.method} ${request.url} → ${request.status}` : ''}`,
  );
  return [
    {
      says: `Tried at ${at.slice(0, 19).replace('T', ' ')} UTC on ${base}${attempts > 1 ? `, ${attempts} times` : ''}`,
      lines: lines.map((line) => quote(line)),
    },
  ];
}
