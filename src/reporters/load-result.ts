import type { Latency, LoadResult, LoadStep } from '../model/load-result.ts';
import { type Pen, penFor, type TerminalOptions } from './terminal/pen.ts';

const MS = (ms: number): string => (ms < 10 ? ms.toFixed(1) : ms < 10_000 ? `${Math.round(ms)}` : `${(ms / 1000).toFixed(1)}k`);
const COLUMNS = ['rate/s', 'answers', 'failed', 'p50', 'p95', 'p99', 'max ms', 'in flight'] as const;

/** One line a step; what cannot be concluded from is said, and never shown as a figure to rely on. */
export function loadResultText({ url, steps, interrupted }: LoadResult, options: TerminalOptions): string {
  const pen = penFor(options);
  const rows = steps.map((step) => [String(step.rate), String(step.answered), String(step.failed), ...figures(step.latency), String(step.mostInFlight)]);
  const widths = COLUMNS.map((name, at) => Math.max(name.length, ...rows.map((row) => row[at]?.length ?? 0)));
  const line = (cells: readonly string[]): string => cells.map((cell, at) => cell.padStart(widths[at] ?? 0)).join('  ');
  return [
    pen.ink('bold', pen.text(`Load on ${url}, measured from the moment each request was due`)),
    pen.ink('dim', line(COLUMNS)),
    ...steps.flatMap((step, at) => [
      pen.ink(step.invalid === null ? (step.failed > 0 ? 'yellow' : 'green') : 'dim', line(rows[at] ?? [])),
      ...remarks(step, pen),
    ]),
    ...(interrupted ? [pen.ink('yellow', 'Stopped before the end.')] : []),
    '',
  ].join('\n');
}

function figures({ p50, p95, p99, max }: Latency): string[] {
  return [p50, p95, p99, max].map(MS);
}

function remarks({ invalid, stopped, failures, queueAtEnd, latency }: LoadStep, pen: Pen): string[] {
  const [from, to] = latency.p95Between ?? [];
  const lines = [
    ...(invalid === null ? [] : [`INVALID: ${invalid}`]),
    ...(stopped === null ? [] : [`Stopped: ${stopped}.`]),
    ...Object.entries(failures)
      .slice(0, 3)
      .map(([says, count]) => `${count}×: ${says}`),
    ...(queueAtEnd > 10 ? [`${queueAtEnd} requests were still unanswered when the last one was due: a queue builds up.`] : []),
    from === undefined || to === undefined
      ? 'Too few answers to say how sure the p95 is.'
      : `The true p95 lies between ${MS(from)} and ${MS(to)} ms (95 % sure).`,
  ];
  return lines.flatMap((text) => pen.wrap(pen.text(text), pen.columns - 4, 3).map((one) => `  ${pen.ink(text.startsWith('INVALID') ? 'red' : 'dim', one)}`));
}
