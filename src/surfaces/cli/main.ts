#!/usr/bin/env node
/* Starts fast: what `--version` and `--help` do not need is imported only when a verb runs. */
import { help } from './help.ts';
import { VERSION } from '../../version.ts';

const [first, ...rest] = process.argv.slice(2);

if (first === '--version' || first === '-v') process.stdout.write(`${VERSION}\n`);
else if (first === '--help' || first === '-h' || first === 'help') process.stdout.write(help(rest[0]));
else {
  void import('./run.ts').then(({ run }) => run(process.argv.slice(2)));
}
