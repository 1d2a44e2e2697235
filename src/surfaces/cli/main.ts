#!/usr/bin/env node
/* Starts fast: what `--version` and `--help` do not need is imported only when a verb runs. */
import { help } from './help.ts';
import { VERSION } from '../../version.ts';

const [first, ...rest] = process.argv.slice(2);

if (first === '--version' || first === '-v') process.stdout.write(`${VERSION}\n`);
else if (first === '--help' || first === '-h' || first === 'help') process.stdout.write(help(rest[0]));
else {
  const { run } = await import('./run.ts');
  await run(process.argv.slice(2));
}
