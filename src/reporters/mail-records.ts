import type { Assessment } from '../model/assessment.ts';
import type { MapLine } from '../model/domain-map.ts';
import type { Verdict } from '../model/finding.ts';
import { code, inline } from './markdown/escape.ts';
import { document } from './markdown/sections.ts';
import { OUTCOME_TITLES, sayInstant } from './words.ts';

/**
 * The mail of each domain as a document to hand over: a list to tick off, of which what was verified is ticked, and the records that are published, each
 * with what verified it and when (MISSION D10).
 */
export function mailRecords({ target, run, map, verdicts, findings }: Assessment): string {
  const email = verdicts.filter(({ stage }) => stage === 'email');
  const names = [...new Set(email.map(({ subject }) => subject.name))].sort();
  const isDomain = (name: string): boolean => email.some(({ subject }) => subject.name === name && subject.kind === 'domain');
  const says = (verdict: Verdict): string[] => findings.filter(({ fingerprint }) => verdict.findings.includes(fingerprint)).map((finding) => finding.says);
  return document([
    { lines: [`# Mail of ${inline(target.project) || 'this project'}`] },
    {
      lines: [
        `As seen on ${inline(sayInstant(run.at))}. Ticked is what was verified; make it again with ${code('launch-ready audit --only email --format mail')} after every change.`,
        ...(email.length === 0 ? ['', 'No mail was looked at.'] : []),
      ],
    },
    ...names.flatMap((name) => {
      const records = (map.find(({ domain }) => domain === name)?.lines ?? []).filter(isMail);
      return [
        {
          heading: `## ${inline(isDomain(name) ? name : 'Real mails and their senders')}`,
          lines: email.filter(({ subject }) => subject.name === name).flatMap((verdict) => item(verdict, says(verdict))),
        },
        {
          heading: `### Records of ${inline(name)}`,
          lines: records.length === 0 ? [] : ['| Name | Type | Value | For | Verified by | When |', '|---|---|---|---|---|---|', ...records.map(row)],
        },
      ];
    }),
  ]);
}

function item({ check, title, outcome, reason, evidenceAt }: Verdict, says: readonly string[]): string[] {
  const state = outcome === 'pass' ? '' : ` (${OUTCOME_TITLES[outcome]}${reason === undefined ? '' : `: ${inline(reason)}`})`;
  const when = evidenceAt === undefined ? '' : `, ${inline(sayInstant(evidenceAt))}`;
  const box = outcome === 'not-applicable' ? '' : `[${outcome === 'pass' ? 'x' : ' '}] `;
  return [`- ${box}${inline(title)}${state} ${code(check)}${when}`, ...says.map((text) => `  - ${inline(text)}`)];
}

function isMail({ type, tested }: MapLine): boolean {
  return type === 'MX' || tested.some(({ check }) => check.startsWith('email/'));
}

function row({ name, type, data, purpose, tested }: MapLine): string {
  const when = tested.flatMap(({ at }) => at ?? []).sort()[0];
  const by = tested.map(({ check, outcome }) => `${code(check)} ${OUTCOME_TITLES[outcome]}`).join(', ');
  const cells = [code(name), code(type), code(data), inline(purpose), by, when === undefined ? '' : inline(sayInstant(when))];
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
}
