import { join } from 'node:path/posix';
import { findRepository, gitOutput } from '../../drivers/git.ts';
import { UsageError } from '../../model/errors.ts';
import type { Deps } from '../deps.ts';
import { quote } from '../../model/text.ts';

const MARK = '# Written by: launch-ready scan --install-hook';
const MOST_BYTES = 100_000;

/** Plain POSIX shell: Git for Windows runs hooks with the shell that it brings along. */
const HOOK = `#!/bin/sh
${MARK}
# Stops a commit that would bring in a key or a password. To commit all the same: git commit --no-verify
if [ -x node_modules/.bin/launch-ready ]; then
  exec node_modules/.bin/launch-ready scan --staged --quiet
elif command -v launch-ready >/dev/null 2>&1; then
  exec launch-ready scan --staged --quiet
fi
echo 'launch-ready is not installed here, so this commit was NOT scanned for secrets (npm install --save-dev launch-ready)' >&2
`;
const LINE = 'npx launch-ready scan --staged --quiet || exit 1';

export interface InstalledHook {
  readonly file: string;
  /** An older one of ours was replaced. */
  readonly renewed: boolean;
}

/** Writes the pre-commit hook of the repository. One that is not ours is never replaced. @throws UsageError saying what to do instead */
export async function installHook(folder: string, deps: Pick<Deps, 'openLocal' | 'writeFile'>, signal: AbortSignal): Promise<InstalledHook> {
  const io = await deps.openLocal(folder);
  const repository = await findRepository(io, signal);
  if (!repository) throw new UsageError('there is no git repository here, so there is nothing to hook into; git init makes one');
  const text = async (args: readonly string[]): Promise<string> => (await gitOutput(io, repository, args, signal))?.toString('utf8').trim() ?? '';
  const own = await text(['config', '--local', '--get', 'core.hooksPath']);
  const hooks = own === '' ? join(await text(['rev-parse', '--git-common-dir']), 'hooks') : own;
  if (own !== '' && (own.startsWith('/') || /^[A-Za-z]:/.test(own) || own.split(/[/\\]/).includes('..')))
    throw new UsageError(`this repository keeps its hooks in ${quote(own, 100)}, outside of itself; add this line to pre-commit there:\n  ${LINE}`);
  const isAbsolute = hooks.startsWith('/') || /^[A-Za-z]:/.test(hooks);
  const file = join(isAbsolute ? '' : folder.replaceAll('\\', '/'), hooks, 'pre-commit');
  const there = await readThere(join(file, '..'), deps);
  if (there !== undefined && !there.includes(MARK))
    throw new UsageError(`${file} is there already and not ours, so it was left as it is; add this line to it:\n  ${LINE}`);
  await deps.writeFile(file, HOOK, { mode: 0o755 });
  return { file, renewed: there !== undefined };
}

async function readThere(folder: string, deps: Pick<Deps, 'openLocal'>): Promise<string | undefined> {
  const io = await deps.openLocal(folder).catch(() => undefined);
  const entry = await io?.files?.stat('pre-commit');
  if (entry === undefined) return undefined;
  // A link (to a script of a hook manager) is somebody's as well.
  if (entry.kind !== 'file') return '';
  const read = await io?.files?.read('pre-commit', MOST_BYTES);
  return new TextDecoder().decode(read?.bytes);
}
