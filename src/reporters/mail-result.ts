import type { Finding, Verdict } from '../model/finding.ts';
import type { MailResult } from '../model/mail-result.ts';
import { sentence } from '../model/message.ts';
import { plainLines } from './plain.ts';
import { type Pen, penFor, type Style, type TerminalOptions } from './terminal/pen.ts';
import { sayEffort } from './words.ts';

/** What a founder asks about a mail, by check. */
const QUESTIONS: Readonly<Record<string, string>> = {
  'email/received-arrival': 'Does it arrive?',
  'email/received-alert': 'Do alerts arrive?',
  'email/received-authentication': 'Can receivers prove that it is yours?',
  'email/received-sender': 'Does it come from your own domain?',
  'email/received-links': 'Do its links lead to the app?',
  'email/received-form': 'Has it the form that filters expect?',
};
const MARKS: Readonly<Record<Verdict['outcome'], readonly [glyph: 'ok' | 'bad' | 'unsure' | 'none', style: Style]>> = {
  pass: ['ok', 'green'],
  fail: ['bad', 'red'],
  unknown: ['unsure', 'yellow'],
  'not-applicable': ['none', 'dim'],
};
const MOST_PROOF_LINES = 6;

/** One answer per question, each failing one with what was seen and how to repair it, whole. */
export function mailResultText({ outcomes, assessment }: MailResult, options: TerminalOptions): string {
  const pen = penFor(options);
  const order = Object.keys(QUESTIONS);
  const verdicts = assessment.verdicts.filter(({ check }) => order.includes(check)).sort((a, b) => order.indexOf(a.check) - order.indexOf(b.check));
  // Alerts are only asked about where one was among the mails.
  const asked = verdicts.filter(({ check, outcome }) => check !== 'email/received-alert' || outcome !== 'unknown');
  const notAsked = outcomes.flatMap(({ flow, outcome, why }) => (outcome === 'not-asked' ? [`The ${flow} mail could not be had: ${why ?? ''}`] : []));
  const sections = [
    notAsked.flatMap((text) => marked('unsure', 'yellow', text, pen)),
    ...alikeUnknown(asked).map((group) => questionLines(group, assessment.findings, pen)),
    endLines(asked, pen),
  ];
  return `${sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`;
}

/** Questions that are open for the same reason stand together. */
function alikeUnknown(verdicts: readonly Verdict[]): (readonly [Verdict, ...Verdict[]])[] {
  return verdicts.reduce<(readonly [Verdict, ...Verdict[]])[]>((groups, verdict) => {
    const last = groups.at(-1);
    const same = last && verdict.outcome === 'unknown' && last[0].outcome === 'unknown' && last[0].reason === verdict.reason;
    return same ? [...groups.slice(0, -1), [...last, verdict] as const] : [...groups, [verdict] as const];
  }, []);
}

function questionLines([verdict, ...others]: readonly [Verdict, ...Verdict[]], findings: readonly Finding[], pen: Pen): string[] {
  const [glyph, style] = MARKS[verdict.outcome];
  const own = findings.filter(({ fingerprint }) => verdict.findings.includes(fingerprint));
  const heads = [verdict, ...others].map(({ check, title }) => `${pen.ink(style, pen.glyphs[glyph])} ${pen.ink('bold', QUESTIONS[check] ?? title)}`);
  const reason = own.length > 0 ? [] : indented(sentence(verdict.reason ?? 'nothing against it'), pen, 'dim');
  const shown = new Set<string>();
  return [...heads, ...reason, ...own.flatMap((finding, at) => [...(at > 0 ? [''] : []), ...findingLines(finding, shown, pen)])];
}

/** `shown`: lines of proof that stand above already. */
function findingLines({ says, proof, fix, minutes, waitMinutes }: Finding, shown: Set<string>, pen: Pen): string[] {
  const seen = proof.flatMap(({ says: what, lines = [] }) => [what, ...lines.map((line) => `  ${short(line)}`)]);
  const fresh = seen.filter((line) => !shown.has(line) && shown.add(line)).slice(0, MOST_PROOF_LINES);
  return [
    ...indented(says, pen),
    ...fresh.flatMap((line) => indented(line, pen, 'dim')),
    ...fix.steps.flatMap((step, at) => numbered(at + 1, fix.snippet ? short(step) : step, pen)),
    ...(fix.snippet ? plainLines(fix.snippet.text).map((line) => `       ${pen.ink('cyan', line)}`) : []),
    ...(fix.trial ? indented(`${sentence(fix.trial.says)}.`, pen, 'dim') : []),
    ...indented(`Takes ${sayEffort({ minutes, waitMinutes })}.`, pen, 'dim'),
  ];
}

/** Keys stand whole in the snippet; elsewhere their beginning and end tell them apart. */
function short(text: string): string {
  return text.replace(/\S{90,}/g, (word) => `${word.slice(0, 30)}…${word.slice(-8)}`);
}

function indented(text: string, pen: Pen, style?: Style): string[] {
  const indent = /^ */u.exec(text)?.[0] ?? '';
  return pen.wrap(pen.text(text), pen.columns - 4 - indent.length, 6).map((line) => `  ${indent}${style ? pen.ink(style, line) : line}`);
}

function numbered(number: number, text: string, pen: Pen): string[] {
  return pen.wrap(pen.text(text), pen.columns - 8, 8).map((line, at) => `${at === 0 ? `  ${String(number).padStart(2)}. ` : '      '}${line}`);
}

function marked(glyph: 'unsure', style: Style, text: string, pen: Pen): string[] {
  return pen.wrap(pen.text(text), pen.columns - 4, 4).map((line, at) => (at === 0 ? `${pen.ink(style, pen.glyphs[glyph])} ${line}` : `  ${line}`));
}

function endLines(verdicts: readonly Verdict[], pen: Pen): string[] {
  const count = (outcome: Verdict['outcome']): number => verdicts.filter((verdict) => verdict.outcome === outcome).length;
  const [good, bad, open] = [count('pass'), count('fail'), count('unknown')];
  const says = `${good} of ${good + bad + open} answered yes${bad > 0 ? `, ${bad} no` : ''}${open > 0 ? `, ${open} open` : ''}.`;
  return [pen.ink('bold', says)];
}
