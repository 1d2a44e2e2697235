import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { openScanner } from '../../src/scan/scanner.ts';
import { command, type Ended } from '../support/command.ts';
import { githubToken, jwt, openAi, stripeLive } from '../repository/made-up-secrets.ts';
import { temporaryRepository } from '../repository/temporary-repository.ts';
import { cacheFolder } from './scan-of.ts';

/* Everything that a scan and an audit say and write about a planted repository is scanned with our own engine, and searched for pieces of the planted values. */

vi.setConfig({ testTimeout: 240_000 });

const address = `${['postgresql', '//'].join(':')}app:Zr8kQ2vLx9Tn4@db.acme.io:5432/app`;
const PLANTED = [
  stripeLive(),
  openAi(),
  githubToken(),
  jwt({ iss: 'supabase', ref: 'abcdefghijklmnopqrst', role: 'service_role', exp: 2e9 }),
  address,
  githubToken(7),
];
const [one = '', two = '', three = '', four = '', five = '', six = ''] = PLANTED;

function piecesOf(value: string): string[] {
  // The header of a token is the same in every token.
  const from = value.startsWith('ey') ? value.indexOf('.') + 30 : value.includes('//') ? value.indexOf('Zr8') : 8;
  const pieces = [];
  for (let at = from; at + 12 < value.length - 4; at += 6) pieces.push(value.slice(at, at + 12));
  return pieces;
}
const pieces = PLANTED.flatMap(piecesOf);

function rawIn(what: string, bytes: Uint8Array): string[] {
  const found = openScanner(0)(bytes, what).filter(({ class: kind }) => kind !== 'placeholder' && kind !== 'public');
  const text = Buffer.from(bytes).toString('latin1');
  return [...found.map(({ format }) => `${what}: ${format}`), ...pieces.filter((piece) => text.includes(piece)).map(() => `${what}: a piece of a value`)];
}
const filesBelow = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));

test('no raw value in any output, cache, baseline or archive of ours', async () => {
  const repository = temporaryRepository();
  const cache = cacheFolder();
  repository.commit('oops', { 'old.ts': `k = '${one}'\n`, '.env.production': `OPENAI_API_KEY=${two}\n`, '.gitignore': '.launch-ready/\n' });
  repository.commit('gone', { 'old.ts': '' });
  repository.commit('tree', {
    'src/pay.ts': `const a = '${three}';\nconst b = '${four}';\n`,
    'nb.ipynb': JSON.stringify({ cells: [{ source: [`db = "${five}"`] }] }),
    'package.json': '{"name":"acme"}',
  });
  repository.write({ 'staged.ts': `export const t = '${six}';\n` });
  repository.git('add', '-A');
  const before = new Set(filesBelow(repository.root));
  const run = (...args: string[]): Promise<Ended> => command(args, { cwd: repository.root, env: { XDG_CACHE_HOME: cache, HOME: cache, FORCE_COLOR: '0' } });
  const said: [string, Ended][] = [];
  for (const format of ['terminal', 'json', 'sarif', 'github']) said.push([format, await run('scan', '--history', '--format', format)]);
  expect(said.map(([format, { code }]) => [format, code])).toEqual(said.map(([format]) => [format, 1]));
  expect(JSON.parse(said[1]?.[1].stdout ?? '{}')).toMatchObject({ findings: { length: PLANTED.length } });
  said.push(['staged', await run('scan', '--staged')], ['file', await run('scan', 'src/pay.ts')]);
  said.push(['baseline', await run('scan', '--history', '--write-baseline')], ['with it', await run('scan', '--history')]);
  expect(said.at(-1)?.[1].code).toBe(0);
  said.push(['hook', await run('scan', '--install-hook')]);
  said.push(['audit', await run('audit', '--only', 'secrets', '--json', '--format', 'html,markdown,plan,risks,sarif,junit,json', '--budget', '50')]);
  said.push(['inventory', await run('secrets')]);
  const written = [...filesBelow(repository.root).filter((file) => !before.has(file)), ...filesBelow(cache)];
  expect(written.some((file) => file.endsWith('history.bin'))).toBe(true);
  expect(written.some((file) => file.includes('.launch-ready/runs'))).toBe(true);
  const outputs = said.flatMap(([name, { stdout, stderr }]) => [
    [`stdout of ${name}`, Buffer.from(stdout)] as const,
    [`stderr of ${name}`, Buffer.from(stderr)] as const,
  ]);
  expect([...outputs, ...written.map((file) => [file, readFileSync(file)] as const)].flatMap(([what, bytes]) => rawIn(what, bytes))).toEqual([]);
});

test('a run that is killed in the middle leaves the cache valid, and the next one finds everything', async () => {
  const repository = temporaryRepository();
  const cache = cacheFolder();
  for (let n = 0; n < 8; n++)
    repository.commit(`${n}`, Object.fromEntries(Array.from({ length: 60 }, (_, at) => [`f${at}.ts`, `${n} ${at}\n${'const filler = 1;\n'.repeat(200)}`])));
  repository.commit('oops', { 'f1.ts': `k = '${one}'` });
  repository.commit('gone', { 'f1.ts': '' });
  mkdirSync(join(cache, 'launch-ready'));
  const env = { XDG_CACHE_HOME: cache };
  for (const afterMs of [150, 500, 900]) {
    await command(['scan', '--history'], {
      cwd: repository.root,
      env,
      watch: (child, text) => text === '' && setTimeout(() => child.kill('SIGKILL'), afterMs).unref(),
    });
  }
  for (let run = 0; run < 2; run++) {
    const { code, stdout } = await command(['scan', '--history', '--format', 'json'], { cwd: repository.root, env });
    expect([code, JSON.parse(stdout)]).toMatchObject([
      1,
      { findings: [{ format: 'stripe-live-key', history: { path: 'f1.ts' } }], notScanned: [], scanned: { versions: 482 } },
    ]);
  }
});
