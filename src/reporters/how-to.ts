import type { HowTo, HowToChapter } from '../model/how-to.ts';
import { code, inline } from './markdown/escape.ts';
import { document } from './markdown/sections.ts';
import { sayInstant } from './words.ts';

/** How DNS, mail records and keys are changed, as one Markdown document for whoever looks after the project next. */
export function howToMarkdown({ project, run, at, chapters }: HowTo): string {
  return document([
    { lines: [`# How to change DNS, mail records and keys of ${inline(project) || 'this project'}`] },
    { lines: [`As run ${code(run)} saw them on ${inline(sayInstant(at))}. Make it again with ${code('launch-ready how-to')} after a move.`] },
    ...chapters.map((chapter) => ({ heading: `## ${inline(chapter.title)}`, lines: chapterLines(chapter) })),
    ...(chapters.length === 0 ? [{ lines: ['The run looked at no domain and at no repository.'] }] : []),
  ]);
}

function chapterLines({ now, steps, check }: HowToChapter): string[] {
  return [
    'Now:',
    '',
    ...now.map((line) => `- ${inline(line)}`),
    '',
    'Steps:',
    '',
    ...steps.map((step, index) => `${index + 1}. ${inline(step)}`),
    ...(check === undefined ? [] : ['', `To see whether it worked: ${code(check)}`]),
  ];
}
