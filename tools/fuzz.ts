/**
 * Runs the parsers of `src/formats` over random and changed inputs, see `test/fuzz/`.
 * `node tools/fuzz.ts [part of a parser's name] [--cases 100000] [--seed 1]`; exit code 1 when one did not survive, or when a file of
 * `src/formats` is missing in the table.
 */
import { readdirSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { fuzz } from '../test/fuzz/fuzz.ts';
import { NO_PARSERS, PARSERS } from '../test/fuzz/parsers.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { cases: { type: 'string', default: '100000' }, seed: { type: 'string', default: '1' } },
});
const wanted = PARSERS.filter(({ file, name }) => positionals.length === 0 || positionals.some((part) => `${file}:${name}`.includes(part)));
let dead = wanted.length === 0 ? 1 : 0;
for (const parser of wanted) {
  const started = performance.now();
  const casualties = fuzz(parser, Number(values.cases), Number(values.seed));
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  console.log(`${casualties.length === 0 ? 'survives' : 'DOES NOT'}  ${parser.file}: ${parser.name}  (${values.cases} cases, ${seconds} s)`);
  for (const { why, input } of casualties)
    console.log(`  ${why}: ${JSON.stringify(input.slice(0, 300))}${input.length > 300 ? ` … ${input.length} characters` : ''}`);
  if (casualties.length > 0) dead += 1;
}
const known = new Set([...PARSERS.map(({ file }) => `${file}.ts`), ...NO_PARSERS.map((file) => `${file}.ts`)]);
const missing = readdirSync('src/formats').filter((file) => file.endsWith('.ts') && !/\.(?:test|fixture|gen)\.ts$/.test(file) && !known.has(file));
if (missing.length > 0) console.log(`not in the table of test/fuzz: ${missing.join(', ')}`);
console.log(`${wanted.length - dead} of ${wanted.length} parsers survive`);
process.exitCode = dead > 0 || missing.length > 0 ? 1 : 0;
