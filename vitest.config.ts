import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** The longest file begins first: left to the end, it would run alone for minutes. */
class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const inTurn = await super.sort(files);
    return inTurn.toSorted((a, b) => Number(isLong(b)) - Number(isLong(a)));
  }
}
const isLong = ({ moduleId }: TestSpecification): boolean => moduleId.endsWith('/range/scenarios.test.ts');

export default defineConfig({
  test: {
    include: ['src/**/*.test.ts', 'range/**/*.test.ts', 'test/**/*.test.ts', 'tools/**/*.test.ts'],
    passWithNoTests: false,
    // Only what hangs: a busy machine must not fail a run.
    testTimeout: 90_000,
    // Concurrent tests mostly wait for servers of the range.
    maxConcurrency: 6,
    env: { TZ: 'UTC' },
    sequence: { sequencer: LongestFirst },
    // Users' configs are loaded by Node itself, in tests as in life.
    server: { deps: { external: [/launch-ready\.config\.(ts|mjs|js)$/] } },
  },
});
