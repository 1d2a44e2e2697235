import { expect, test } from 'vitest';
import { envFileStage, readEnvText } from './env-entries.ts';
import { copiesEnv } from './image-ignore.ts';
import { readVariableListing } from './variable-listing.ts';

const read = (text: string): string =>
  readEnvText(text)
    .entries.map(({ name, value, faults }) => `${name}=${value}${faults.length > 0 ? ` (${faults.join(' ')})` : ''}`)
    .join(' | ');

test.each([
  ['A=1 # one\nexport B="two # 2"\n# C=3\nD=', 'A=1 | B=two # 2 | D='],
  ['A=abc#def', 'A=abc (cut-at-hash)'],
  ['A=#yours', 'A='],
  ['A= # nothing yet', 'A='],
  ['A = b\nexport C=d', 'A=b (space-around) | C=d'],
  ['A="open\nB=2', 'A="open (open-quote) | B=2'],
  ['A=“x”', 'A=“x” (curly-quote)'],
  ['A="\'x\'"', "A='x' (quoted-twice)"],
  ['A="x "', 'A=x  (blank-end)'],
  ['A="one\ntwo"\nB=2', 'A=one\ntwo | B=2'],
  ['A=b\r\nC=d\r\n', 'A=b | C=d'],
])('%j', (text, expected) => expect(read(text)).toBe(expected));

test('lines that are no assignment, marks and line ends', () => {
  expect(readEnvText('\uFEFFA=1\nhello there\r\n')).toMatchObject({ unreadable: [2], bom: true, carriageReturns: true });
  expect(readEnvText('A=1\n')).toMatchObject({ unreadable: [], bom: false, carriageReturns: false });
});

test.each([
  ['.env.production.local', 'production'],
  ['apps/web/.env.staging', 'staging'],
  ['.env.local', 'development'],
  ['.dev.vars', 'development'],
  ['.env.test', 'test'],
  ['.env', 'any'],
])('%s is for %s', (path, stage) => expect(envFileStage(path)).toBe(stage));

test.each<[string, Record<string, string>, string[]]>([
  ['all copied', { Dockerfile: 'FROM node\nCOPY . .\n' }, ['Dockerfile: .dockerignore']],
  ['left out', { Dockerfile: 'FROM node\nCOPY . .\n', '.dockerignore': 'node_modules\n.env*\n' }, []],
  ['left out and let in again', { Dockerfile: 'FROM node\nCOPY . .\n', '.dockerignore': '.env*\n!.env\n' }, ['Dockerfile: .dockerignore']],
  ['only the stage that builds has it', { Dockerfile: 'FROM node AS build\nCOPY . .\nFROM node\nCOPY --from=build /app/dist ./\n' }, []],
  ['only named files', { Dockerfile: 'FROM node\nCOPY src package.json ./\n' }, []],
  ['an upload', { '.vercelignore': 'node_modules\n' }, ['.vercelignore: .vercelignore']],
])('image: %s', (_, texts, expected) => expect(copiesEnv(new Map(Object.entries(texts))).map(({ path, ignore }) => `${path}: ${ignore}`)).toEqual(expected));

test.each<[string, string, string[]]>([
  ['JSON map', '{"A_A":"v","B_B":"w"}', ['A_A', 'B_B']],
  ['JSON list of names', '["A_A"]', ['A_A']],
  ['JSON of an API', '{"envs":[{"key":"A_A","value":"v"}]}', ['A_A']],
  ['render', '[{"envVar":{"key":"A_A","value":"v"},"cursor":"x"}]', ['A_A']],
  [
    'fly',
    'NAME            DIGEST            CREATED AT\nA_A             0a1b2c3d          2026-01-01\nB_B             0a1b2c3e          2026-01-02\n',
    ['A_A', 'B_B'],
  ],
  [
    'vercel',
    '> Environment Variables found for acme/web [100ms]\n\n name      value        environments           created\n A_A       Encrypted    Production, Preview    3d ago\n B_B       Encrypted    Development            3d ago\n',
    ['A_A'],
  ],
  ['heroku', '=== acme Config Vars\nA_A: value with production in it\nB_B: x\n', ['A_A', 'B_B']],
  ['an env file', 'A_A=v\nexport B_B="w"\n', ['A_A', 'B_B']],
  ['names only', 'A_A\nB_B\n', ['A_A', 'B_B']],
  ['names by path, from AWS', '["/acme/production/A_A", "acme/B_B"]', ['A_A', 'B_B']],
  ['broken JSON', '{"A_A":', []],
])('listing: %s', (_, text, expected) => expect(readVariableListing(text, 'production')).toEqual(expected));
