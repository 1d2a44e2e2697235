/**
 * Writes the files that are made from the code: registries (and, by further generators in this folder, schema and docs).
 * `node tools/generate.ts` writes, `--check` fails when a file on disk differs.
 */
import { readFileSync, writeFileSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';

export interface Generated {
  readonly path: string;
  readonly text: string;
}

type Generator = () => Generated[] | Promise<Generated[]>;
/** Loaded one after the other: the registries must be right on disk before what reads them is imported. */
const GENERATORS: readonly (() => Promise<Generator>)[] = [
  async () => (await import('./generate/public-suffixes.ts')).publicSuffixes,
  async () => (await import('./generate/prefilter.ts')).prefilter,
  async () => (await import('./generate/rarity.ts')).rarity,
  async () => (await import('./generate/secret-rules.ts')).secretRules,
  async () => (await import('./generate/key-forms.ts')).keyForms,
  async () => (await import('./generate/secret-plan.ts')).secretPlan,
  async () => (await import('./generate/registries.ts')).registries,
  async () => (await import('./generate/architecture.ts')).architecture,
  async () => (await import('./generate/reference.ts')).reference,
  async () => (await import('./generate/check-pages.ts')).checkPages,
  async () => (await import('./generate/coverage.ts')).coverage,
  async () => (await import('./generate/mistakes.ts')).mistakes,
];

async function main(): Promise<void> {
  const check = process.argv.includes('--check');
  let drifted = 0;
  let seen = 0;
  for (const load of GENERATORS) {
    const generator = await load();
    for (const { path, text } of await generator()) {
      seen++;
      if (readIfThere(path) === text) continue;
      drifted++;
      if (check) {
        console.error(`drift: ${path} differs from what the code says; run: npm run generate`);
      } else {
        mkdirSync(dirname(path), { recursive: true });
        writeFileSync(path, text);
        console.error(`wrote ${path}`);
      }
    }
  }
  if (seen === 0) throw new Error('no generated files: the generators saw nothing');
  if (check && drifted > 0) process.exitCode = 1;
}

function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

await main();
