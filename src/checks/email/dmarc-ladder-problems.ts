import type { DmarcReportsEvidence } from '../../evidence/email/dmarc-reports.ts';
import type { Proof } from '../../model/finding.ts';
import type { Remedy } from '../../model/fix.ts';
import { count } from '../../model/message.ts';
import { quote } from '../../model/text.ts';
import type { ZoneAt } from '../domain/dns-remedy.ts';
import { replaceDmarc, withTags } from './dmarc-remedy.ts';

const email = { impact: 'email', identity: [], minutes: 5, waitMinutes: 30, fails: [] } as const;

/** What the ladder none → quarantine → reject can have to say. */
export const ladderProblems = {
  'watching-only': {
    ...email,
    says: 'DMARC of {name:name} only watches (p=none), which is right for the first weeks; forged mail still arrives until it is raised. Now: {because:word}',
    class: 'later',
  },
  'not-ready': {
    ...email,
    says: 'DMARC of {name:name} cannot be raised yet: {because:word}. Failing: {sources:names}',
    class: 'later',
    minutes: 30,
  },
  'ready-for-quarantine': {
    ...email,
    says: 'DMARC of {name:name} can go from p=none to p=quarantine: {because:word}',
    class: 'later',
  },
  'ready-for-reject': {
    ...email,
    says: 'DMARC of {name:name} can go from p=quarantine to p=reject: {because:word}',
    class: 'later',
  },
  overdue: {
    ...email,
    says: 'DMARC of {name:name} was to be raised on {day:date} and still only watches (p=none). Now: {because:word}',
    class: 'later',
  },
  'hits-own-mail': {
    ...email,
    says: 'DMARC of {name:name} (p={policy:word}) hits mail of your own: receivers reported failing mail from {sources:names}',
    class: 'incident',
    minutes: 30,
  },
} as const;

/** The figures of the reports, for proof. */
export function proveReports(reports: DmarcReportsEvidence | undefined): Proof[] {
  if (!reports) return [];
  const lines = reports.sources.slice(0, 8).map(({ name, kind, messages, aligned }) => quote(`${name} (${kind}): ${aligned} of ${messages} passed`));
  return [
    {
      says: `${count(reports.reports, 'report')} of ${count(reports.reporters, 'receiver')}, ${reports.from.slice(0, 10)} to ${reports.to.slice(0, 10)}`,
      lines,
    },
  ];
}

/** The next step, as the reports allow it. */
export function raise(at: ZoneAt, name: string, old: readonly string[], text: string, step: 'ready-for-quarantine' | 'ready-for-reject'): Remedy {
  const next = step === 'ready-for-reject' ? 'reject' : 'quarantine';
  const remedy = replaceDmarc(at, name, old, withTags(text, { p: next }));
  return {
    ...remedy,
    steps: [...remedy.steps, 'Keep reading the reports; if mail of your own is caught, put the old value back and repair that sender first.'],
  };
}

/** No change for a machine: raising the policy before the reports are clean loses mail. */
export function raiseLater(name: string, text: string): Remedy {
  return {
    steps: [
      'Collect the reports and read them with "launch-ready dmarc <file, folder or mailbox>", until nearly all of your own mail passes for two weeks.',
      `Then change the TXT record at _dmarc.${name} to: ${withTags(text, { p: 'quarantine' })}`,
      'Two weeks later, if nothing of yours was caught, change p=quarantine to p=reject.',
      'If you know the day, say so in the config: mail: { dmarc: { raiseOn: "2026-12-20" } }.',
    ],
  };
}

export function repairSources(sources: readonly string[]): Remedy {
  return {
    steps: [
      ...sources
        .slice(0, 5)
        .map(
          (source) =>
            `${source}: let it sign with DKIM for your domain, and verify the domain in its settings. If it is not yours, it is right that its mail fails.`,
        ),
      'Read the reports again a week later: launch-ready dmarc',
    ],
  };
}
