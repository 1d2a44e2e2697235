/**
 * Writes the files that are made from the code: registries (and, by further generators in this folder, schema and docs).
 * `node tools/generate.ts` writes, `--check` fails when a file on disk differs.
 */
import { readFileSync, writeFileSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { architecture } from './generate/architecture.ts';
import { checkPages } from './generate/check-pages.ts';
import { coverage } from './generate/coverage.ts';
import { reference } from './generate/reference.ts';
import { registries } from './generate/registries.ts';

export interface Generated {
  readonly path: string;
  readonly text: string;
}

const generators: (() => Generated[] | Promise<Generated[]>)[] = [registries, architecture, reference, checkPages, coverage];

async function main(): Promise<void> {
  const check = process.argv.includes('--check');
  let drifted = 0;
  let seen = 0;
  for (const generator of generators) {
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
