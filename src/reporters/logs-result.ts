import type { Finding, Verdict } from '../model/finding.ts';
import type { LogsResult, LogSummary } from '../model/logs-result.ts';
import { sentence } from '../model/message.ts';
import { plainLines } from './plain.ts';
import { type Pen, penFor, type TerminalOptions } from './terminal/pen.ts';
import { count, sayMinutes } from './words.ts';

const MOST_EXAMPLES = 4;

/** What was read, what stands in it that should not, and how to stop it; the repair of several findings alike is said once. */
export function logsResultText({ logs, unread, assessment }: LogsResult, options: TerminalOptions): string {
  const pen = penFor(options);
  const shown = new Set<string>();
  const sections = [
    logs.map((log) => pen.ink('dim', pen.cut(pen.text(logLine(log)), pen.columns))),
    unread.flatMap(({ name, reason }) => marked('unsure', `${name} could not be read: ${reason}`, pen)),
    ...assessment.findings.map((finding) => findingLines(finding, shown, pen)),
    openLines(assessment.verdicts, unread.length > 0, pen),
    [pen.ink('bold', endLine(assessment.findings, assessment.verdicts))],
  ];
  return `${sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`;
}

function logLine({ name, lines, bytes, requests, failedRequests }: LogSummary): string {
  return `${name}: ${count(lines, 'line')}, ${size(bytes)}${requests > 0 ? `, ${count(requests, 'request')}, ${failedRequests} failed` : ''}`;
}

function findingLines({ says, class: severity, verifyFirst, proof, fix, minutes }: Finding, shown: Set<string>, pen: Pen): string[] {
  const [first = '', ...rest] = pen.wrap(pen.text(`${says}${verifyFirst ? ' (verify first)' : ''}`), pen.columns - 4, 4);
  const style = severity === 'blocker' ? 'red' : severity === 'incident' ? 'yellow' : 'dim';
  const examples = proof.flatMap(({ says: what, lines = [] }) => [`${sentence(what)}: ${lines.join(', ')}`]).slice(0, MOST_EXAMPLES);
  // What several repairs have in common is said with the first.
  const fresh = fix.steps.filter((step) => !shown.has(step));
  for (const step of fix.steps) shown.add(step);
  const steps = fresh.length > 0 ? fresh : ['Repaired as above.'];
  const snippet = fix.snippet && !shown.has(fix.snippet.text) ? plainLines(fix.snippet.text) : [];
  if (fix.snippet) shown.add(fix.snippet.text);
  return [
    `${pen.ink(style, pen.glyphs.bad)} ${pen.ink('bold', first)}`,
    ...rest.map((line) => `  ${pen.ink('bold', line)}`),
    ...examples.flatMap((text) => pen.wrap(pen.text(text), pen.columns - 4, 3).map((line) => `  ${pen.ink('dim', line)}`)),
    ...steps.flatMap((text, at) =>
      pen.wrap(pen.text(text), pen.columns - 8, 6).map((line, part) => `${part === 0 ? `  ${String(at + 1).padStart(2)}. ` : '      '}${line}`),
    ),
    ...snippet.map((line) => `       ${pen.ink('cyan', line)}`),
    `  ${pen.ink('dim', `About ${sayMinutes(minutes)}.`)}`,
  ];
}

/** Questions that stay open, by reason. What could not be read is said above already. */
function openLines(verdicts: readonly Verdict[], somethingUnread: boolean, pen: Pen): string[] {
  const open = verdicts.filter(({ outcome, reason }) => outcome === 'unknown' && !(somethingUnread && reason?.startsWith('not everything could be seen')));
  const reasons = [...new Set(open.map(({ reason = '' }) => reason))];
  return reasons.flatMap((reason) => {
    const titles = open.filter((one) => (one.reason ?? '') === reason).map(({ title }) => title);
    return marked('unsure', `${sentence(reason)}. Open: ${titles.join('; ')}`, pen);
  });
}

function marked(glyph: 'unsure', text: string, pen: Pen): string[] {
  return pen.wrap(pen.text(text), pen.columns - 4, 4).map((line, at) => (at === 0 ? `${pen.ink('yellow', pen.glyphs[glyph])} ${line}` : `  ${line}`));
}

function endLine(findings: readonly Finding[], verdicts: readonly Verdict[]): string {
  const passed = verdicts.filter(({ outcome }) => outcome === 'pass').length;
  const open = verdicts.filter(({ outcome }) => outcome === 'unknown').length;
  const bad = findings.length === 0 ? 'nothing found' : count(findings.length, 'finding');
  return `${passed} of ${verdicts.length} questions are fine, ${bad}${open > 0 ? `, ${open} open` : ''}.`;
}

function size(bytes: number): string {
  return bytes < 1_000_000 ? `${Math.ceil(bytes / 1000)} kB` : `${(bytes / 1e6).toFixed(1)} MB`;
}
