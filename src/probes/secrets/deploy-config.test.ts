import { expect, test } from 'vitest';
import { localIo } from '../../../test/repository/local-io.ts';
import { scanOf } from '../../../test/scan/scan-of.ts';
import { temporaryRepository } from '../../../test/repository/temporary-repository.ts';
import { blindIo } from '../../engine/engine.fixture.ts';
import { deployConfig, type DeployConfig } from '../../evidence/secrets/deploy-config.ts';
import type { Intent } from '../../model/intent.ts';
import type { LookResult } from '../../ports/probe.ts';
import { deployConfigProbe } from './deploy-config.ts';

const look = async (root: string): Promise<DeployConfig> => {
  const io = await localIo(root);
  const signal = AbortSignal.timeout(15_000);
  const { value } = (await deployConfigProbe.gather({
    subject: { kind: 'repository', name: '.' },
    given: {},
    intent: {} as Intent,
    io,
    signal,
  })) as LookResult<DeployConfig>;
  expect(deployConfig.schema.fault(value, 'value')).toBeUndefined();
  return value;
};
const random = ['f3K9sLq0PzX7', 'vBn2Wm5TtYc8'].join('');

test('values by name in config and code; references, stand-ins and names for browsers are left alone', async () => {
  const repository = temporaryRepository();
  repository.commit('all', {
    'compose.yaml': `environment:\n  DB_PASSWORD: ${random}\n  REDIS_PASSWORD: hunter22x\n  API_TOKEN: \${API_TOKEN}\n  SECRET_FILE: /run/secrets/x\n  LOG_LEVEL: ${random}\n`,
    'compose.override.yaml': `environment:\n  DB_PASSWORD: ${random}1\n`,
    'vercel.json': `{ "env": {\n "JWT_SECRET": "@jwt-secret",\n "NEXT_PUBLIC_API_KEY": "${random}"\n} }`,
    'src/app.ts': `const jwtSecret = '${random}';\nconst secretName = '${random}';\nconst tokenKey = 'auth.token.storage.key.v1';\nconst password = 'correct-horse-battery-staple-9';\n`,
    'test/app.test.ts': `const jwtSecret = '${random}';\n`,
    'README.md': `JWT_SECRET=${random}\n`,
  });
  const { values, files } = await look(repository.root);
  expect(values.map(({ path, name, looks, inCode, forDevelopment }) => [path, name, looks, inCode, forDevelopment].join(' '))).toEqual([
    'compose.override.yaml DB_PASSWORD secret false true',
    'compose.yaml DB_PASSWORD secret false false',
    'compose.yaml REDIS_PASSWORD weak false false',
    'src/app.ts JWT_SECRET secret true false',
  ]);
  expect(files).toBe(4);
  expect(JSON.stringify(values)).not.toContain(random.slice(0, 6));
});

test('what a comment of launch-ready scan accepts is accepted here, and nothing else on its line', async () => {
  const repository = temporaryRepository();
  const line = `const jwtSecret = '${random}';`;
  repository.commit('first', { 'src/app.ts': `${line}\n` });
  const { findings } = await scanOf(repository.root);
  const allow = `// launch-ready:allow ${findings.map(({ id }) => id).join(' ')}\n`;
  const names = async (text: string): Promise<string[]> => {
    repository.commit('next', { 'src/app.ts': text });
    return (await look(repository.root)).values.map(({ name }) => name);
  };
  expect([findings.length, await names(`${line}\n`), await names(`${line} ${allow}`)]).toEqual([1, ['JWT_SECRET'], []]);
  expect(await names(`${allow}const jwtSecret = '${random.toLowerCase().replace('k', 'Q')}X7';\n`)).toEqual(['JWT_SECRET']);
});

test('without a repository it could not look', async () => {
  const signal = AbortSignal.timeout(1000);
  const blind = deployConfigProbe.gather({ subject: { kind: 'repository', name: '.' }, given: {}, intent: {} as Intent, io: blindIo(), signal });
  await expect(blind).rejects.toMatchObject({ name: 'CouldNotLook' });
});
