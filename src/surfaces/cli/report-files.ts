import { join, relative } from 'node:path';
import type { Assessment } from '../../model/assessment.ts';
import { UsageError } from '../../model/errors.ts';
import type { Deps } from '../../verbs/deps.ts';
import type { Screen } from './screen.ts';

/** The documents a run can write, by `--format` name: file name and reporter, loaded when asked for. */
const FORMATS: Readonly<Record<string, { readonly file: string; readonly load: () => Promise<(assessment: Assessment) => string> }>> = {
  html: { file: 'report.html', load: async () => (await import('../../reporters/html.ts')).html },
  markdown: { file: 'report.md', load: async () => (await import('../../reporters/markdown.ts')).markdown },
  plan: { file: 'plan.md', load: async () => (await import('../../reporters/plan.ts')).plan },
  risks: { file: 'risks.md', load: async () => (await import('../../reporters/risks.ts')).risks },
  sarif: { file: 'report.sarif', load: async () => (await import('../../reporters/sarif.ts')).sarif },
  junit: { file: 'junit.xml', load: async () => (await import('../../reporters/junit.ts')).junit },
  json: { file: 'assessment.json', load: async () => (await import('../../reporters/json.ts')).json },
};

export const DEFAULT_FORMATS = 'html,plan,risks';

/** The formats of a comma-separated list. */
export function formatsOf(list: string): string[] {
  const names = list
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '' && name !== 'none');
  const unknown = names.find((name) => FORMATS[name] === undefined);
  if (unknown !== undefined) throw new UsageError(`--format: there is no format "${unknown}"; there are ${Object.keys(FORMATS).join(', ')} and none`);
  return names;
}

/** Renders the named documents and writes each whole; one that cannot be written is told and left out. Returns the files, relative to here. */
export async function writeReports(options: {
  readonly assessment: Assessment;
  readonly formats: readonly string[];
  readonly folder: string;
  readonly deps: Pick<Deps, 'writeFile'>;
  readonly screen: Screen;
}): Promise<string[]> {
  const { assessment, formats, folder, deps, screen } = options;
  const written: string[] = [];
  for (const { file, load } of formats.flatMap((name) => FORMATS[name] ?? [])) {
    const path = join(folder, file);
    const text = (await load())(assessment);
    try {
      await deps.writeFile(path, text);
      written.push(relative(process.cwd(), path) || path);
    } catch (error) {
      screen.tell(`${path} could not be written: ${error instanceof Error ? error.message : 'unknown error'}\n`);
    }
  }
  return written;
}
