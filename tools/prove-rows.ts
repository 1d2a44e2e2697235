/**
 * Breaks each check, artifact and table cell that docs/coverage.md names, one at a time, and sees its named test fail; first sees the same test pass unbroken.
 * One vitest run in which only those tests run, each twice. `npm run prove-rows`; exit code 1 when a proof does not hold. With words (`npm run prove-rows -- email/`)
 * only covers that contain one of them are proven.
 */
import { createVitest, type Reporter, type TestCase } from 'vitest/node';
import { everyProof } from './prove/proofs.ts';
import type { Proof } from './claims.ts';

interface Ran {
  readonly file: string;
  readonly name: string;
  readonly passed: boolean;
  readonly says: string;
  readonly noticed: Readonly<Record<string, boolean>>;
}

const started = performance.now();
const words = process.argv.slice(2);
const proofs = everyProof().filter(({ cover }) => words.length === 0 || words.some((word) => cover.includes(word)));
const ran: Ran[] = [];
const problems: string[] = [];
const reporter: Reporter = {
  onTestCaseResult(test: TestCase) {
    const { state, errors } = test.result();
    if (state !== 'passed' && state !== 'failed') return;
    const file = test.module.relativeModuleId;
    const [error] = errors ?? [];
    const says = [error?.message.split('\n')[0], error?.actual]
      .filter((part) => part !== undefined)
      .join(': ')
      .slice(0, 400);
    ran.push({ file, name: test.fullName, passed: state === 'passed', says, noticed: test.meta().noticed ?? {} });
  },
  onTestModuleEnd(module) {
    for (const error of module.errors()) problems.push(`${module.relativeModuleId}: ${error.message}`);
  },
};

const vitest = await createVitest('test', {
  watch: false,
  root: '.',
  config: 'tools/prove/vitest.config.ts',
  provide: { proofs },
  reporters: [reporter],
  update: false,
});
await vitest.start([...new Set(proofs.map(({ test }) => test))]);
await vitest.close();

const faults = [...problems, ...proofs.flatMap((proof) => faultOf(proof) ?? [])];
for (const fault of faults) console.error(`NOT PROVEN ${fault}`);
console.log(`prove-rows: ${proofs.length} proofs, ${faults.length} do not hold, ${ran.length} tests, ${((performance.now() - started) / 1000).toFixed(0)} s`);
process.exitCode = faults.length > 0 || proofs.length === 0 || ran.length === 0 ? 1 : 0;

function faultOf({ cover, test, named }: Proof): string | undefined {
  const says = `${cover}, by "${named}" in ${test}`;
  const tests = ran.filter(({ file, name }) => file === test && name.includes(named));
  if (tests.length === 0) return `${says}: there is no such test`;
  const failing = tests.find(({ passed }) => !passed);
  if (failing) return `${says}: it fails with nothing broken (${failing.says})`;
  return tests.some(({ noticed }) => noticed[cover]) ? undefined : `${says}: broken, and the test does not notice`;
}
