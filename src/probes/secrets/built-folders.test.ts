import { expect, test } from 'vitest';
import type { FileEntry, Files } from '../../ports/io.ts';
import { findBuiltFolders } from './built-folders.ts';

/** A folder with these files, by their paths. */
function folder(paths: readonly string[]): Files {
  const list = (path: string): Promise<readonly FileEntry[]> => {
    const prefix = path === '' ? '' : `${path}/`;
    const below = paths.filter((one) => one.startsWith(prefix)).map((one) => one.slice(prefix.length));
    const entries = new Map(
      below.map((one): [string, FileEntry] => {
        const name = one.split('/')[0] ?? '';
        return [name, { path: `${prefix}${name}`, kind: one.includes('/') ? 'directory' : 'file', bytes: 1 }];
      }),
    );
    return below.length === 0 ? Promise.reject(new Error('ENOENT')) : Promise.resolve([...entries.values()]);
  };
  return { list, read: () => Promise.reject(new Error('not here')), stat: () => Promise.resolve(undefined) };
}

test.each([
  ['Vite', ['dist/index.html', 'dist/assets/a.js'], ['dist']],
  ['a package or a server', ['dist/index.js', 'dist/lib/a.js'], []],
  ['Next.js', ['.next/static/chunks/a.js', '.next/server/chunks/page.js', '.next/cache/x'], ['.next/static']],
  [
    'pages that Next.js rendered ahead',
    ['.next/static/a.js', '.next/server/app/chat.html', '.next/server/app/chat.rsc', '.next/server/pages/about.json', '.next/server/chunks/x.js'],
    ['.next/server/app', '.next/server/pages', '.next/static'],
  ],
  ['an export of Next.js', ['out/index.html', 'out/_next/static/a.js'], ['out']],
  ['Nuxt', ['.output/public/_nuxt/a.js', '.output/server/index.mjs'], ['.output/public']],
  [
    'SvelteKit',
    ['.svelte-kit/output/client/_app/a.js', '.svelte-kit/output/server/index.js', 'build/client/a.js', 'build/server/b.js'],
    ['.svelte-kit/output/client', 'build/client'],
  ],
  ['React Router', ['build/client/assets/a.js', 'build/server/index.js'], ['build/client']],
  ['Angular', ['dist/shop/browser/index.html', 'dist/shop/server/server.mjs'], ['dist/shop/browser']],
  ['Create React App', ['build/index.html', 'build/static/js/main.js'], ['build']],
  [
    'several apps in one repository',
    ['apps/web/dist/index.html', 'packages/ui/dist/index.js', 'apps/admin/.next/static/a.js'],
    ['apps/admin/.next/static', 'apps/web/dist'],
  ],
  ['what is served as it is', ['public/config.js', 'src/public-key.ts'], ['public']],
  ['Vercel', ['.vercel/output/static/a.js', '.vercel/output/functions/a.func/index.js'], ['.vercel/output/functions', '.vercel/output/static']],
  ['packages', ['node_modules/x/dist/index.html', 'vendor/y/public/a.js'], []],
])('%s', async (_, paths, folders) => {
  const found = await findBuiltFolders(folder(paths), new AbortController().signal);
  expect(found.folders.map(({ path }) => path).toSorted()).toEqual(folders);
});

test('logs of builds and package managers', async () => {
  const paths = [
    'build.log',
    'npm-debug.log.123',
    'logs/deploy.log',
    'yarn-error.log',
    '.vercel/output/builds.json',
    'src/catalog.ts',
    'a/b/c/d/e/deep.log',
    'changelog.md',
  ];
  const { logs } = await findBuiltFolders(folder(paths), new AbortController().signal);
  expect(logs.map(({ path }) => path).toSorted()).toEqual([
    '.vercel/output/builds.json',
    'build.log',
    'logs/deploy.log',
    'npm-debug.log.123',
    'yarn-error.log',
  ]);
});
