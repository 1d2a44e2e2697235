/* What a real bundler makes of an app with secrets in it, served to visitors and lying in the folder: where they are found, and the modules that brought them in. */
import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { build } from 'rolldown';
import { beforeAll, expect, test } from 'vitest';
import type { Finding } from '../src/model/finding.ts';
import { appBut, siteBut } from './faults/change.ts';
import { soundRepository } from './faults/repository.ts';
import { path } from './faults/web.ts';
import { openAiKey, seeded, stripeLiveKey } from './acme/repository/key-shapes.ts';
import { page } from './healthy.ts';
import { runScenario } from './scenario.ts';
import type { SiteAnswer } from './site.ts';
import { startWorld, type WorldSpec } from './world.ts';

const random = seeded('real bundles');
const [OPENAI, STRIPE, OWN] = [openAiKey(random), stripeLiveKey(random), random.text(36)];
const ENV = { '.env.local': `MODEL_API_KEY=${OWN}\n` };
const SOURCES = {
  'src/main.ts': "import { App } from './App';\ndocument.body.append(App());\n",
  'src/App.ts':
    "import { ask } from './lib/model';\nexport const App = () => { ask('hello'); const p = document.createElement('p'); p.onclick = async () => { const { pay } = await import('./Pay'); pay(); }; return p; };\n",
  'src/lib/model.ts': `const key: string = "${OPENAI}";\nexport const ask = (text: string) => fetch('/x', { headers: { a: key, b: process.env.MODEL_API_KEY! }, body: text });\n`,
  'src/Pay.ts': "import { stripe } from './lib/stripe';\nexport const pay = () => alert(stripe());\n",
  'src/lib/stripe.ts': `export const stripe = () => "${STRIPE}";\n`,
};
let built: Readonly<Record<string, string>>;

beforeAll(async () => {
  const folder = await mkdtemp(join(tmpdir(), 'bundle-'));
  try {
    for (const [name, text] of Object.entries(SOURCES)) {
      await mkdir(dirname(join(folder, name)), { recursive: true });
      await writeFile(join(folder, name), text);
    }
    const { output } = await build({
      cwd: folder,
      input: 'src/main.ts',
      write: false,
      transform: { define: { 'process.env.MODEL_API_KEY': JSON.stringify(OWN) } },
      output: { dir: 'dist/assets', sourcemap: true, minify: true, entryFileNames: '[name]-[hash].js', chunkFileNames: '[name]-[hash].js' },
    });
    built = Object.fromEntries(output.map((file) => [file.fileName, file.type === 'chunk' ? file.code : String(file.source)]));
  } finally {
    await rm(folder, { recursive: true });
  }
});

const file = (type: string, body: string): SiteAnswer => ({ status: 200, headers: [['content-type', type]], body });
const entry = (): string => Object.keys(built).find((name) => /^main-.*\.js$/.test(name)) ?? '';
const later = (): string => Object.keys(built).find((name) => /^Pay-.*\.js$/.test(name)) ?? '';
const typeOf = (name: string): string => (name.endsWith('.map') ? 'application/json' : 'text/javascript');

/** The build on the app's host; without its source maps where a careful deploy leaves them out. */
const deployed = (maps: boolean): WorldSpec =>
  appBut(
    path('app', '/', file('text/html; charset=utf-8', page('Acme', `<script type="module" src="/assets/${entry()}"></script>`))),
    ...Object.entries(built).flatMap(([name, text]) => (maps || !name.endsWith('.map') ? [path('app', `/assets/${name}`, file(typeOf(name), text))] : [])),
  );
const inFolder = (untracked: Readonly<Record<string, string>>) => ({ repository: { ...soundRepository, untracked } });

async function found(world: WorldSpec): Promise<Finding[]> {
  const { assessment } = await runScenario(world, startWorld);
  return assessment.findings.filter(({ check }) => /^secrets\/(?:deployed|built)-code$/.test(check));
}
const told = (findings: readonly Finding[]): string[] => findings.map(({ problem, data }) => `${problem}: ${String(data['what'])}`).sort();
const proofOf = (findings: readonly Finding[], what: string): string =>
  JSON.stringify(findings.find(({ data }) => String(data['what']).includes(what))?.proof.map(({ says, lines }) => [says, ...(lines ?? [])]));

test('deployed with source maps: a key in the entry, one in a later chunk, an own value put in by the build, each with its modules', async () => {
  const findings = await found({ ...deployed(true), ...inFolder(ENV) });
  expect(told(findings)).toEqual(['usable-secret: a Stripe live key', 'usable-secret: an OpenAI key', 'usable-secret: the value of MODEL_API_KEY']);
  expect(proofOf(findings, 'OpenAI')).toContain('it comes from src/lib/model.ts, which is imported by src/App.ts, which is imported by src/main.ts');
  expect(proofOf(findings, 'OpenAI')).toContain(`/assets/${entry()}, line 1, column `);
  expect(proofOf(findings, 'OpenAI')).toContain('In the source code that the source map holds');
  expect(proofOf(findings, 'Stripe')).toContain(`/assets/${later()}, line 1, column `);
  expect(proofOf(findings, 'Stripe')).toContain('it comes from src/lib/stripe.ts, which is imported by src/Pay.ts, which is imported by src/App.ts');
  // The source has only the name of the variable: its place is told by the mappings.
  expect(proofOf(findings, 'MODEL_API_KEY')).toContain('it comes from src/lib/model.ts, which is imported by src/App.ts');
  expect(findings.find(({ data }) => String(data['what']).includes('OpenAI'))?.fix.steps.join(' ')).toContain(
    'Move the call in src/lib/model.ts into api/chat.ts',
  );
  expect(JSON.stringify(findings)).not.toContain(OPENAI.slice(8, 24));
  expect(JSON.stringify(findings)).not.toContain(OWN.slice(4, 16));
});

test('deployed without source maps the same is found, and no module is named', async () => {
  const findings = await found({ ...deployed(false), ...inFolder(ENV) });
  expect(told(findings)).toEqual(['usable-secret: a Stripe live key', 'usable-secret: an OpenAI key', 'usable-secret: the value of MODEL_API_KEY']);
  expect(JSON.stringify(findings)).not.toContain('it comes from src');
});

test('the same build only in the folder', async () => {
  const dist = Object.fromEntries(Object.entries(built).map(([name, text]) => [`dist/assets/${name}`, text]));
  const findings = await found({ ...siteBut(), ...inFolder({ ...ENV, ...dist, 'dist/index.html': '<!doctype html>' }) });
  expect(told(findings)).toEqual(['in-built-code: a Stripe live key', 'in-built-code: an OpenAI key', 'in-built-code: the value of MODEL_API_KEY']);
  expect(proofOf(findings, 'MODEL_API_KEY')).toContain('it comes from src/lib/model.ts, which is imported by src/App.ts');
});
