import { expect, test } from 'vitest';
import { isReached } from './imports.ts';

const isTest = (path: string): boolean => path.includes('.test.');
const reached = (path: string, ...others: readonly [string, string][]): boolean => isReached(path, new Map([[path, ''], ...others]), isTest);

test.each<[string, string, [string, string][], boolean]>([
  ['nobody', 'src/lib/env.ts', [['src/app.ts', "import x from './environment';"]], false],
  ['a relative path', 'src/lib/env.ts', [['src/server.ts', "import './lib/env';"]], true],
  ['a relative path to another file of that name', 'src/lib/env.ts', [['src/server.ts', "import './other/env';"]], false],
  ['with its ending', 'src/env.ts', [['src/server.ts', "import { env } from './env.js';"]], true],
  ['from below', 'src/env.mjs', [['src/a/b/c.ts', "const { env } = require('../../env.mjs');"]], true],
  ['an alias', 'src/lib/env.ts', [['src/app/page.tsx', 'import { env } from "@/lib/env";']], true],
  ['a package of the workspace', 'packages/env/src/schema.ts', [['apps/web/a.ts', "import { env } from '@acme/env';"]], true],
  ['a test alone', 'src/env.ts', [['src/env.test.ts', "import './env';"]], false],
  ['a package script', 'scripts/check-env.ts', [['package.json', '{"scripts":{"start":"tsx scripts/check-env.ts && next start"}}']], true],
  ['a file that runs by its name', 'src/instrumentation.ts', [], true],
  ['Python', 'app/settings.py', [['app/main.py', 'from app.settings import settings']], true],
  ['Python, from the package', 'app/settings.py', [['app/main.py', 'from . import settings, other']], true],
  ['Python, nobody', 'app/settings.py', [['app/main.py', 'from app.other import settings_of']], false],
])('imported by %s', (_, path, others, expected) => expect(reached(path, ...others)).toBe(expected));
