/*
 * Catalogue: where a provider says, reading only, whether it still takes a key: one GET that changes nothing and costs nothing.
 * Source: the providers' API references, compared with the addresses and headers in trufflesecurity/trufflehog (pkg/detectors, read 2026-12-01; facts, no code).
 * Licence of this list: the project's. Refresh by hand, at most every 180 days: a provider that moved its page must not make a dead key look alive.
 */

/** How one kind of key is asked about. */
export interface LivenessQuestion {
  /** Ids of rules in the secret catalogue. */
  readonly formats: readonly string[];
  readonly url: string;
  /** Header that carries the key, and what stands before it. */
  readonly header: string;
  readonly prefix: string;
  readonly alsoSends?: Readonly<Record<string, string>>;
  /** Statuses by which it says that it does not know the key. Any other refusal (a missing right, a limit) means that it does. */
  readonly unknownKey: readonly number[];
}

type Row = readonly [formats: string, url: string, header?: string, prefix?: string, alsoSends?: Readonly<Record<string, string>>];

const ROWS: readonly Row[] = [
  ['openai-key ai-key', 'https://api.openai.com/v1/models'],
  ['anthropic-key', 'https://api.anthropic.com/v1/models', 'x-api-key', '', { 'anthropic-version': '2023-06-01' }],
  ['openrouter-key', 'https://openrouter.ai/api/v1/key'],
  ['groq-key', 'https://api.groq.com/openai/v1/models'],
  ['xai-key', 'https://api.x.ai/v1/api-key'],
  ['mistral-key', 'https://api.mistral.ai/v1/models'],
  ['huggingface-token', 'https://huggingface.co/api/whoami-v2'],
  ['replicate-token', 'https://api.replicate.com/v1/account'],
  ['langsmith-key', 'https://api.smith.langchain.com/api/v1/api-key', 'x-api-key', ''],
  ['pinecone-key', 'https://api.pinecone.io/indexes', 'api-key', '', { 'x-pinecone-api-version': '2025-10' }],
  ['github-token github-fine-grained', 'https://api.github.com/user'],
  ['gitlab-token', 'https://gitlab.com/api/v4/user', 'private-token', ''],
  ['stripe-live-key stripe-test-key', 'https://api.stripe.com/v1/balance'],
  ['clerk-live-key', 'https://api.clerk.com/v1/jwks'],
  ['supabase-access-token', 'https://api.supabase.com/v1/projects'],
  ['resend-key', 'https://api.resend.com/domains'],
  ['sendgrid-key', 'https://api.sendgrid.com/v3/scopes'],
  ['postmark-token', 'https://api.postmarkapp.com/server', 'x-postmark-server-token', '', { accept: 'application/json' }],
  ['vercel-token', 'https://api.vercel.com/v2/user'],
  ['netlify-token', 'https://api.netlify.com/api/v1/sites'],
  ['cloudflare-token', 'https://api.cloudflare.com/client/v4/user/tokens/verify'],
  ['digitalocean-token', 'https://api.digitalocean.com/v2/account'],
  ['doppler-token', 'https://api.doppler.com/v3/me'],
  ['sentry-token', 'https://sentry.io/api/0/auth/validate/'],
  ['notion-token', 'https://api.notion.com/v1/users', 'authorization', 'Bearer ', { 'notion-version': '2022-06-28' }],
];

export const livenessQuestions: readonly LivenessQuestion[] = ROWS.map(([formats, url, header = 'authorization', prefix = 'Bearer ', alsoSends]) => ({
  formats: formats.split(' '),
  url,
  header,
  prefix,
  unknownKey: [401],
  ...(alsoSends && { alsoSends }),
}));
