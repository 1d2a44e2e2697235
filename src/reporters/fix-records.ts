import type { FixedFinding, FixRecords } from '../model/fix-records.ts';
import { plain, plainLines } from './plain.ts';
import type { TerminalOptions } from './terminal/pen.ts';
import { penFor } from './terminal/pen.ts';
import { count, sayInstant } from './words.ts';

/** Outputs that a person enters at the DNS company. */
const BY_HAND: ReadonlySet<string> = new Set(['form', 'bind']);

/** What stands around the records, for people: which findings they repair, where to enter them, what comes after. */
export function fixNotes({ zones, next, byHand }: FixRecords, options: TerminalOptions): string {
  const pen = penFor(options);
  const named = ({ says }: FixedFinding): string[] =>
    pen.wrap(pen.text(says), pen.columns - 4, 3).map((line, at) => (at === 0 ? `  ${pen.ink('green', pen.glyphs.dot)} ${line}` : `    ${line}`));
  const line = (says: string): string[] => pen.wrap(pen.text(says), pen.columns, 3);
  const sections = [
    ...zones.map(({ where, findings, output, steps }) => [
      pen.ink('bold', pen.text(`For ${count(findings.length, 'finding')}:`)),
      ...findings.flatMap(named),
      ...(findings.every(({ trial }) => trial?.outcome === 'clears')
        ? line(`Each was ${findings[0]?.trial?.says ?? ''}.`)
        : line('Not all of these could be tried on a copy of your DNS; look again after each.')),
      ...(BY_HAND.has(output) ? ['', ...line(`Where: ${where}`)] : []),
      ...(steps.length > 0 ? ['', ...steps.flatMap(({ at, says }) => line(`${sayInstant(at)}  ${says}`))] : []),
    ]),
    next.length === 0
      ? []
      : [pen.ink('bold', `After that, look again: ${count(next.length, 'finding')} would change the same records`), ...next.flatMap(named)],
    byHand.length === 0
      ? []
      : line(`${count(byHand.length, 'finding')} of this run ${byHand.length === 1 ? 'needs' : 'need'} other work than DNS records: see the report.`),
    zones.length === 0 ? [] : line('To go back: the same command with --undo. To see it work: launch-ready audit, then launch-ready compare previous latest'),
  ];
  return `${sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`;
}

/** The records alone, ready to be pasted or piped. */
export function fixText({ zones }: FixRecords): string {
  return zones.map(({ text }) => `${plainLines(text).join('\n')}\n`).join('\n');
}

/** One line when there is nothing to write down. */
export function nothingToFix({ byHand, run }: FixRecords): string {
  return byHand.length === 0
    ? `run ${plain(run)} has no finding to repair\n`
    : `nothing in run ${plain(run)} is repaired by DNS records; the report has the steps\n`;
}
