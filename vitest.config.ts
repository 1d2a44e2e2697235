import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['src/**/*.test.ts', 'range/**/*.test.ts', 'test/**/*.test.ts', 'tools/**/*.test.ts'],
    passWithNoTests: false,
    testTimeout: 20_000,
    env: { TZ: 'UTC' },
  },
});
