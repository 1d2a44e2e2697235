import type { LogOrigin } from '../../model/intent.ts';
import type { Io } from '../../ports/io.ts';

export async function findGithubLogs(
  _io: Io,
  _from: Extract<LogOrigin, { type: 'github' }>,
  _take: (text: Uint8Array) => void,
  _signal: AbortSignal,
): Promise<string[]> {
  return Promise.resolve([]);
}
