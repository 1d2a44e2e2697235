/** Bundles the product into `dist/`: one light entry per command, everything else in chunks that load when needed. `node tools/build.ts` */
import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { relative, sep } from 'node:path';
import { rolldown, type Plugin } from 'rolldown';
import { thirdPartyNotices } from './notices.ts';

const ENTRIES = { cli: 'src/surfaces/cli/main.ts', config: 'src/config/definition.ts', index: 'src/index.ts' };

const BUILTIN_IMPORT = /\bimport\s*(?:\*\s*as\s+(?<whole>[\w$]+)|(?<byDefault>[\w$]+)?\s*,?\s*(?:\{(?<names>[^}]*)\})?)\s*from\s*"(?<module>node:[\w/]+)";?/g;

const BUILTIN_LATER = /\bimport\(\s*["'`](node:[\w/]+)["'`]\s*\)/g;

/**
 * Importing a builtin as an ES module reads every property it has, and some of those load what nobody needs: `node:http` a whole fetch client
 * (50 ms), `node:util` a diff and a shell history. Asking for the module itself costs only the module.
 */
const plainBuiltins: Plugin = {
  name: 'plain-builtins',
  renderChunk: (code) =>
    code
      .replaceAll(BUILTIN_IMPORT, (...match) => {
        const { whole, byDefault, names, module } = match.at(-1) as Record<string, string | undefined>;
        const value = `process.getBuiltinModule(${JSON.stringify(module)})`;
        const bound = [whole, byDefault, names && `{${names.replaceAll(/\s+as\s+/g, ':')}}`].filter((one) => one !== undefined);
        return bound.map((one) => `const ${one}=${value};`).join('');
      })
      .replaceAll(BUILTIN_LATER, 'Promise.resolve(process.getBuiltinModule("$1"))'),
};

export async function build(): Promise<void> {
  rmSync('dist', { recursive: true, force: true });
  const bundle = await rolldown({
    input: ENTRIES,
    platform: 'node',
    // Everything is bundled: what is published installs nothing. Optional peers are looked for when they are used.
    external: [/^node:/, 'imapflow'],
    plugins: [plainBuiltins],
    onLog(level, log) {
      if (level === 'warn') throw new Error(`the bundler warns: ${log.message}`);
    },
  });
  const { output } = await bundle.write({
    dir: 'dist',
    format: 'esm',
    entryFileNames: '[name].js',
    chunkFileNames: 'chunks/[name]-[hash].js',
    minify: { mangle: false, compress: true, codegen: true },
  });
  await bundle.close();
  const modules = output.flatMap((file) => (file.type === 'chunk' ? file.moduleIds : []));
  mkdirSync('dist/types', { recursive: true });
  writeFileSync('dist/THIRD-PARTY-NOTICES', thirdPartyNotices(modules.map((path) => relative(process.cwd(), path).split(sep).join('/'))));
  copyFileSync('docs/reference/config.schema.json', 'dist/config.schema.json');
  execFileSync('tsc', ['-p', 'tsconfig.types.json'], { stdio: 'inherit' });
  const left = output.find((file) => file.type === 'chunk' && /\bfrom\s*"node:/.test(file.code));
  if (left) throw new Error(`${left.fileName} still imports a builtin as an ES module`);
  const bytes = output.reduce((sum, file) => sum + Buffer.byteLength(file.type === 'chunk' ? file.code : file.source), 0);
  console.log(`dist: ${output.length} files, ${Math.round(bytes / 1000)} kB`);
}

if (import.meta.main) await build();
