import { defineConfig } from 'vitest/config';

/** Scenarios against Knot, Unbound, nginx, Caddy, HAProxy, Varnish, OpenJDK, Postfix and Dovecot from Debian packages; `.ci/run` installs them, and the packages of range/real/stacks. Needs root. */
export default defineConfig({
  test: {
    include: ['range/real/**/*.real.ts'],
    passWithNoTests: false,
    testTimeout: 60_000,
    hookTimeout: 60_000,
    maxConcurrency: 3,
    env: { TZ: 'UTC' },
  },
});
