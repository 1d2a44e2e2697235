/** Kinds of what must not stand in a log. */
export const LOG_FIND_KINDS = [
  'auth-header',
  'error-headers',
  'url-token',
  'token-field',
  'url-credentials',
  'password',
  'prompt',
  'secret',
  'jwt',
  'email',
  'phone',
  'name',
  'card',
  'iban',
  'national-id',
  'ip',
  'env-dump',
] as const;
export type LogFindKind = (typeof LOG_FIND_KINDS)[number];

/** What is planted to see whether it comes back in a log: values that look like those of a user and belong to nobody. */
export const CANARIES = ['bearer', 'cookie', 'reset-token', 'password', 'prompt', 'email', 'phone', 'card', 'api-key'] as const;
export type Canary = (typeof CANARIES)[number];

/** Forms in which a value may come back. */
export const CANARY_FORMS = ['raw', 'base64', 'url-encoded', 'json-escaped', 'hex', 'sha256', 'md5'] as const;
export type CanaryForm = (typeof CANARY_FORMS)[number];
