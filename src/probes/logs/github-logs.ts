import { finishedRuns, runLog } from '../../drivers/github.ts';
import type { LogOrigin } from '../../model/intent.ts';
import type { Io } from '../../ports/io.ts';
import { CouldNotLook } from '../../ports/probe.ts';

/** Hands the logs of the newest finished runs to `take`; says what was not read. */
export async function readGithubLogs(
  io: Io,
  { repository, tokenEnv, runs: most }: Extract<LogOrigin, { type: 'github' }>,
  take: (text: Uint8Array) => void,
  signal: AbortSignal,
): Promise<string[]> {
  const token = io.secret(tokenEnv);
  if (!token) throw new CouldNotLook('no-credential', `the environment variable ${tokenEnv} with the token is not set`);
  const runs = await finishedRuns(io, token, repository, most, signal);
  if (runs.length === 0) throw new CouldNotLook('not-found', `${repository} has no finished run of GitHub Actions`);
  let gone = 0;
  for (const run of runs) {
    const jobs = await runLog(io, token, repository, run, signal);
    if (!jobs) gone++;
    for (const job of jobs ?? []) {
      take(job);
      // A job that ends without a line feed must not run into the next.
      if (job.at(-1) !== 10) take(Uint8Array.of(10));
    }
  }
  if (gone === runs.length) throw new CouldNotLook('not-found', `GitHub keeps the log of none of the last ${runs.length} runs of ${repository} any more`);
  return gone > 0 ? [`GitHub no longer keeps the logs of ${gone} of the last ${runs.length} runs`] : [];
}
