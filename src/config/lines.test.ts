import { expect, test } from 'vitest';
import { configLines } from './lines.ts';
import { editDistance, nearest } from './nearest.ts';

test('JSON', () => {
  const text = `{
  "project": "a, b: {",
  "hosts": [
    { "name": "acme.example",
      "purpose": "apex" },
    { "name": "app.acme.example" }
  ],
  "owned": [
    "a",
    "b"
  ],
  "network": { "routes": { "*:80": "127.0.0.1:1" } }
}`;
  expect(configLines(text)).toEqual({
    project: 2,
    hosts: 3,
    'hosts[0]': 4,
    'hosts[0].name': 4,
    'hosts[0].purpose': 5,
    'hosts[1]': 6,
    'hosts[1].name': 6,
    owned: 8,
    'owned[0]': 9,
    'owned[1]': 10,
    network: 12,
    'network.routes': 12,
    'network.routes.*:80': 12,
  });
});

test('TypeScript: imports, comments, calls, single quotes, trailing commas', () => {
  const text = `import { defineConfig } from 'launch-ready/config';
// hosts: [
export default defineConfig({
  project: 'acme', /* profile: 'x'
  */ profile: 'coach-prototype',
  hosts: [
    { name: ['a', 'b'].join('.'), purpose: 'app' },
  ],
  active: false,
});
`;
  expect(configLines(text)).toMatchObject({ project: 4, profile: 5, hosts: 6, 'hosts[0].name': 7, 'hosts[0].purpose': 7, active: 9 });
});

test('no object, no lines; no hang on unclosed text', () => {
  expect(configLines('export default 7')).toEqual({});
  expect(configLines('{ "a": "')).toEqual({ a: 1 });
});

test('the nearest word', () => {
  expect(nearest('purpos', ['name', 'purpose'])).toBe('purpose');
  expect(nearest('canonical-host', ['canonicalHost'])).toBe('canonicalHost');
  expect(nearest('colour', ['name', 'purpose'])).toBeUndefined();
  expect(nearest('ab', ['cd'])).toBeUndefined();
  expect(editDistance('ab', 'ba')).toBe(1);
});
