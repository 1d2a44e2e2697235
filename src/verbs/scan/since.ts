import type { Repository } from '../../drivers/git.ts';
import { findCommit } from '../../drivers/git-history.ts';
import { UsageError } from '../../model/errors.ts';
import type { LocalIo } from '../../ports/io.ts';
import { quote } from '../../model/text.ts';

const UNITS: Readonly<Record<string, number>> = { hour: 3_600_000, day: 86_400_000, week: 604_800_000, month: 2_629_800_000, year: 31_557_600_000 };

/** What `--since` means: a commit, a branch or a tag, a date, or `3 days`. Git itself would take any word for a date. @throws UsageError */
export async function sinceOf(text: string, io: LocalIo, repository: Repository, signal: AbortSignal): Promise<{ commit: string } | { date: string }> {
  const commit = text.startsWith('-') ? undefined : await findCommit(io, repository, text, signal);
  if (commit !== undefined && commit !== '') return { commit };
  const [, number = '', unit = ''] = /^(\d{1,4}) ?(hour|day|week|month|year)s?(?: ago)?$/.exec(text) ?? [];
  const at =
    unit === ''
      ? /^\d{4}-\d{2}-\d{2}(?:T[\d:.]+(?:Z|[+-]\d{2}:?\d{2})?)?$/.test(text)
        ? Date.parse(text)
        : Number.NaN
      : io.clock.now() - Number(number) * (UNITS[unit] ?? 0);
  if (Number.isNaN(at))
    throw new UsageError(
      `--since ${quote(text, 60)}: there is no such commit, branch or tag here, and it is no date; try --since origin/main, --since 2026-11-01 or --since "3 days"`,
    );
  return { date: new Date(at).toISOString() };
}
