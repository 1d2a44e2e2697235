import type { Check, FailDetails } from '../../src/model/check.ts';
import type { Intent } from '../../src/model/intent.ts';
import { say, type SlotValue } from '../../src/model/message.ts';
import type { Limits } from '../../src/model/profile.ts';
import type { Subject } from '../../src/model/subject.ts';

export interface Judged {
  /** Problem codes in the order of reporting. */
  readonly problems: string[];
  readonly fails: { readonly problem: string; readonly says: string; readonly details: FailDetails & Readonly<Record<string, unknown>> }[];
  readonly unknown: string[];
  readonly notApplicable: string[];
  readonly passes: string[];
}

export const PLAIN_INTENT: Intent = {
  project: 'acme',
  profile: 'internal-ops-launch',
  environment: 'production',
  domains: ['acme.test'],
  hosts: [],
  senders: [],
  owned: [],
  active: false,
  contacts: [],
  waivers: [],
  attestations: [],
  network: { resolvers: [], routes: {}, trust: [] },
};

/** Runs one check on given evidence, without the engine: exactly what it reports. */
export function judgeOne(
  check: Check,
  given: Readonly<Record<string, unknown>>,
  options: { intent?: Partial<Intent>; subject?: Subject; now?: number; limits?: Limits } = {},
): Judged {
  const judged: Judged = { problems: [], fails: [], unknown: [], notApplicable: [], passes: [] };
  const report = {
    fail(problem: string, details: FailDetails & Readonly<Record<string, unknown>>) {
      judged.problems.push(problem);
      judged.fails.push({ problem, says: say(check.problems[problem]?.says ?? '', details as Readonly<Record<string, SlotValue>>), details });
    },
    unknown: (reason: string) => void judged.unknown.push(reason),
    notApplicable: (reason: string) => void judged.notApplicable.push(reason),
    pass: (says: string) => void judged.passes.push(says),
  };
  check.judge(given, {
    subject: options.subject ?? { kind: 'domain', name: 'acme.test', parent: 'project:acme' },
    now: options.now ?? Date.UTC(2026, 10, 25),
    limits: options.limits as Limits,
    intent: { ...PLAIN_INTENT, ...options.intent },
    report: report as never,
  });
  return judged;
}
