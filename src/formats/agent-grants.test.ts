import { expect, test } from 'vitest';
import { envGrants, isAgentFile } from './agent-grants.ts';

test.each<[string, string, number[]]>([
  ['Claude may read it', '{ "permissions": {\n "allow": [\n "Read(./.env)",\n "Bash(cat .env.local:*)" ] } }', [3, 4]],
  ['Claude may not', '{ "permissions": { "allow": ["Read(src/**)"],\n "deny": ["Read(./.env)",\n "Read(./.env.*)"] } }', []],
  ['one line with both', '{ "permissions": { "deny": ["Read(./.env)"] } }', []],
  ['allowed behind a list of denied ones', '{ "permissions": { "deny": [\n"Read(./.env)"\n],\n"allow": [\n"Read(.env.production)"\n] } }', [5]],
  ['the example is for everybody', '{ "permissions": { "allow": ["Read(.env.example)"] } }', []],
  ['aider', 'env-file: .env\nread: .env\n', [2]],
  ['a server gets it', '{ "servers": { "db": { "envFile": "${workspaceFolder}/.env" } } }', [1]],
  ['a container gets it', '{ "args": ["run", "--env-file", ".env", "x"] }', [1]],
  ['named variables only', '{ "servers": { "db": { "env": { "KEY": "${env:KEY}" } } } }', []],
])('%s', (_, text, expected) => expect(envGrants(text)).toEqual(expected));

test.each([
  ['.claude/settings.local.json', true],
  ['apps/web/.cursor/mcp.json', true],
  ['src/settings.json', false],
])('%s: %s', (path, expected) => expect(isAgentFile(path)).toBe(expected));
