import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DOMAIN } from '../../range/healthy.ts';
import { run } from './measure.ts';
import { ROOT_HINTS } from './walkable-world.ts';

/** Milliseconds that Zonemaster takes for the domain of a walkable world; nothing when it is not installed or does not finish. */
export async function zonemaster(folder: string): Promise<number | undefined> {
  const hints = join(folder, 'hints');
  await writeFile(hints, ROOT_HINTS);
  return (await run('zonemaster-cli', ['--hints', hints, '--no-ipv6', '--no-progress', '--raw', DOMAIN]))?.ms;
}
