/** How long the published package takes to install: the packed tarball into an empty folder, with an empty cache. */
import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { heading, row, run } from './common/measure.ts';

const ROUNDS = 3;
const TARGET = 'target 10000 ms';

heading('npm install of the packed package, empty cache, empty folder');
const folder = await mkdtemp(join(tmpdir(), 'bench-install-'));
try {
  const packed = await run('npm', ['pack', '--ignore-scripts', '--silent', '--pack-destination', folder]);
  const tarball = (await readdir(folder)).find((name) => name.endsWith('.tgz'));
  if (packed?.code !== 0 || tarball === undefined) throw new Error('npm pack failed; is there a bundle? Run: npm run build');
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const into = await mkdtemp(join(folder, 'into-'));
    const cache = await mkdtemp(join(folder, 'cache-'));
    const installed = await run('npm', ['install', join(folder, tarball), '--cache', cache, '--no-audit', '--no-fund'], { cwd: into });
    if (installed?.code !== 0) throw new Error('npm install failed');
    times.push(installed.ms);
    const started = await run(join(into, 'node_modules', '.bin', 'launch-ready'), ['--version'], { cwd: into });
    if (started?.code !== 0) throw new Error('the installed command does not start');
  }
  row('npm install', times, TARGET);
  console.log(`packed ${Math.round((await stat(join(folder, tarball))).size / 1000)} kB`);
} finally {
  await rm(folder, { recursive: true, force: true });
}
