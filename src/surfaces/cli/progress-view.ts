import type { ProgressEvent } from '../../model/progress.ts';
import { advance, endsArea, eraseLines, progressLine, progressScreen, type Progress } from '../../reporters/progress.ts';
import type { RunEvent } from '../../verbs/events.ts';
import type { Screen } from './screen.ts';

const REDRAW_MS = 60;

function planText({ target, looks, beyond }: Extract<RunEvent, { readonly type: 'planned' }>): string {
  const begin = `Looking at ${target}: ${looks.length} kinds of look`;
  if (beyond.length === 0) return `${begin}, reading only …\n`;
  return `${begin}. Beyond reading, on the hosts that your config calls yours (Ctrl-C stops it):\n${beyond.map((title) => `  - ${title}\n`).join('')}`;
}

/** Shows a run at work on stderr: redrawn in place on a terminal, a line per finished area elsewhere. `done` clears what was drawn. */
export function progressView(screen: Screen, quiet: boolean): { readonly event: (event: RunEvent) => void; readonly done: () => void } {
  let progress: Progress = [];
  let drawn = 0;
  let drawnAt = 0;
  const { live } = screen.tellTerminal;
  const draw = (): void => {
    const text = progressScreen(progress, screen.tellTerminal);
    screen.tell(eraseLines(drawn) + text);
    drawn = text.split('\n').length - 1;
    drawnAt = performance.now();
  };
  const show = (event: ProgressEvent): void => {
    const ends = endsArea(progress, event);
    progress = advance(progress, event);
    if (!live) return;
    if (ends || performance.now() - drawnAt > REDRAW_MS) draw();
  };
  return {
    event(event) {
      if (quiet) return;
      if (event.type === 'planned') screen.tell(planText(event));
      else if (event.type === 'progress') show(event.progress);
      else if (event.type === 'note') screen.tell(`${event.says}\n`);
    },
    done() {
      if (quiet) return;
      if (live) screen.tell(eraseLines(drawn));
      else for (const event of progress) screen.tell(`${progressLine(event, screen.tellTerminal)}\n`);
      drawn = 0;
    },
  };
}
