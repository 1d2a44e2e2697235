/** Prints the figures: all of them, or the named ones. `npm run bench -- [audit] [domain] [replay] [install]`; needs `npm run build`. */
import { readdirSync } from 'node:fs';

const parts = readdirSync(import.meta.dirname, { withFileTypes: true })
  .filter((entry) => entry.isFile() && entry.name !== 'main.ts')
  .map(({ name }) => name.replace(/\.ts$/, ''))
  .sort();
// A file or an option is for the figure that is asked for.
const asked = process.argv.slice(2).filter((name) => !/[./]|^--/.test(name));
const unknown = asked.filter((name) => !parts.includes(name));
if (unknown.length > 0) {
  console.error(`there is no figure ${unknown.join(', ')}; there are ${parts.join(', ')}`);
  process.exitCode = 2;
} else for (const part of asked.length > 0 ? asked : parts) await import(`./${part}.ts`);
