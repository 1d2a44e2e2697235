import type { ProgressEvent } from '../model/progress.ts';
import { STAGES } from '../model/terms.ts';
import type { TerminalOptions } from './terminal/pen.ts';
import { penFor } from './terminal/pen.ts';
import { pad } from './terminal/width.ts';
import { STAGE_TITLES } from './words.ts';

/** The latest event of each area, in the order in which areas began. */
export type Progress = readonly ProgressEvent[];

/** Takes an event into account. */
export function advance(progress: Progress, event: ProgressEvent): Progress {
  const at = progress.findIndex((one) => one.area === event.area);
  return at < 0 ? [...progress, event] : progress.with(at, event);
}

/** True once, when the event ends its area: the moment to print a line where nothing can be redrawn. */
export function endsArea(before: Progress, event: ProgressEvent): boolean {
  const last = before.find((one) => one.area === event.area);
  return event.done >= event.total && !(last && last.done >= last.total && last.total === event.total);
}

/** One finished or running area on a line of its own, without line end. */
export function progressLine(event: ProgressEvent, options: TerminalOptions): string {
  const pen = penFor(options);
  const { ok, bad, unsure, dot } = pen.glyphs;
  const running = event.done < event.total;
  const mark = running ? pen.ink('dim', dot) : event.failed > 0 ? pen.ink('red', bad) : event.unknown > 0 ? pen.ink('yellow', unsure) : pen.ink('green', ok);
  const figures = [
    `${event.done}/${event.total}`,
    ...(event.failed > 0 ? [`${event.failed} failed`] : []),
    ...(event.unknown > 0 ? [`${event.unknown} not checked`] : []),
  ];
  const text = pen.cut(pen.text(figures.join(', ')), pen.columns - 18);
  return `  ${mark} ${pad(STAGE_TITLES[event.area], 13)} ${running ? pen.ink('dim', text) : text}`;
}

/** All areas so far, each on its line, for a terminal that can be redrawn. Ends with a line end unless there is nothing. */
export function progressScreen(progress: Progress, options: TerminalOptions): string {
  return progress
    .toSorted((a, b) => STAGES.indexOf(a.area) - STAGES.indexOf(b.area))
    .map((event) => `${progressLine(event, options)}\n`)
    .join('');
}

/** The control sequence that takes the last `lines` lines off a terminal again. */
export function eraseLines(lines: number): string {
  return lines > 0 ? `\u001b[${lines}A\r\u001b[J` : '';
}
