import { mergeConfig } from 'vitest/config';
import plain from '../../vitest.config.ts';

/** The same tests as `npm test`, run by a runner that breaks what they prove. */
export default mergeConfig(plain, {
  test: { runner: './tools/prove/runner.ts', setupFiles: ['./tools/prove/setup.ts'], testTimeout: 120_000, hookTimeout: 120_000, maxConcurrency: 3 },
});
