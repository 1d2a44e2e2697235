/** Bundles the product into `dist/`: one light entry per command, everything else in chunks that load when needed. `node tools/build.ts` */
import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { rolldown, type Plugin, type RolldownOutput } from 'rolldown';
import { thirdPartyNotices } from './notices.ts';

/**
 * The command is CommonJS, the library ES modules. Importing a builtin as an ES module reads every property it has, and some of those load what nobody needs
 * (`node:http` a whole fetch client); and each chunk that is imported later needs a small file of its own with its names. As CommonJS a run starts 30 ms sooner.
 */
const COMMAND = { input: { cli: 'src/surfaces/cli/main.ts', thread: 'src/thread.ts' }, format: 'cjs', ending: 'cjs' } as const;
const LIBRARY = { input: { config: 'src/config/definition.ts', index: 'src/index.ts' }, format: 'esm', ending: 'js' } as const;

/** The same for what is imported later: CommonJS keeps `import()` of what is not bundled. */
const plainBuiltins: Plugin = {
  name: 'plain-builtins',
  renderChunk: (code) => code.replaceAll(/\bimport\(\s*["'`](node:[\w/]+)["'`]\s*\)/g, 'Promise.resolve(require("$1"))'),
};

/** What every run of the main verb loads is one file, dependencies included: finding and reading fifty small files costs more than what is in them. */
const GROUPS = [
  { name: 'start', test: /cli\/(help|run|args|screen)\.ts$|config\/nearest\.ts$|src\/(model\/)?version\.ts$/, priority: 5 },
  { name: 'judge', test: /cli\/audit\.ts$|verbs\/replay\.ts$/, priority: 3 },
  // What a thread loads too must not come with what judges.
  {
    name: 'scan',
    test: /src\/(scan|model|ports|recognise)\/|data\/(secrets\/|secret-rules)|reporters\/(json|plain|words)\.ts$|reporters\/(scan|terminal)\/.*|formats\/(zip|tar|text-inside|dmarc-report-refusal|file-role)\.ts$|drivers\/(git|git-history|git-objects|byte-reader|repository-tree)\.ts$|adapters\/io\/(files|processes|threads|local-io)\.ts$|store\/(user-cache|whole-file)\.ts$|src\/compose-local\.ts$|cli\/scan\.ts$|verbs\/scan(\/.*)?\.ts$/,
    priority: 4,
  },
  { name: 'write', test: /reporters\/(html|plan|risks)\.ts$/, priority: 2 },
  { name: 'look', test: /verbs\/(audit|load-config)\.ts$|probes\/index\.gen\.ts$|adapters\/io\/node-io\.ts$|config\/(parse|intent)\.ts$/, priority: 1 },
];

/** The same program in ASCII: one character beyond it makes Node decode the whole file bit by bit and keep it in twice the memory. */
function inAscii(code: string): string {
  if (/\\[\u0080-\uffff]/.test(code)) throw new Error('a character beyond ASCII is escaped by a backslash; write it as a code');
  return code.replaceAll(/[\u0080-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

async function bundled({ input, format, ending }: typeof COMMAND | typeof LIBRARY): Promise<RolldownOutput['output']> {
  const bundle = await rolldown({
    input,
    platform: 'node',
    // Everything is bundled: what is published installs nothing. Optional peers are looked for when they are used.
    external: [/^node:/, 'imapflow'],
    ...(format === 'cjs' && { plugins: [plainBuiltins] }),
    onLog(level, log) {
      // The groups above decide what is loaded together, whatever is imported later.
      if (level === 'warn' && log.code !== 'INEFFECTIVE_DYNAMIC_IMPORT') throw new Error(`the bundler warns: ${log.message}`);
    },
  });
  const { output } = await bundle.write({
    dir: 'dist',
    format,
    entryFileNames: `[name].${ending}`,
    chunkFileNames: `chunks/[name]-[hash].${ending}`,
    codeSplitting: { groups: GROUPS },
    minify: true,
  });
  await bundle.close();
  for (const file of output) if (file.type === 'chunk') writeFileSync(join('dist', file.fileName), inAscii(file.code));
  return output;
}

export async function build(): Promise<void> {
  rmSync('dist', { recursive: true, force: true });
  const output = [...(await bundled(COMMAND)), ...(await bundled(LIBRARY))];
  const modules = output.flatMap((file) => (file.type === 'chunk' ? file.moduleIds : []));
  mkdirSync('dist/types', { recursive: true });
  writeFileSync('dist/THIRD-PARTY-NOTICES', thirdPartyNotices(modules.map((path) => relative(process.cwd(), path).split(sep).join('/'))));
  copyFileSync('docs/reference/config.schema.json', 'dist/config.schema.json');
  execFileSync('tsc', ['-p', 'tsconfig.types.json'], { stdio: 'inherit' });
  const left = output.find((file) => file.type === 'chunk' && /\bimport\(\s*["'`]node:/.test(file.code));
  if (left) throw new Error(`${left.fileName} still imports a builtin as an ES module`);
  for (const chunk of output) {
    // What a cache of scanned contents is valid for is told by the name of this chunk (`Cache.code`).
    const decides = chunk.type === 'chunk' && chunk.moduleIds.some((id) => /[\\/]src[\\/](?:scan|recognise)[\\/]/.test(id));
    if (decides && !/^chunks\/scan-[\w-]{8}\./.test(chunk.fileName))
      throw new Error(`${chunk.fileName} decides what a scan finds, but lies outside the scan chunk`);
  }
  const bytes = output.reduce((sum, file) => sum + Buffer.byteLength(file.type === 'chunk' ? file.code : file.source), 0);
  console.log(`dist: ${output.length} files, ${Math.round(bytes / 1000)} kB`);
}

if (import.meta.main) await build();
