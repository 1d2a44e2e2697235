/*
 * JavaScript that is run beside the app's own logger, in a process of its own or in a test of the app's: it logs made-up secrets in every shape that
 * hides them, and looks which come out. Text, because it must stand in files that are not ours.
 */

const REDACTION_KEYS = ['password', 'token', 'authorization', 'cookie', 'apiKey', 'secret'] as const;
const DEEPEST = 6;

/** Functions `capture` (what a logger writes of an object) and `probes` (the objects). Plain JavaScript, no imports. */
const CORE = `const KEYS = ${JSON.stringify(REDACTION_KEYS)};
const WRAPPERS = ['data', 'body', 'user', 'profile', 'account'];

/** What the logger writes when it is given this object: a pino or winston logger, or a function that returns what is logged. */
function capture(logger, object) {
  const stream = typeof logger?.info === 'function' && Object.getOwnPropertySymbols(logger).find((symbol) => symbol.description === 'pino.stream');
  if (stream) {
    let written = '';
    const before = logger[stream];
    logger[stream] = { write: (text) => void (written += text) };
    try {
      logger.fatal(object, 'redaction');
    } finally {
      logger[stream] = before;
    }
    return written;
  }
  if (typeof logger?.format?.transform === 'function') {
    const info = logger.format.transform({ level: 'error', message: 'redaction', ...object, [Symbol.for('level')]: 'error' }, logger.format.options);
    return info ? String(info[Symbol.for('message')] ?? text(info)) : '';
  }
  if (typeof logger === 'function') return text(logger(object));
  throw new TypeError('it is no pino or winston logger, and no function');
}
function text(value) {
  if (typeof value === 'string') return value;
  const seen = new WeakSet();
  return String(JSON.stringify(value, (_, item) => {
    if (typeof item !== 'object' || item === null) return item;
    if (seen.has(item)) return undefined;
    seen.add(item);
    return item instanceof Map ? Object.fromEntries(item) : item instanceof Error ? { ...item, message: item.message, cause: item.cause } : item;
  }));
}

/** A key at a depth: 1 is the top, 2 below one object. */
function nested(key, value, depth) {
  let object = { [key]: value };
  for (let level = 1; level < depth; level++) object = { [WRAPPERS[level - 1]]: object };
  return object;
}
class Visitor {
  constructor(password) {
    this.password = password;
  }
}
const SHAPES = {
  array: (value) => ({ users: [{ id: 1, password: value }] }),
  'error-cause': (value) => ({ err: new Error('outer', { cause: Object.assign(new Error('inner'), { config: { headers: { authorization: value } } }) }) }),
  map: (value) => ({ fields: new Map([['password', value]]) }),
  'class-instance': (value) => ({ visitor: new Visitor(value) }),
  circular: (value) => {
    const user = { password: value };
    user.self = user;
    return { user };
  },
  'json-in-string': (value) => ({ body: JSON.stringify({ password: value }) }),
};
`;

/** Imports the module named by the first argument and prints, after `mark`, what came out, as JSON. */
export function redactionScript(mark: string): string {
  return `import { pathToFileURL } from 'node:url';
${CORE}
const [file, name] = process.argv.slice(-2);
const loaded = await import(pathToFileURL(file).href);
const logger = loaded[name] ?? loaded.default?.[name];
const shows = (object, value) => {
  try {
    return capture(logger, object).includes(value) ? 'shown' : 'redacted';
  } catch (error) {
    return 'threw';
  }
};
const said = { fault: null, controlSeen: false, keys: [], shapes: [] };
try {
  if (logger === undefined) throw new TypeError('it exports no ' + name);
  said.controlSeen = capture(logger, { status: 'control-7f3a9c' }).includes('control-7f3a9c');
  for (const key of KEYS) {
    let depth = 0;
    while (depth < ${DEEPEST} && shows(nested(key, 'planted-' + key + '-4e1d', depth + 1), 'planted-' + key + '-4e1d') === 'redacted') depth++;
    said.keys.push({ key, depth });
  }
  for (const [shape, make] of Object.entries(SHAPES)) said.shapes.push({ shape, result: shows(make('planted-' + shape + '-8b2c'), 'planted-' + shape + '-8b2c') });
} catch (error) {
  said.fault = String(error?.message ?? error).slice(0, 200);
}
process.stdout.write('\\n' + ${JSON.stringify(mark)} + JSON.stringify(said) + '\\n', () => process.exit(0));
`;
}

export interface RedactionTestFile {
  readonly runner: 'vitest' | 'node';
  /** As an import would name it. */
  readonly module: string;
  readonly export: string;
  /** How deep secrets must not be seen. */
  readonly depth: number;
}

/** A test of the app's own: it fails as soon as its logger lets a secret through. */
export function redactionTestFile({ runner, module, export: name, depth }: RedactionTestFile): string {
  const imported = name === 'default' ? 'logger' : name === 'logger' ? '{ logger }' : `{ ${name} as logger }`;
  const head =
    runner === 'vitest'
      ? "import { expect, test } from 'vitest';"
      : "import assert from 'node:assert/strict';\nimport { test } from 'node:test';\nconst expect = (value, says) => ({ toContain: (part) => assert.ok(value.includes(part), says), not: { toContain: (part) => assert.ok(!value.includes(part), says) } });";
  return `// @ts-nocheck: plain JavaScript. Written by launch-ready logs test-file; make it yours. Each secret here is made up.
${head}
import ${imported} from '${module}';

${CORE}
test('the log shows what helps', () => expect(capture(logger, { status: 'control-7f3a9c' })).toContain('control-7f3a9c'));

for (const key of KEYS)
  for (let depth = 1; depth <= ${depth}; depth++)
    test(\`\${key} at depth \${depth} does not come into the log\`, () => {
      const value = \`planted-\${key}-4e1d\`;
      expect(capture(logger, nested(key, value, depth)), \`\${key} at depth \${depth}\`).not.toContain(value);
    });

for (const [shape, make] of Object.entries(SHAPES))
  test(\`a secret in \${shape} does not come into the log\`, () => {
    const value = \`planted-\${shape}-8b2c\`;
    expect(capture(logger, make(value)), shape).not.toContain(value);
  });
`;
}
