/*
 * Catalogue: what the usual variables are for, and where their values come from, for `launch-ready env`.
 * Source: documentation of the services named. Date: 2026-12-01. Licence of this list: the project's. Refresh by hand, at most yearly.
 */
export interface EnvPurpose {
  readonly name: RegExp;
  readonly is: string;
  readonly from: string;
}

const own = 'openssl rand -base64 32';
export const ENV_PURPOSES: readonly EnvPurpose[] = [
  { name: /^OPENAI_API_KEY$/, is: 'key of the model provider OpenAI', from: 'platform.openai.com, API keys' },
  { name: /^ANTHROPIC_API_KEY$/, is: 'key of the model provider Anthropic', from: 'console.anthropic.com, API keys' },
  { name: /^(?:GEMINI_API_KEY|GOOGLE_GENERATIVE_AI_API_KEY)$/, is: 'key of the model provider Google', from: 'aistudio.google.com, API keys' },
  { name: /^GROQ_API_KEY$/, is: 'key of the model provider Groq', from: 'console.groq.com, API keys' },
  { name: /^MISTRAL_API_KEY$/, is: 'key of the model provider Mistral', from: 'console.mistral.ai, API keys' },
  { name: /^OPENROUTER_API_KEY$/, is: 'key of the model provider OpenRouter', from: 'openrouter.ai, Keys' },
  { name: /^AI_GATEWAY_API_KEY$/, is: 'key of the AI gateway of Vercel', from: 'vercel.com, AI Gateway, API keys; not needed on Vercel itself' },
  { name: /^HF_TOKEN$/, is: 'token of Hugging Face', from: 'huggingface.co, Settings, Access Tokens' },
  {
    name: /^(?:DATABASE|POSTGRES|DIRECT|MONGODB|MYSQL)_(?:PRISMA_)?UR[LI](?:_NON_POOLING)?$/,
    is: 'address of the database, with user and password',
    from: 'page of your database host, Connection string',
  },
  { name: /^(?:REDIS|KV|UPSTASH)_.*(?:URL|TOKEN)$/, is: 'address or token of the key-value store', from: 'page of your store, Connection' },
  { name: /^BLOB_READ_WRITE_TOKEN$/, is: 'token of the file store', from: 'vercel.com, Storage, Blob' },
  { name: /SUPABASE_URL$/, is: 'address of the Supabase project', from: 'supabase.com, Project Settings, API' },
  { name: /SUPABASE_(?:ANON|PUBLISHABLE)_?KEY$/, is: 'public key of the Supabase project', from: 'supabase.com, Project Settings, API' },
  {
    name: /SUPABASE_SERVICE_ROLE_KEY$|SUPABASE_SECRET_KEY$/,
    is: 'key that passes all row security of Supabase: server only',
    from: 'supabase.com, Project Settings, API',
  },
  { name: /^CLERK_SECRET_KEY$|CLERK_PUBLISHABLE_KEY$/, is: 'key of the sign-in service Clerk', from: 'dashboard.clerk.com, API keys' },
  { name: /^(?:AUTH|NEXTAUTH|BETTER_AUTH|SESSION|JWT|COOKIE)_SECRET$|^SECRET_KEY(?:_BASE)?$/, is: 'signs sessions; whoever knows it is anybody', from: own },
  {
    name: /^(?:AUTH|NEXTAUTH|BETTER_AUTH|APP|NEXT_PUBLIC_(?:SITE|APP|BASE))_URL$|^(?:SITE|BASE)_URL$/,
    is: 'address of the app, as users see it',
    from: 'https://app.example.com in production, http://localhost:3000 here',
  },
  {
    name: /^STRIPE_SECRET_KEY$/,
    is: 'key of the payment provider Stripe',
    from: 'dashboard.stripe.com, Developers, API keys; the test one outside production',
  },
  { name: /^STRIPE_WEBHOOK_SECRET$/, is: 'proves that a webhook comes from Stripe', from: 'dashboard.stripe.com, Developers, Webhooks' },
  { name: /STRIPE_PUBLISHABLE_KEY$/, is: 'public key of Stripe', from: 'dashboard.stripe.com, Developers, API keys' },
  { name: /^RESEND_API_KEY$/, is: 'key of the mail provider Resend', from: 'resend.com, API keys' },
  { name: /^SENDGRID_API_KEY$/, is: 'key of the mail provider SendGrid', from: 'app.sendgrid.com, Settings, API Keys' },
  { name: /^POSTMARK_(?:API|SERVER)_TOKEN$/, is: 'token of the mail provider Postmark', from: 'account.postmarkapp.com, Servers, API Tokens' },
  { name: /^SMTP_/, is: 'mail server', from: 'page of your mail provider, SMTP' },
  { name: /SENTRY_DSN$/, is: 'where errors are reported', from: 'sentry.io, Project Settings, Client Keys' },
  { name: /POSTHOG_(?:KEY|HOST)$/, is: 'product analytics', from: 'posthog.com, Project settings' },
  {
    name: /^AWS_(?:ACCESS_KEY_ID|SECRET_ACCESS_KEY|REGION)$/,
    is: 'account of Amazon Web Services',
    from: 'console.aws.amazon.com, IAM, a user of its own with few rights',
  },
  { name: /^(?:GITHUB|GOOGLE|AUTH_[A-Z0-9]+)_(?:CLIENT_)?(?:ID|SECRET)$/, is: 'sign-in with another service', from: "that service's page for OAuth apps" },
  { name: /_WEBHOOK_SECRET$/, is: 'proves who sends a webhook', from: "the sender's page for webhooks" },
];
