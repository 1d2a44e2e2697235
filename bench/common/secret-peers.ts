import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { run } from './measure.ts';

const INSTALL_MS = 180_000;
const LOOK_MS = 400_000;
const PACKAGES = ['secretlint', '@secretlint/secretlint-rule-preset-recommend', 'ship-safe'];

/** A secret scanner from npm: numbers of the rows in which it finds something; nothing when it is not there. */
export interface Peer {
  readonly name: string;
  readonly flagged: ReadonlySet<number> | undefined;
}

/** Runs secretlint and ship-safe from npm, installed into a folder of their own without their install scripts, over the same rows: each row is a file. */
export async function askPeers(rows: readonly { readonly ext: string; readonly text: string }[]): Promise<readonly Peer[]> {
  const folder = await mkdtemp(join(tmpdir(), 'launch-ready-peers-'));
  try {
    await writeFile(join(folder, 'package.json'), '{"private":true}');
    await run('npm', ['install', '--ignore-scripts', '--no-audit', '--no-fund', ...PACKAGES], { cwd: folder, timeoutMs: INSTALL_MS });
    const src = join(folder, 'rows', 'src');
    await mkdir(src, { recursive: true });
    for (const [index, { ext, text }] of rows.entries()) await writeFile(join(src, `r${index}${ext}`), text);
    return [
      { name: 'secretlint', flagged: await askSecretlint(folder) },
      { name: 'ship-safe', flagged: await askShipSafe(folder) },
    ];
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function askSecretlint(folder: string): Promise<ReadonlySet<number> | undefined> {
  const config = join(folder, '.secretlintrc.json');
  await writeFile(config, JSON.stringify({ rules: [{ id: '@secretlint/secretlint-rule-preset-recommend' }] }));
  const command = join(folder, 'node_modules', '.bin', 'secretlint');
  const ran = await run(command, ['--secretlintrc', config, '--format', 'json', 'rows/**/*'], { cwd: folder, timeoutMs: LOOK_MS });
  const files = readJson(ran?.out) as readonly { readonly filePath: string; readonly messages: readonly unknown[] }[] | undefined;
  return files && new Set(files.filter(({ messages }) => messages.length > 0).map(({ filePath }) => rowOf(filePath)));
}

async function askShipSafe(folder: string): Promise<ReadonlySet<number> | undefined> {
  const command = join(folder, 'node_modules', '.bin', 'ship-safe');
  const ran = await run(command, ['scan', 'rows', '--json', '--no-cache', '--include-tests'], { cwd: folder, timeoutMs: LOOK_MS });
  const said = readJson(ran?.out) as { readonly findings?: readonly { readonly file: string }[] } | undefined;
  return said?.findings && new Set(said.findings.map(({ file }) => rowOf(file)));
}

function rowOf(path: string): number {
  return Number.parseInt(basename(path).slice(1), 10);
}

function readJson(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? '');
  } catch {
    return undefined;
  }
}
