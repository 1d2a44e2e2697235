/**
 * Breaks what covers each covered row, one at a time, and sees the named test fail: a check reports nothing, a function returns nothing.
 * First sees the same test pass unbroken. `node tools/prove-rows.ts`; exit code 1 when a claim does not hold.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CLAIMS, type Proof } from './claims.ts';
import { coverName } from './generate/coverage.ts';

/** Runs one named test in a fresh vitest; returns its counts. */
function run({ test, named }: Proof, broken: string | undefined): { readonly passed: number; readonly failed: number } {
  const pattern = named.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
  const file = join(folder, 'result.json');
  rmSync(file, { force: true });
  spawnSync(process.execPath, ['node_modules/vitest/vitest.mjs', 'run', test, '-t', pattern, '--reporter=json', `--outputFile.json=${file}`], {
    stdio: 'ignore',
    env: { ...process.env, ...(broken !== undefined && { BREAK: broken }) },
  });
  // No result at all proves nothing, in either direction.
  if (!existsSync(file)) return { passed: 0, failed: 0 };
  const said = JSON.parse(readFileSync(file, 'utf8')) as { numPassedTests: number; numFailedTests: number };
  return { passed: said.numPassedTests, failed: said.numFailedTests };
}

const folder = mkdtempSync(join(tmpdir(), 'prove-rows-'));

let failures = 0;
let proofs = 0;
for (const { row, proofs: of } of CLAIMS) {
  for (const proof of of) {
    proofs++;
    const whole = run(proof, undefined);
    const broken = run(proof, coverName(proof.cover));
    const holds = whole.passed > 0 && whole.failed === 0 && broken.failed > 0;
    if (!holds) failures++;
    console.log(
      `${holds ? 'proven ' : 'NOT PROVEN'} ${row.padEnd(4)} ${coverName(proof.cover)} by "${proof.named}" (whole: ${whole.passed} passed, ${whole.failed} failed; broken: ${broken.failed} failed)`,
    );
  }
}
rmSync(folder, { recursive: true, force: true });
console.log(`${proofs - failures} of ${proofs} proofs hold`);
process.exitCode = failures > 0 || proofs === 0 ? 1 : 0;
