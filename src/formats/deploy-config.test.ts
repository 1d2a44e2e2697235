import { expect, test } from 'vitest';
import { isDeployConfig, readCodeValues, readConfigValues } from './deploy-config.ts';

test.each([
  'compose.yaml',
  'docker-compose.prod.yml',
  'apps/web/Dockerfile',
  'Dockerfile.worker',
  '.github/workflows/deploy.yml',
  'fly.toml',
  'fly.staging.toml',
  'vercel.json',
  'render.yaml',
  'infra/k8s/api.yaml',
  'app.service',
  'prod.tfvars',
])('%s is one', (path) => expect(isDeployConfig(path)).toBe(true));
test.each(['src/app.yaml.ts', 'docs/compose.md', 'src/config.yml', 'package.json', 'locales/en.yml'])('%s is none', (path) =>
  expect(isDeployConfig(path)).toBe(false),
);

test.each([
  ['services:\n  db:\n    environment:\n      POSTGRES_PASSWORD: abc', 'POSTGRES_PASSWORD=abc@4'],
  ['      - JWT_SECRET=abc', 'JWT_SECRET=abc@1'],
  ["      - 'JWT_SECRET=abc'", 'JWT_SECRET=abc@1'],
  ['[env]\n  JWT_SECRET = "a b"', 'JWT_SECRET=a b@2'],
  ['ENV JWT_SECRET=abc', 'JWT_SECRET=abc@1'],
  ['ENV JWT_SECRET abc', 'JWT_SECRET=abc@1'],
  ['Environment=JWT_SECRET=abc', 'JWT_SECRET=abc@1'],
  ['{ "env": {\n "JWT_SECRET": "abc",\n', 'JWT_SECRET=abc@2'],
  ['  - key: JWT_SECRET\n    value: abc', 'JWT_SECRET=abc@2'],
  ['  - name: JWT_SECRET\n    valueFrom:\n      secretKeyRef: { name: x }', ''],
  ['env:\n  KEY: ${{ secrets.KEY }} # here', 'KEY=${{@2'],
  ['# JWT_SECRET=abc', ''],
  ['on: [push]', ''],
])('%j', (text, expected) =>
  expect(
    readConfigValues(text)
      .map(({ name, value, line }) => `${name}=${value}@${line}`)
      .join(),
  ).toBe(expected),
);

test.each([
  ["const sessionSecret = 'abcdefghij0123456789';", 'SESSION_SECRET'],
  ['"SECRET_KEY": "abcdefghij0123456789",', 'SECRET_KEY'],
  ['SECRET_KEY = "abcdefghij0123456789"', 'SECRET_KEY'],
  ['apiKey := "abcdefghij0123456789"', 'API_KEY'],
  ["const secret = 'two words are no secret';", ''],
  ["const secret = process.env.SECRET ?? 'abcdefghij0123456789';", ''],
])('in code: %s', (text, expected) =>
  expect(
    readCodeValues(text)
      .map(({ name }) => name)
      .join(),
  ).toBe(expected),
);

test('long lines and many lines are cut, not hung on', () => {
  expect(readConfigValues(`A_SECRET=${'x'.repeat(1_000_000)}`)[0]?.value.length).toBeLessThan(1200);
  expect(readConfigValues('A_SECRET=x\n'.repeat(50_000))).toHaveLength(20_000);
});
