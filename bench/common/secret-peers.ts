import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { run } from './measure.ts';

const INSTALL_MS = 180_000;
const LOOK_MS = 400_000;
const PINNED = join(import.meta.dirname, '..', 'peers');

/** A secret scanner from npm. */
export interface Peer {
  readonly name: string;
  /** Files of a folder in which it finds something, by absolute path; nothing when it did not work. */
  readonly look: (folder: string) => Promise<ReadonlySet<string> | undefined>;
}

/** secretlint and ship-safe, in the versions of `bench/peers`, in a folder of their own and without install scripts. */
export async function installPeers(): Promise<{ readonly peers: readonly Peer[]; readonly remove: () => Promise<void> }> {
  const home = await mkdtemp(join(tmpdir(), 'launch-ready-peers-'));
  await cp(PINNED, home, { recursive: true });
  await run('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], { cwd: home, timeoutMs: INSTALL_MS });
  await writeFile(join(home, '.secretlintrc.json'), JSON.stringify({ rules: [{ id: '@secretlint/secretlint-rule-preset-recommend' }] }));
  const command = (name: string): string => join(home, 'node_modules', '.bin', name);
  return {
    peers: [
      { name: 'secretlint', look: (folder) => askSecretlint(command('secretlint'), home, folder) },
      { name: 'ship-safe', look: (folder) => askShipSafe(command('ship-safe'), folder) },
    ],
    remove: () => rm(home, { recursive: true, force: true }),
  };
}

async function askSecretlint(command: string, home: string, folder: string): Promise<ReadonlySet<string> | undefined> {
  const ran = await run(command, ['--secretlintrc', join(home, '.secretlintrc.json'), '--format', 'json', `${folder}/**/*`], { cwd: home, timeoutMs: LOOK_MS });
  const files = readJson(ran?.out) as readonly { readonly filePath: string; readonly messages: readonly unknown[] }[] | undefined;
  return files && new Set(files.filter(({ messages }) => messages.length > 0).map(({ filePath }) => filePath));
}

async function askShipSafe(command: string, folder: string): Promise<ReadonlySet<string> | undefined> {
  const ran = await run(command, ['scan', folder, '--json', '--no-cache', '--include-tests'], { cwd: folder, timeoutMs: LOOK_MS });
  const said = readJson(ran?.out) as { readonly findings?: readonly { readonly file: string }[] } | undefined;
  return said?.findings && new Set(said.findings.map(({ file }) => resolve(folder, file)));
}

function readJson(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? '');
  } catch {
    return undefined;
  }
}
