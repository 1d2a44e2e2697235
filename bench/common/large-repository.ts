import { join } from 'node:path';
import { openAiKey, seeded } from '../../range/acme/repository/key-shapes.ts';
import { buildRepository } from '../../range/repository.ts';

const FILES = 4000;
const VARIABLES = 900;
const DOCUMENTED = 600;
const FILES_WITH_KEYS = 200;

const pad = (n: number): string => String(n).padStart(4, '0');
const variable = (n: number): string => `SERVICE_${pad(n % VARIABLES)}_URL`;
const folderOf = (n: number): string => join('packages', `package-${pad(n % 80)}`, 'src', `area-${n % 7}`);

/** One source file: a few variables, one of them with a default, and filler so that there is something to read. */
function source(n: number): string {
  const reads = [0, 1, 2, 3].map((step) => `const value${step} = process.env.${variable(n * 7 + step * 131)}${step === 0 ? " ?? ''" : ''};`);
  const filler = Array.from({ length: 40 }, (_, at) => `export const step${at} = (input: number): number => input * ${n} + ${at};`);
  return `${[...reads, ...filler, `export const values = [value0, value1, value2, value3];`].join('\n')}\n`;
}

/**
 * A repository as large as that of a grown product: 4,000 source files, 900 environment variables read at 16,000 places, keys in the files of its
 * tests, some of them deleted since. Made at run time; the caller removes it.
 */
export function largeRepository(): ReturnType<typeof buildRepository> {
  const random = seeded('large-repository');
  const files: Record<string, string> = {};
  for (let n = 0; n < FILES; n++) files[join(folderOf(n), `module-${pad(n)}.ts`)] = source(n);
  const keyed: Record<string, string> = {};
  for (let n = 0; n < FILES_WITH_KEYS; n++) keyed[join(folderOf(n), `module-${pad(n)}.test.ts`)] = `export const key${n} = '${openAiKey(random)}';\n`;
  const deleted = Object.fromEntries(
    Object.keys(keyed)
      .slice(0, FILES_WITH_KEYS / 2)
      .map((path) => [path, null]),
  );
  const example = Array.from({ length: DOCUMENTED }, (_, n) => `${variable(n)}=`).join('\n');
  return buildRepository({
    commits: [
      { message: 'Import', files: { ...files, '.env.example': `${example}\n`, '.gitignore': '.env\n', 'package.json': '{"name":"large","private":true}\n' } },
      { message: 'Tests', files: keyed },
      { message: 'Fewer tests', files: deleted },
    ],
  });
}
