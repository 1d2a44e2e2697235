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
  map: { file: 'map.md', load: async () => (await import('../../reporters/domain-map.ts')).domainMapMarkdown },
  mail: { file: 'mail.md', load: async () => (await import('../../reporters/mail-records.ts')).mailRecords },
  edge: { file: 'edge.md', load: async () => (await import('../../reporters/edge-baseline.ts')).edgeBaselineMarkdown },
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

export interface WrittenReports {
  /** Files, relative to here. */
  readonly files: readonly string[];
  /** Every named document is there. */
  readonly whole: boolean;
}

/** Renders the named documents and writes each whole. What cannot be written is told, once per reason, and left out. */
export async function writeReports(options: {
  readonly assessment: Assessment;
  readonly formats: readonly string[];
  readonly folder: string;
  readonly deps: Pick<Deps, 'writeFile'>;
  readonly screen: Screen;
}): Promise<WrittenReports> {
  const { assessment, formats, folder, deps, screen } = options;
  const files: string[] = [];
  const faults: string[] = [];
  for (const { file, load } of formats.flatMap((name) => FORMATS[name] ?? [])) {
    const path = join(folder, file);
    const text = (await load())(assessment);
    try {
      await deps.writeFile(path, text);
      files.push(relative(process.cwd(), path) || path);
    } catch (error) {
      faults.push(error instanceof Error ? error.message : 'unknown error');
    }
  }
  const [first] = faults;
  if (first !== undefined) screen.tell(`${first}${faults.length > 1 ? ` (the same for ${faults.length - 1} more)` : ''}\n`);
  return { files, whole: faults.length === 0 };
}
