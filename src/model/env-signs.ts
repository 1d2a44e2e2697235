/** What a value of an env file shows, without any of it. */
export const ENV_SIGNS = [
  'empty',
  'nothing-word',
  'stand-in',
  'test-key',
  'live-key',
  'sandbox',
  'local-address',
  'tunnel',
  'plain-http',
  'port-in-host',
  'origin-with-slash',
  'pem-on-one-line',
  'short-secret',
  'known-secret',
  'superuser',
  'no-tls',
] as const;
export type EnvSign = (typeof ENV_SIGNS)[number];
