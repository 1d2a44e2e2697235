import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { scanSchema } from '../../src/reporters/scan/scan-schema.ts';
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
/** The same bytes as they look in base 64, wherever they begin in it, in hexadecimal and in addresses. */
function writtenOtherwise(value: string): string[] {
  const aligned = [0, 1, 2].map((shift) =>
    Buffer.from(`${' '.repeat(shift)}${value}`)
      .toString('base64')
      .slice(4, -4),
  );
  return [...aligned, ...aligned.map((text) => text.replaceAll('+', '-').replaceAll('/', '_')), Buffer.from(value).toString('hex'), encodeURIComponent(value)];
}
/** Without its beginning and its end: those may be shown. */
const coreOf = (value: string): string => value.slice(value.startsWith('ey') ? value.indexOf('.') + 30 : value.includes('//') ? value.indexOf('Zr8') : 8, -4);
function windowsOf(text: string): string[] {
  return Array.from({ length: Math.max(0, Math.floor((text.length - 12) / 6) + 1) }, (_, at) => text.slice(at * 6, at * 6 + 12));
}
const pieces = [...new Set([...PLANTED.flatMap(piecesOf), ...PLANTED.flatMap((value) => writtenOtherwise(coreOf(value)).flatMap(windowsOf))])];

function rawIn(what: string, bytes: Uint8Array): string[] {
  const found = openScanner(0)(bytes, what).filter(({ class: kind }) => kind !== 'placeholder' && kind !== 'public');
  const text = Buffer.from(bytes).toString('latin1');
  return [...found.map(({ format }) => `${what}: ${format}`), ...(pieces.some((piece) => text.includes(piece)) ? [`${what}: a piece of a value`] : [])];
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
  repository.write({
    'launch-ready.config.json': JSON.stringify({ project: 'acme', profile: 'internal-ops-demo' }),
    '.launch-ready/app.log': PLANTED.flatMap((value) => [value, encodeURIComponent(value), Buffer.from(value).toString('base64')])
      .map((text, at) => `INFO request ${at} token=${text}\n`)
      .join(''),
    '.launch-ready/damaged.json': `{"schema":"launch-ready/secret-baseline@1","accepted":[{"id":"${one}"}]}`,
    '.launch-ready/torn.json': `{"${two}`,
  });
  const before = new Set(filesBelow(repository.root));
  const env = { XDG_CACHE_HOME: cache, HOME: cache, FORCE_COLOR: '0', LAUNCH_READY_DEBUG: '1', DEBUG: '*', STRIPE_SECRET_KEY: one };
  const run = (...args: string[]): Promise<Ended> => command(args, { cwd: repository.root, env });
  const said: [string, Ended][] = [];
  for (const format of ['terminal', 'json', 'sarif', 'github']) said.push([format, await run('scan', '--history', '--format', format)]);
  expect(said.map(([format, { code }]) => [format, code])).toEqual(said.map(([format]) => [format, 1]));
  const whole: unknown = JSON.parse(said[1]?.[1].stdout ?? '{}');
  expect(whole).toMatchObject({ findings: { length: PLANTED.length } });
  // And what a real scan prints is what the published schema says.
  const isPublished = new Ajv2020({ strict: true, formats: { 'date-time': true } }).compile(scanSchema);
  expect([isPublished(whole), isPublished.errors]).toEqual([true, null]);
  said.push(['staged', await run('scan', '--staged')], ['file', await run('scan', 'src/pay.ts')]);
  said.push(['baseline', await run('scan', '--history', '--write-baseline')], ['with it', await run('scan', '--history')]);
  expect(said.at(-1)?.[1].code).toBe(0);
  said.push(['hook', await run('scan', '--install-hook')]);
  said.push(['audit', await run('audit', '--only', 'secrets', '--json', '--format', 'html,markdown,plan,risks,sarif,junit,json', '--budget', '50')]);
  said.push(['audit again', await run('audit', '--only', 'secrets', '--github', '--budget', '50')]);
  for (const more of [[], ['--json'], ['--markdown']]) said.push([`inventory ${more.join('')}`, await run('secrets', ...more)]);
  for (const more of [[], ['--json']])
    said.push(
      [`logs ${more.join('')}`, await run('logs', '.launch-ready/app.log', ...more)],
      [`variables ${more.join('')}`, await run('env', ...more)],
      [`run by run ${more.join('')}`, await run('compare', 'previous', 'latest', ...more)],
      [`how-to ${more.join('')}`, await run('how-to', ...more)],
    );
  said.push(['replay', await run('audit', '--replay', 'latest', '--github', '--only', 'secrets')]);
  // Each of them has something to say.
  expect(said.filter(([, { code }]) => code === 2 || code === 4).map(([name, { stderr }]) => [name, stderr])).toEqual([]);
  const bad: [string, Ended][] = [];
  for (const file of ['damaged', 'torn']) bad.push([`a ${file} baseline`, await run('scan', '--baseline', `.launch-ready/${file}.json`)]);
  bad.push(['an import that is none', await run('secrets', '--import', '.launch-ready/torn.json')]);
  expect(bad.map(([, { code }]) => code)).toEqual([2, 2, 2]);
  said.push(...bad);
  const written = [...filesBelow(repository.root).filter((file) => !before.has(file)), ...filesBelow(cache)];
  expect(written.some((file) => file.endsWith('history.bin'))).toBe(true);
  expect(written.some((file) => file.includes('.launch-ready/runs'))).toBe(true);
  const outputs = said.flatMap(([name, { stdout, stderr }]) => [
    [`stdout of ${name}`, Buffer.from(stdout)] as const,
    [`stderr of ${name}`, Buffer.from(stderr)] as const,
  ]);
  expect([...outputs, ...written.map((file) => [file, readFileSync(file)] as const)].flatMap(([what, bytes]) => rawIn(what, bytes))).toEqual([]);
});

test('a key that is a name is shown no more than one in a file', async () => {
  const repository = temporaryRepository();
  const env = { XDG_CACHE_HOME: cacheFolder(), LAUNCH_READY_DEBUG: '1' };
  const typed = stripeLive(9);
  const within = (name: string) => ({
    [`src/${name}.ts`]: `const a = '${four}';\n`,
    [`${name}/a.ts`]: `const b = '${five}';\n`,
    [`${name}.zip`]: 'PK\u0003\u0004 damaged',
  });
  repository.commit('named', { ...within(one), 'package.json': '{"name":"acme"}', [`${two}.env`]: 'A=1\n' });
  repository.commit('gone', { [`src/${one}.ts`]: '', [`src/b-${one}.ts`]: '// launch-ready:allow 000000000000\n' });
  repository.write({
    ...within(three),
    [`${six}.log`]: `token=${two}\n`,
    '.gitignore': '*.log\n',
    'launch-ready.config.json': '{"project":"acme","profile":"internal-ops-demo"}',
  });
  const run = (...args: string[]): Promise<Ended> => command(args, { cwd: repository.root, env });
  const looks = [
    ...['terminal', 'json', 'sarif', 'github'].map((format) => ['scan', '--history', '--format', format]),
    ['scan', '--history', '--write-baseline', '--baseline', 'b.json'],
    ['audit', '--only', 'secrets', '--json', '--format', 'html,markdown,plan,risks,sarif,junit,json', '--budget', '50'],
    ['audit', '--only', 'secrets', '--budget', '50'],
    ['secrets'],
    ['logs', `${six}.log`],
    ['env'],
    // And what was typed.
    ...['scan', 'audit', 'explain', 'fix', 'logs', 'compare', 'smoke', 'load', 'help'].map((verb) => [verb, typed]),
    ['scan', '--since', typed],
    ['scan', '--format', typed],
    ['scan', `--${typed}`],
    ['scan', '--baseline', `${typed}.json`],
    ['audit', '--config', `${typed}.json`],
    [typed],
  ];
  const outputs: (readonly [string, Uint8Array])[] = [];
  for (const args of looks) {
    const { stdout, stderr, code } = await run(...args);
    expect([args, code]).toEqual([args, expect.toBeOneOf(args.some((arg) => arg.includes(typed)) ? [0, 2, 3] : [0, 1, 3])]);
    outputs.push([args.join(' '), Buffer.from(stdout)], [args.join(' '), Buffer.from(stderr)]);
  }
  const written = [...filesBelow(join(repository.root, '.launch-ready')), ...filesBelow(env.XDG_CACHE_HOME), join(repository.root, 'b.json')];
  const raw = [...outputs, ...written.map((file) => [file, readFileSync(file)] as const)].flatMap(([what, bytes]) =>
    rawIn('x', bytes).map((is) => `${what} ${is}`),
  );
  expect([...new Set(raw)]).toEqual([]);
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
