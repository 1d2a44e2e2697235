import type { Assessment } from '../model/assessment.ts';
import { code, inline } from './markdown/escape.ts';
import { document } from './markdown/sections.ts';
import { lineText, row } from './domain-map.ts';
import { penFor, type TerminalOptions } from './terminal/pen.ts';
import { sayInstant } from './words.ts';

/** The edge baseline in a terminal: what stands in front, what it enforces, what it lets past and why. */
export function edgeBaselineText({ map, run }: Pick<Assessment, 'map' | 'run'>, options: TerminalOptions): string {
  const pen = penFor(options);
  const blocks = map.map(({ domain, edge }) => [
    pen.ink('bold', pen.text(domain)),
    ...(edge.length > 0 ? edge.flatMap((line) => lineText(line, domain, pen)) : ['nothing of its edge was seen']),
  ]);
  const none = map.length === 0 ? [['No domain was looked at.']] : [];
  const about = `Looked at ${sayInstant(run.at)}; behind each line the checks that judged it. What abuse meets is only tried with --active.`;
  const foot = pen.wrap(about, pen.columns, 3).map((text) => pen.ink('dim', text));
  return `${[...blocks, ...none, foot].map((lines) => lines.join('\n')).join('\n\n')}\n`;
}

/** The same as a document of its own: the deliverable of MISSION C15. */
export function edgeBaselineMarkdown({ map, run, target }: Assessment): string {
  return document([
    { lines: [`# Edge baseline of ${inline(target.project)}`] },
    {
      lines: [
        `As seen on ${inline(sayInstant(run.at))}. Make it again with ${code('launch-ready audit --edge')} after every change; what abuse meets is only tried with ${code('--active')}.`,
      ],
    },
    ...map.map(({ domain, edge }) => ({
      heading: `## ${inline(domain)}`,
      lines: ['| Name | What | Value | For, or why | Owner | Tested by | When |', '|---|---|---|---|---|---|---|', ...edge.map(row)],
    })),
  ]);
}
