import type { Assessment } from '../../model/assessment.ts';
import type { Finding, Proof } from '../../model/finding.ts';
import type { Class } from '../../model/terms.ts';
import { plainLines } from '../plain.ts';
import { placeName } from '../summary.ts';
import { riskLabel, sayEffort, STAGE_TITLES, subjectTitle } from '../words.ts';
import type { Pen, Style } from './pen.ts';

const CLASS_STYLES: Readonly<Record<Class, Style>> = { blocker: 'boldRed', incident: 'boldYellow', later: 'bold' };
const FIX_LINES = 3;
const NUMBER_COLUMNS = 4;
const LABEL_COLUMNS = 6;

/** One finding in five to ten lines: label and place, the sentence, the proof in one line, where else, the fix in one to three, the time. */
export function findingLines([finding, ...others]: readonly [Finding, ...Finding[]], number: number, assessment: Assessment, pen: Pen): string[] {
  const { glyphs } = pen;
  const label = pen.cut(pen.text(riskLabel(finding, assessment.profile)).toUpperCase(), pen.columns - NUMBER_COLUMNS);
  const where = pen.text(
    `${STAGE_TITLES[finding.stage]} ${glyphs.arrow} ${subjectTitle(finding.subject, assessment)}${finding.verifyFirst ? ` ${glyphs.dot} verify first` : ''}`,
  );
  const width = pen.columns - NUMBER_COLUMNS;
  const room = width - pen.widthOf(label) - 2;
  const tail = `  ${pen.cut(where, room)}`;
  const head = [`${pen.ink('dim', String(number).padStart(2))}  ${pen.ink(CLASS_STYLES[finding.class], label)}${room >= 12 ? pen.ink('dim', tail) : ''}`];
  if (room < 12) head.push(`    ${pen.ink('dim', pen.cut(where, width))}`);
  return [
    ...head,
    ...pen.wrap(pen.text(finding.says), width, 3).map((line) => `    ${pen.ink('bold', line)}`),
    ...labelled('Seen', proofLine(finding.proof, pen), 1, pen),
    ...(others.length > 0 ? labelled('Also', pen.text(`${others.length} more like it: ${[...new Set(others.map(placeName))].join(', ')}`), 2, pen) : []),
    ...(finding.verifyFirst ? labelled('Try', pen.text(finding.test), 2, pen) : []),
    ...fixLines(finding, pen),
    ...labelled('Time', pen.text(`${sayEffort(finding)} ${glyphs.dot} ${finding.grade}`), 1, pen),
  ];
}

/** The first proof; with its first quoted line where both fit. */
function proofLine(proofs: readonly Proof[], pen: Pen): string {
  const [first] = proofs;
  if (!first) return '';
  const place = first.location ? ` (${first.location.path}${first.location.line ? `:${first.location.line}` : ''})` : '';
  const says = pen.text(`${first.says}${place}`);
  const whole = first.lines?.[0] ? pen.text(`${says.replace(/:$/u, '')}: ${first.lines[0]}`) : says;
  return pen.widthOf(whole) <= textColumns(pen) ? whole : says;
}

/** The first step and as much of the snippet as fits into the lines left; the report has the rest. */
function fixLines({ fix }: Finding, pen: Pen): string[] {
  const step = pen.text(fix.steps[0] ?? '');
  const snippet = fix.snippet ? plainLines(fix.snippet.text).map((line) => indented(line, pen)) : [];
  const lines = labelled('Fix', step, snippet.length > 0 ? 2 : FIX_LINES, pen);
  if (snippet.length === 0) return lines;
  const room = FIX_LINES - lines.length;
  const shown = snippet.slice(0, room);
  const left = snippet.length - shown.length;
  const more = left > 0 ? ` ${pen.glyphs.ellipsis} ${left} more` : '';
  return [
    ...lines,
    ...shown.map((line, at) => {
      const last = at === shown.length - 1 ? more : '';
      return `${' '.repeat(NUMBER_COLUMNS + LABEL_COLUMNS)}${pen.ink('cyan', pen.cut(line, textColumns(pen) - last.length))}${pen.ink('dim', last)}`;
    }),
  ];
}

function indented(line: string, pen: Pen): string {
  const indent = /^ */u.exec(line)?.[0] ?? '';
  return indent + pen.text(line);
}

const textColumns = (pen: Pen): number => pen.columns - NUMBER_COLUMNS - LABEL_COLUMNS;

function labelled(label: string, text: string, most: number, pen: Pen): string[] {
  return pen
    .wrap(text, textColumns(pen), most)
    .map((line, at) => `${' '.repeat(NUMBER_COLUMNS)}${pen.ink('dim', (at === 0 ? label : '').padEnd(LABEL_COLUMNS))}${line}`);
}
