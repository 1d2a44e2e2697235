import type { Coverage, Decision } from '../model/assessment.ts';
import type { Finding } from '../model/finding.ts';
import type { MustKnow } from './must-know.ts';

const HOUR_MS = 3_600_000;

export interface DecideOptions {
  /** Ranked, without the waived ones. */
  readonly findings: readonly Finding[];
  /** Proven data exposures accepted by name. */
  readonly accepted: readonly { readonly finding: Finding; readonly by: string }[];
  readonly coverage: Coverage;
  readonly mustKnows: readonly MustKnow[];
  readonly now: number;
  /** ISO instant of the launch, if one is set. */
  readonly launchAt?: string;
}

/** The launch decision by DESIGN section 6: the first rule that fires, with the facts it fired on. Pure, and never a score. */
export function decide(options: DecideOptions): Decision {
  const accepted = new Set(options.accepted.map(({ finding }) => finding.fingerprint));
  const blockers = options.findings.filter((finding) => finding.class === 'blocker' && !accepted.has(finding.fingerprint));
  const hard = blockers.filter((finding) => !finding.verifyFirst);
  const named = options.accepted.map(({ finding, by }) => `accepted by ${by}: ${finding.says}`);
  const decision = delay(options, hard) ?? fixFirst(options, hard, blockers) ?? shipNow(options);
  return { ...decision, because: [...decision.because, ...named] };
}

function delay({ mustKnows, now, launchAt }: DecideOptions, hard: readonly Finding[]): Decision | undefined {
  const longestWaitMs = Math.max(0, ...hard.map((finding) => finding.waitMinutes)) * 60_000;
  const lookAgainAt = new Date(now + Math.max(24 * HOUR_MS, longestWaitMs)).toISOString();
  const make = (id: string, says: string, because: readonly string[]): Decision => ({ decision: 'delay-24-hours', rule: { id, says }, because, lookAgainAt });

  const exposed = hard.filter((finding) => finding.impact === 'data' && finding.grade === 'proven' && finding.irreversible);
  if (exposed.length > 0)
    return make(
      'exposure-open',
      'A proven data exposure cannot be closed inside the sprint.',
      exposed.map((finding) => finding.says),
    );
  const nobody = mustKnows.filter((known) => known.state === 'nobody-knows');
  if (nobody.length > 0)
    return make(
      'nobody-knows',
      'Nobody knows the answer to a question without which no launch is safe.',
      nobody.map((known) => known.question.asks),
    );
  if (launchAt !== undefined) {
    const needMs = hard.reduce((sum, finding) => sum + finding.minutes * 60_000, 0) + longestWaitMs;
    const leftMs = Date.parse(launchAt) - now;
    if (hard.length > 0 && needMs > leftMs) {
      const fact = `${hours(needMs)} h of work and waiting for ${hard.length} blocker${hard.length === 1 ? '' : 's'}, ${hours(Math.max(0, leftMs))} h left until ${launchAt.slice(0, 16)}`;
      return make('not-enough-hours', 'The blockers take longer than the hours left until the launch.', [fact]);
    }
  }
  return undefined;
}

function fixFirst({ coverage, mustKnows }: DecideOptions, hard: readonly Finding[], blockers: readonly Finding[]): Decision | undefined {
  const make = (id: string, says: string, because: readonly string[]): Decision => ({ decision: 'fix-first', rule: { id, says }, because });
  if (hard.length > 0)
    return make(
      'blockers',
      'At least one launch blocker is open.',
      hard.map((finding) => finding.says),
    );
  const failed = coverage.items.filter((item) => item.state === 'failed');
  if (failed.length > 0)
    return make(
      'required-failed',
      'Something that the profile requires has failed.',
      failed.map((item) => `${item.title}: ${item.reason ?? ''}`),
    );
  if (blockers.length > 0)
    return make(
      'verify-first',
      'A likely blocker must be verified first.',
      blockers.map((finding) => finding.says),
    );
  const open = mustKnows.filter((known) => known.state === 'open');
  const unknown = coverage.items.filter((item) => item.state === 'unknown');
  if (open.length > 0)
    return make(
      'must-know-open',
      'A question without which no launch is safe is not answered yet.',
      open.map((known) => known.question.asks),
    );
  if (unknown.length > 0)
    return make(
      'required-unknown',
      'Something that the profile requires could not be verified.',
      unknown.map((item) => `${item.title}: ${item.reason ?? ''}`),
    );
  return undefined;
}

function shipNow({ findings, coverage }: DecideOptions): Decision {
  const incidents = findings.filter((finding) => finding.class === 'incident');
  const because = [`${coverage.proven} of ${coverage.total} required points proven`, ...incidents.map((finding) => `watch in week one: ${finding.says}`)];
  return {
    decision: 'ship-now',
    rule: { id: 'all-required-proven', says: 'No blocker, and everything that the profile requires is proven or validly waived.' },
    because,
  };
}

function hours(ms: number): string {
  return (ms / HOUR_MS).toFixed(1);
}
