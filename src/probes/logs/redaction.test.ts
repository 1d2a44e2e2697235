import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { PLAIN_INTENT, judgeOne } from '../../../test/support/judge-one.ts';
import { logsIn } from '../../adapters/io/logs.ts';
import { nodeIo } from '../../adapters/io/node-io.ts';
import { redactionDepth } from '../../checks/logs/redaction-depth.ts';
import { logRedaction, type Redaction } from '../../evidence/logs/redaction.ts';
import { logTestFile } from '../../verbs/logs/test-file.ts';
import { logRedactionProbe } from './redaction.ts';

/** A redactor that looks at the finished line. */
const WHOLE_LINE = `const SECRET = /((?:\\\\*["'])?(?:password|token|authorization|cookie|apiKey|secret)(?:\\\\*["'])?\\s*:\\s*\\\\*["'])[^"'\\\\]*/g;
const flat = (object) => { const seen = new WeakSet(); return JSON.stringify(object, (_, v) => typeof v !== 'object' || v === null ? v : seen.has(v) ? '[again]' : (seen.add(v), v instanceof Map ? Object.fromEntries(v) : v instanceof Error ? { ...v, message: v.message, cause: v.cause } : v)); };
export const redact = (object) => flat(object).replace(SECRET, '$1[redacted]');
`;
const MODULES: Readonly<Record<string, string>> = {
  'paths.mjs': `import pino from 'pino';
console.log('the module says something of its own');
export const logger = pino({ redact: ['password', '*.password', 'token', '*.token', '*.*.token', 'authorization', 'cookie', 'apiKey', 'secret'] });`,
  'winston.mjs': `import winston from 'winston';
const hide = winston.format((info) => { for (const key of ['password', 'token', 'authorization', 'cookie', 'apiKey', 'secret']) if (info[key]) info[key] = '[redacted]'; return info; });
export const logger = winston.createLogger({ format: winston.format.combine(hide(), winston.format.json()), transports: [new winston.transports.Console()] });`,
  'whole.mjs': WHOLE_LINE,
  'typed.ts': `export const redact = (object: object): string => { throw new Error('no' + String(object)); };`,
  'throws.mjs': 'export const redact = (object) => JSON.stringify(object).replace(/"password":"[^"]*"/g, "");',
  'silent.mjs': 'export const redact = () => "";',
  'broken.mjs': 'import "no-such-package"; export const logger = 1;',
  'exits.mjs': 'process.exit(0); export const logger = 1;',
  'number.mjs': 'export const logger = 7;',
};
let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'redaction-'));
  await mkdir(join(folder, 'test'));
  await symlink(join(import.meta.dirname, '..', '..', '..', 'node_modules'), join(folder, 'node_modules'));
  for (const [name, text] of Object.entries(MODULES)) await writeFile(join(folder, name), text);
});
afterAll(() => rm(folder, { recursive: true }));

async function tryModule(module: string, name: string): Promise<Redaction> {
  const logs = logsIn({ folder, env: process.env, stdin: () => process.stdin });
  const io = nodeIo({ network: PLAIN_INTENT.network, logs });
  const intent = { ...PLAIN_INTENT, logRedactor: { module, export: name } };
  const { value } = await logRedactionProbe.gather({
    subject: { kind: 'project', name: 'project' },
    given: {},
    intent,
    io,
    signal: AbortSignal.timeout(20_000),
  });
  expect(logRedaction.schema.fault(value, 'value')).toBeUndefined();
  return value as Redaction;
}
const depths = ({ keys }: Redaction): Record<string, number> => Object.fromEntries(keys.map(({ key, depth }) => [key, depth]));
const shapes = ({ shapes: all }: Redaction): Record<string, string> => Object.fromEntries(all.map(({ shape, result }) => [shape, result]));
const problems = (redaction: Redaction): string[] => judgeOne(redactionDepth, { redaction }).problems;

test('logs/redaction-depth: paths of pino stop where they stop', async () => {
  const seen = await tryModule('paths.mjs', 'logger');
  expect(depths(seen)).toEqual({ password: 2, token: 3, authorization: 1, cookie: 1, apiKey: 1, secret: 1 });
  expect(shapes(seen)).toMatchObject({ array: 'shown', 'json-in-string': 'shown', circular: 'shown' });
  expect(problems(seen)).toEqual(['stops-early', 'shape-shown']);
});

test('a format of winston that looks at the top only', async () => {
  const seen = await tryModule('winston.mjs', 'logger');
  expect(new Set(Object.values(depths(seen)))).toEqual(new Set([1]));
  expect(problems(seen)).toEqual(['stops-early', 'shape-shown']);
});

test('a function that looks at the finished line takes everything out', async () => {
  const seen = await tryModule('whole.mjs', 'redact');
  expect(new Set(Object.values(depths(seen)))).toEqual(new Set([6]));
  expect(new Set(Object.values(shapes(seen)))).toEqual(new Set(['redacted']));
  expect(problems(seen)).toEqual([]);
});

test('one that takes out a single name and fails on circles', async () => {
  const seen = await tryModule('throws.mjs', 'redact');
  expect(shapes(seen)['circular']).toBe('threw');
  expect(problems(seen)).toEqual(['not-redacted', 'shape-shown', 'logger-fails']);
});

test('one that writes nothing proves nothing', async () => {
  expect(judgeOne(redactionDepth, { redaction: await tryModule('silent.mjs', 'redact') }).unknown[0]).toMatch(/nothing at all came out/);
});

test.each([
  ['typed.ts', 'redact', /could not be tried: no/],
  ['broken.mjs', 'logger', /could not be loaded: .*no-such-package/],
  ['exits.mjs', 'logger', /ended the process before it could be tried/],
  ['number.mjs', 'logger', /it is no pino or winston logger/],
  ['whole.mjs', 'nothing', /it exports no nothing/],
  ['gone.mjs', 'logger', /there is no file gone\.mjs/],
])('%s %s cannot be tried, and says why', async (module, name, reason) => {
  await expect(tryModule(module, name)).rejects.toThrow(reason);
});

const run = promisify(execFile);
const testFile = async (module: string, name: string): Promise<string> => {
  const file = join(folder, 'test', `${module}.test.mjs`);
  await writeFile(file, logTestFile({ ...PLAIN_INTENT, logRedactor: { module, export: name } }, 'node'));
  return run(process.execPath, ['--test', '--test-reporter=tap', file], { cwd: folder, env: { PATH: process.env['PATH'] } }).then(
    ({ stdout }) => stdout,
    (error: { stdout: string }) => error.stdout,
  );
};

test('the generated test passes for a logger that redacts, and fails where it does not', async () => {
  expect(await testFile('whole.mjs', 'redact')).toMatch(/# fail 0/);
  const bad = await testFile('paths.mjs', 'logger');
  expect(bad).toMatch(/^ok \d+ - password at depth 2 does not come/m);
  expect(bad).toMatch(/^not ok \d+ - password at depth 3 does not come/m);
});

test('the same for vitest, as text', () => {
  const text = logTestFile({ ...PLAIN_INTENT, logRedactor: { module: './src/logger.ts', export: 'default' } }, 'vitest');
  expect(text).toContain("import { expect, test } from 'vitest';\nimport logger from '../src/logger.ts';");
  expect(() => logTestFile(PLAIN_INTENT, 'vitest')).toThrow(/name your logger in the config first/);
});
