import type { Assessment } from '../../model/assessment.ts';
import type { AreaSummary } from '../summary.ts';
import { areas, sayUnknown, unknownGroups } from '../summary.ts';
import { count, sayMinutes, STAGE_TITLES } from '../words.ts';
import type { Pen, Style } from './pen.ts';
import { pad } from './width.ts';

const AREA_COLUMNS = 36;
const GROUPS_SHOWN = 5;
const QUESTIONS_SHOWN = 6;

/** One cell per area, in as many columns as fit: what passed, failed, and could not be checked. */
export function areaLines(assessment: Assessment, pen: Pen): string[] {
  if (assessment.verdicts.length === 0) {
    const says = 'Nothing was checked: no address and no repository is known. Name the address that users open: launch-ready audit https://app.example.com';
    return pen.wrap(pen.text(says), pen.columns - 2, 4).map((line) => `  ${line}`);
  }
  const cells = areas(assessment).map((area) => areaCell(area, pen));
  const across = Math.max(1, Math.floor(pen.columns / AREA_COLUMNS));
  const down = Math.ceil(cells.length / across);
  return Array.from({ length: down }, (_, row) =>
    Array.from({ length: across }, (_, column) => cells[column * down + row] ?? '')
      .join('')
      .trimEnd(),
  );
}

/** A cell of fixed width; padding stays outside the ink, so that it can be trimmed and widths never see control sequences. */
function areaCell(area: AreaSummary, pen: Pen): string {
  const { ok, bad, unsure, none } = pen.glyphs;
  const title = pad(STAGE_TITLES[area.stage], 13);
  const failed: Style = area.worst === 'blocker' ? 'red' : 'yellow';
  if (area.passed + area.failed + area.unknown === 0) return inCell(`  ${pen.ink('dim', `${none} ${title}does not apply`)}`, 31, AREA_COLUMNS - 1);
  const [mark, style]: [string, Style] = area.failed > 0 ? [bad, failed] : area.unknown > 0 ? [unsure, 'yellow'] : [ok, 'green'];
  const figures = [figure(area.passed, ok, 'green', pen), figure(area.failed, bad, failed, pen), figure(area.unknown, unsure, 'yellow', pen)];
  return `  ${pen.ink(style, mark)} ${title}${figures.join('')} `;
}

function figure(number: number, glyph: string, style: Style, pen: Pen): string {
  const text = number > 0 ? `${glyph} ${number}` : '';
  return inCell(pen.ink(style, text), text.length, 6);
}

function inCell(inked: string, width: number, columns: number): string {
  return inked + ' '.repeat(Math.max(0, columns - width));
}

/** What could not be checked, by reason, in at most two lines each. */
export function unknownLines(assessment: Assessment, pen: Pen): string[] {
  const groups = unknownGroups(assessment);
  if (groups.length === 0) return [];
  const number = groups.reduce((sum, group) => sum + group.checks.length, 0);
  const shown = groups.slice(0, GROUPS_SHOWN).flatMap(({ reason, checks }) => {
    const titles = checks.map(({ short, subjects }) => (subjects.length > 1 ? `${short} (${subjects.length} places)` : short));
    const [first = '', ...rest] = pen.wrap(pen.text(reason), pen.columns - 4, 2);
    return [
      `  ${pen.ink('yellow', pen.glyphs.unsure)} ${first}`,
      ...rest.map((line) => `    ${line}`),
      ...pen.wrap(pen.text(`${sayUnknown(checks)}: ${titles.join('; ')}`), pen.columns - 4, 2).map((line) => `    ${pen.ink('dim', line)}`),
    ];
  });
  const left = groups.length - GROUPS_SHOWN;
  return [
    heading(`Not checked: ${number}`, pen),
    ...shown,
    ...(left > 0 ? [pen.ink('dim', `    and ${count(left, 'more reason')} in the report`)] : []),
    ...assessment.cut.slice(0, 2).flatMap((line) => pen.wrap(pen.text(`Cut off: ${line}`), pen.columns - 4, 2).map((part) => `    ${pen.ink('dim', part)}`)),
  ];
}

/** The must-knows that only a person can answer. */
export function questionLines({ questions }: Assessment, pen: Pen): string[] {
  if (questions.length === 0) return [];
  const minutes = questions.reduce((sum, question) => sum + question.minutes, 0);
  const left = questions.length - QUESTIONS_SHOWN;
  return [
    heading(`Questions only you can answer: ${questions.length} (${sayMinutes(minutes)})`, pen),
    ...questions.slice(0, QUESTIONS_SHOWN).flatMap(({ row, asks, minutes }) => {
      const [first = '', ...rest] = pen.wrap(pen.text(`${asks} (${sayMinutes(minutes)})`), pen.columns - 7, 3);
      return [`  ${pen.ink('cyan', pad(pen.cut(pen.text(row), 4), 4))} ${first}`, ...rest.map((line) => `       ${line}`)];
    }),
    ...(left > 0 ? [pen.ink('dim', `       and ${left} more in the report`)] : []),
  ];
}

export function heading(text: string, pen: Pen): string {
  return pen.ink('bold', pen.cut(pen.text(text), pen.columns));
}
