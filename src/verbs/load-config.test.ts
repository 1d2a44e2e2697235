import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { UsageError } from '../model/errors.ts';
import { loadIntent } from './load-config.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'config-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function write(path: string, text: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
}
const json = (more: object = {}): string => JSON.stringify({ project: 'acme', profile: 'coach-prototype', ...more }, null, 2);
const code = `import { defineConfig } from 'launch-ready/config';
const project: string = 'acme';
export default defineConfig({
  project,
  profile: 'coach-prototype',
  hosts: [{ name: 'app.acme.example', purpose: 'app' }],
});
`;

test('a TypeScript config in a package without "type" and without launch-ready installed', async () => {
  write('package.json', '{}');
  write('launch-ready.config.ts', code);
  const intent = await loadIntent({ cwd: folder });
  expect(intent).toMatchObject({ project: 'acme', profile: 'coach-prototype', repository: { path: folder, trusted: true } });
  expect(intent.source).toMatchObject({ file: 'launch-ready.config.ts', lines: { hosts: 6, 'hosts[0].name': 6 } });
});

test('the search goes upward to the git root, not further', async () => {
  write('launch-ready.config.json', json({ project: 'outside' }));
  write('repo/.git/HEAD', '');
  write('repo/packages/web/x', '');
  expect((await loadIntent({ cwd: join(folder, 'repo/packages/web') })).source).toBeUndefined();
  write('repo/launch-ready.config.json', json({ repository: 'packages' }));
  const intent = await loadIntent({ cwd: join(folder, 'repo/packages/web') });
  expect(intent.project).toBe('acme');
  expect(intent.repository?.path).toBe(join(folder, 'repo/packages'));
});

test('code of another repository is never executed; its JSON is read', async () => {
  write('other/launch-ready.config.ts', `globalThis.ran = true; throw new Error('ran');`);
  const intent = await loadIntent({ cwd: folder, repo: 'other' });
  expect(intent.repository).toEqual({ path: join(folder, 'other'), trusted: false });
  expect('ran' in globalThis).toBe(false);
  rmSync(join(folder, 'other/launch-ready.config.ts'));
  write('other/launch-ready.config.json', json());
  expect((await loadIntent({ cwd: folder, repo: 'other' })).project).toBe('acme');
});

test('another repository cannot give consent, claim hosts or send looks elsewhere; its code configs do not matter', async () => {
  write('other/launch-ready.config.ts', 'throw new Error()');
  write('other/launch-ready.config.mjs', 'throw new Error()');
  const claims = { active: true, owned: ['acme.example'], network: { resolvers: ['127.0.0.1:5300'], routes: { '*:443': '127.0.0.1:1' } } };
  write('other/launch-ready.config.json', json({ ...claims, environments: { staging: claims } }));
  for (const environment of ['production', 'staging']) {
    const intent = await loadIntent({ cwd: folder, repo: 'other', environment });
    expect(intent).toMatchObject({ project: 'acme', active: false, owned: [], network: { resolvers: [], routes: {}, trust: [] } });
  }
});

test('--repo says which repository, whatever a config says', async () => {
  write('launch-ready.config.json', json({ repository: false }));
  write('other/launch-ready.config.json', json({ repository: '../..' }));
  expect((await loadIntent({ cwd: folder, repo: 'other' })).repository).toEqual({ path: join(folder, 'other'), trusted: false });
  const named = await loadIntent({ cwd: folder, repo: 'other', file: 'launch-ready.config.json' });
  expect(named.repository).toEqual({ path: join(folder, 'other'), trusted: false });
});

test('a target: the config counts when it names the host', async () => {
  write('launch-ready.config.json', json({ hosts: [{ name: 'app.acme.example', purpose: 'app' }] }));
  expect((await loadIntent({ cwd: folder, target: 'https://app.acme.example/' })).source).toBeDefined();
  const other = await loadIntent({ cwd: folder, target: 'app.other.example' });
  expect(other.source).toBeUndefined();
  expect(other.project).toBe('app.other.example');
});

test('PEM files of network.trust are read relative to the config', async () => {
  write('launch-ready.config.json', json({ network: { trust: ['ca.pem'] } }));
  await expect(loadIntent({ cwd: folder })).rejects.toThrow(/network\.trust\[0\]: is not there/);
  write('ca.pem', 'no');
  await expect(loadIntent({ cwd: folder })).rejects.toThrow(/holds no PEM certificate/);
  write('ca.pem', '-----BEGIN CERTIFICATE-----\n');
  expect((await loadIntent({ cwd: folder })).network.trust).toHaveLength(1);
});

test.each([
  ['launch-ready.config.ts', 'export default {\n  a: 1,\n  b: ,\n};\n', /launch-ready\.config\.ts:3: has a syntax error: Expression expected/],
  ['launch-ready.config.mjs', 'export default {\n  b: ,\n};\n', /launch-ready\.config\.mjs:2: has a syntax error/],
  ['launch-ready.config.mjs', 'const a = 1;\n\nthrow new Error("boom");\nexport default a', /launch-ready\.config\.mjs:3: threw Error: boom/],
  ['launch-ready.config.mjs', 'throw "x"', /threw x/],
  ['launch-ready.config.ts', 'import x from "nope";\nexport default x', /Cannot find package 'nope' \(imported by the config\)/],
  ['launch-ready.config.ts', 'export const a = 1', /has no default export/],
  ['launch-ready.config.ts', 'process.exit(0)', /ended the process instead of exporting a config/],
  ['launch-ready.config.ts', 'Promise.reject(new Error("late"));\nawait new Promise(() => {});', /launch-ready\.config\.ts:1: threw Error: late/],
  ['launch-ready.config.ts', 'export default { project: () => 1 }', /exports something that is not plain data \(\(\) => 1 could not be cloned/],
  ['launch-ready.config.ts', 'export default 7', /expected an object of settings as its default export; got a number/],
  ['launch-ready.config.json', '{\n  "a": 1,\n  b\n}', /launch-ready\.config\.json:3: is not valid JSON/],
  ['launch-ready.config.json', '', /launch-ready\.config\.json:1: is not valid JSON/],
  ['launch-ready.config.json', '{"projekt":1}', /projekt: unknown key; did you mean project\?/],
])('%s: %j', async (name, text, expected) => {
  write(name, text);
  await expect(loadIntent({ cwd: folder })).rejects.toThrow(UsageError);
  await expect(loadIntent({ cwd: folder })).rejects.toThrow(expected);
});

test('text that is no UTF-8 is refused with its line', async () => {
  writeFileSync(join(folder, 'launch-ready.config.json'), Buffer.from('{\n"project": "caf\xe9"}', 'latin1'));
  await expect(loadIntent({ cwd: folder })).rejects.toThrow(/launch-ready\.config\.json: is not UTF-8 text \(first in line 2\); save it as UTF-8/);
  writeFileSync(join(folder, 'launch-ready.config.json'), Buffer.from('\ufeff{}', 'utf16le'));
  await expect(loadIntent({ cwd: folder })).rejects.toThrow(/is UTF-16 text; save it as UTF-8/);
});

test('a repository that is not there, or is a file', async () => {
  write('launch-ready.config.json', json({ repository: 'nope' }));
  await expect(loadIntent({ cwd: folder })).rejects.toThrow(/^launch-ready\.config\.json: repository: .*nope is not there; name the folder/);
  await expect(loadIntent({ cwd: folder, repo: 'launch-ready.config.json' })).rejects.toThrow(/^--repo: .* is not a folder/);
});

test('several configs, a missing one, a wrong profile, an environment without config', async () => {
  await expect(loadIntent({ cwd: folder, file: 'nope.json' })).rejects.toThrow(/nope\.json: is not there/);
  await expect(loadIntent({ cwd: folder, profile: 'coach' })).rejects.toThrow(/there is no profile "coach"; there are internal-ops-launch/);
  await expect(loadIntent({ cwd: folder, environment: 'staging' })).rejects.toThrow(/--environment needs a config/);
  write('launch-ready.config.json', json());
  write('launch-ready.config.ts', code);
  await expect(loadIntent({ cwd: folder })).rejects.toThrow(/holds launch-ready\.config\.ts and launch-ready\.config\.json; keep one of them/);
});
