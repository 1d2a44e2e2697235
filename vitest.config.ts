import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['src/**/*.test.ts', 'range/**/*.test.ts', 'test/**/*.test.ts', 'tools/**/*.test.ts'],
    passWithNoTests: false,
    // Only what hangs: a busy machine must not fail a run.
    testTimeout: 90_000,
    // Concurrent tests mostly wait for servers of the range.
    maxConcurrency: 6,
    env: { TZ: 'UTC' },
    // Users' configs are loaded by Node itself, in tests as in life.
    server: { deps: { external: [/launch-ready\.config\.(ts|mjs|js)$/] } },
  },
});
