import type { Assessment } from '../../model/assessment.ts';
import { UsageError } from '../../model/errors.ts';

/** The documents a run can write, by `--format` name: file name and reporter, loaded when asked for. */
const FORMATS: Readonly<Record<string, { readonly file: string; readonly load: () => Promise<(assessment: Assessment) => string> }>> = {
  json: { file: 'assessment.json', load: async () => (await import('../../reporters/json.ts')).json },
};

export const DEFAULT_FORMATS = 'json';

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

/** Renders the named documents. */
export async function renderReports(assessment: Assessment, formats: readonly string[]): Promise<{ readonly file: string; readonly text: string }[]> {
  const known = formats.flatMap((name) => FORMATS[name] ?? []);
  return Promise.all(known.map(async ({ file, load }) => ({ file, text: (await load())(assessment) })));
}
