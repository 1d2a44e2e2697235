import type { Finding } from '../model/finding.ts';
import { count, sentence } from '../model/message.ts';
import type { SmokeResult, SmokeRun, SmokeStep } from '../model/smoke-result.ts';
import { type Pen, penFor, type Style, type TerminalOptions } from './terminal/pen.ts';
import { sayEffort } from './words.ts';

type Outcome = SmokeRun['outcome'];
const MARKS: Readonly<Record<Outcome, readonly [glyph: 'ok' | 'bad' | 'unsure', style: Style]>> = {
  passed: ['ok', 'green'],
  failed: ['bad', 'red'],
  unknown: ['unsure', 'yellow'],
};

const sayTook = (ms: number): string => (ms < 1000 ? `${ms} ms` : `${(ms / 1000).toFixed(1)} s`);

/** One line a journey that works; of one that does not, the step, what was seen and what to do. */
export function smokeResultText({ base, runs, assessment, interrupted }: SmokeResult, options: TerminalOptions): string {
  const pen = penFor(options);
  const width = Math.max(0, ...runs.map(({ journey }) => journey.length));
  const lines = [
    ...runs.filter(({ outcome }) => outcome === 'failed').flatMap((run) => failedLines(run, width, assessment.findings, pen)),
    ...openLines(
      runs.filter(({ outcome }) => outcome === 'unknown'),
      pen,
    ),
    ...runs.filter(({ outcome }) => outcome === 'passed').map((run) => `${headOf(run, width, pen)}  ${pen.ink('dim', passedLine(run))}`),
  ];
  const told = (outcome: Outcome): number => runs.filter((run) => run.outcome === outcome).length;
  const [good, bad, open] = [told('passed'), told('failed'), told('unknown')];
  const end = `${good} of ${count(runs.length, 'flow')} work${good === 1 ? 's' : ''} on ${base}${bad > 0 ? `, ${bad} ${bad === 1 ? 'does' : 'do'} not` : ''}${open > 0 ? `, ${open} could not be tried` : ''}.`;
  return `${[...lines, '', pen.ink('bold', pen.text(end)), ...(interrupted ? [pen.ink('yellow', 'Stopped before all flows were tried.')] : [])].join('\n')}\n`;
}

function headOf({ outcome, journey }: SmokeRun, width: number, pen: Pen): string {
  const [glyph, style] = MARKS[outcome];
  return `${pen.ink(style, pen.glyphs[glyph])} ${pen.ink('bold', journey.padEnd(width))}`;
}

/** Those that are open for the same reason stand together. */
function openLines(runs: readonly SmokeRun[], pen: Pen): string[] {
  const reasons = Map.groupBy(runs, ({ says }) => says ?? 'it could not be tried');
  return [...reasons].flatMap(([reason, own]) => [
    ...pen
      .wrap(own.map(({ journey }) => journey).join(', '), pen.columns - 4, 4)
      .map((line, at) => `${at === 0 ? pen.ink('yellow', pen.glyphs.unsure) : ' '} ${pen.ink('bold', line)}`),
    ...wrapped(sentence(reason), pen, 2).map((line) => pen.ink('dim', line)),
  ]);
}

function failedLines(run: SmokeRun, width: number, findings: readonly Finding[], pen: Pen): string[] {
  const own = findings.find(({ check, data }) => check === `flows/${run.flow}` && data['journey'] === run.journey);
  return [
    `${headOf(run, width, pen)}  ${pen.ink('dim', run.attempts > 1 ? `failed ${run.attempts} times` : 'failed')}`,
    ...run.steps.flatMap((step) => stepLines(step, pen)),
    ...(own ? own.fix.steps.flatMap((step, at) => wrapped(`${at + 1}. ${step}`, pen, 4)) : []),
    ...(own ? wrapped(`Takes ${sayEffort(own)}.`, pen, 4).map((line) => pen.ink('dim', line)) : []),
    '',
  ];
}

function passedLine({ tookMs, steps, attempts }: SmokeRun): string {
  const first = steps.map(({ firstTextMs }) => firstTextMs).findLast((ms) => ms !== null);
  const words = first === undefined || first === null ? '' : `, first words after ${sayTook(first)}`;
  return `${count(steps.length, 'step')}, ${sayTook(tookMs)}${words}${attempts > 1 ? ', at the second try' : ''}`;
}

function stepLines({ name, outcome, says, request, tookMs }: SmokeStep, pen: Pen): string[] {
  const [glyph, style] = MARKS[outcome];
  const asked = request ? ` ${request.method} ${new URL(request.url).pathname} → ${request.status}` : '';
  const line = `  ${pen.ink(style, pen.glyphs[glyph])} ${pen.cut(pen.text(`${name}${asked}, ${sayTook(tookMs)}`), pen.columns - 4)}`;
  return [line, ...(says === null ? [] : wrapped(sentence(says), pen, 4).map((one) => pen.ink(style, one)))];
}

function wrapped(text: string, pen: Pen, indent: number): string[] {
  return pen.wrap(pen.text(text), pen.columns - indent - 2, 6).map((line) => `${' '.repeat(indent)}${line}`);
}
