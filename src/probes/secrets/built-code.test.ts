import { expect, test } from 'vitest';
import { localIo } from '../../../test/repository/local-io.ts';
import { openAi } from '../../../test/repository/made-up-secrets.ts';
import { temporaryRepository } from '../../../test/repository/temporary-repository.ts';
import { builtCode, type BuiltCode } from '../../evidence/secrets/built-code.ts';
import type { Intent } from '../../model/intent.ts';
import type { LookResult } from '../../ports/probe.ts';
import { builtCodeProbe } from './built-code.ts';

async function builtIn(files: Readonly<Record<string, string>>): Promise<BuiltCode> {
  const repository = temporaryRepository();
  repository.commit('first', { '.gitignore': '.next\n.env*\n' });
  repository.write(files);
  const look = { subject: { kind: 'repository', name: '.' }, given: {}, intent: {} as Intent, io: await localIo(repository.root) } as const;
  const { value } = (await builtCodeProbe.gather({ ...look, signal: AbortSignal.timeout(15_000) })) as LookResult<BuiltCode>;
  expect(builtCode.schema.fault(value, 'value')).toBeUndefined();
  return value;
}
const CHUNKS = '.next/static/chunks';
const MAP = JSON.stringify({
  version: 3,
  sources: ['turbopack:///[project]/app/chat.js', 'turbopack:///[project]/lib/model.js'],
  sourcesContent: ["import { ask } from '../lib/model';", 'export const ask = () => process.env.NEXT_PUBLIC_KEY;'],
  // From the first column on all of it comes from the second module.
  mappings: 'ACAA',
});

test.each([
  ['called after the file', `${CHUNKS}/a.js.map`, ''],
  ['that the file names', `${CHUNKS}/1bjlh.js.map`, '\n//# sourceMappingURL=1bjlh.js.map'],
  ['that the file names by an address', `${CHUNKS}/1bjlh.js.map`, '\n//# sourceMappingURL=/_next/static/chunks/1bjlh.js.map'],
])('the module of a key is told by the map %s', async (_, map, comment) => {
  const { secrets } = await builtIn({ [`${CHUNKS}/a.js`]: `ask("${openAi()}")${comment}`, [map]: MAP });
  expect(secrets.map(({ places }) => places.map(({ at, modules }) => [at, modules]))).toEqual([[[`${CHUNKS}/a.js`, ['lib/model.js', 'app/chat.js']]]]);
});

test('a key behind a prefix for browsers is named by its variable where the build has it', async () => {
  const key = openAi();
  const { secrets } = await builtIn({ [`${CHUNKS}/a.js`]: `ask("${key}")`, '.env.production': `NEXT_PUBLIC_MODEL_KEY=${key}\n` });
  expect(secrets.map(({ format, variables }) => [format, variables])).toEqual([['openai-key', ['NEXT_PUBLIC_MODEL_KEY']]]);
});
