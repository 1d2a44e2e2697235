import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Programs that a text calls and that must do something else here: name → lines of a shell script. */
export type StandIns = Readonly<Record<string, string>>;

/**
 * Runs a text as its reader would: the whole of it, in a shell.
 * @returns what it printed
 * @throws Error with what it said when a command of it fails
 */
export async function runText(text: string, standIns: StandIns, env: Readonly<Record<string, string>> = {}, cwd = tmpdir(), most = 60_000): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'range-shell-'));
  try {
    await mkdir(join(folder, 'bin'));
    for (const [name, script] of Object.entries(standIns)) {
      await writeFile(join(folder, 'bin', name), `#!/bin/bash\n${script}\n`);
      await chmod(join(folder, 'bin', name), 0o755);
    }
    const path = `${join(folder, 'bin')}:${process.env['PATH'] ?? ''}`;
    const child = spawn('bash', ['-euo', 'pipefail', '-c', text], { cwd, env: { ...process.env, ...env, PATH: path }, stdio: ['ignore', 'pipe', 'pipe'] });
    const late = setTimeout(() => child.kill('SIGKILL'), most);
    let said = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (said = (said + chunk.toString()).slice(-8000)));
    const [code] = (await once(child, 'close')) as [number | null];
    clearTimeout(late);
    if (code !== 0) throw new Error(`the text ended with ${code ?? 'a signal'}: ${said}\n${text}`);
    return said;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
