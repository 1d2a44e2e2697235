/*
 * Catalogue: environment variables that platforms set, that libraries read without being told, and prefixes that publish a value to browsers.
 * Source: documentation of the frameworks, platforms and SDKs named. Date: 2026-12-01. Licence of this list: the project's. Refresh by hand, at most yearly.
 */

/** Prefixes whose variables a build copies into the browser's code. */
export const PUBLIC_PREFIXES = ['NEXT_PUBLIC_', 'VITE_', 'REACT_APP_', 'EXPO_PUBLIC_', 'NUXT_PUBLIC_', 'GATSBY_', 'PUBLIC_', 'VUE_APP_'] as const;

/** Set by the system, the runtime, the platform or the build; nobody has to document them. */
export const GIVEN_NAMES =
  /^(?:NODE_ENV|NODE_OPTIONS|NODE_VERSION|NEXT_RUNTIME|NEXT_PHASE|NEXT_DEPLOYMENT_ID|CI|PORT|HOST|HOSTNAME|HOME|PATH|PWD|USER|USERNAME|SHELL|TERM|TZ|LANG|LC_ALL|TMPDIR|TEMP|TMP|APPDATA|LOCALAPPDATA|USERPROFILE|DEBUG|NO_COLOR|FORCE_COLOR|EDITOR|MODE|DEV|PROD|SSR|BASE_URL|ANALYZE|BUILD_ID|PYTHONPATH|VIRTUAL_ENV|DYNO|K_SERVICE|VERCEL|NETLIFY|RENDER|CONTEXT|DEPLOY_PRIME_URL|CF_PAGES|SPACE_ID|PLAYWRIGHT|CI_PLAYWRIGHT|GIT_COMMIT_SHA|SOURCE_DATE_EPOCH)$|^(?:VERCEL|NEXT_PUBLIC_VERCEL|GITHUB|GITLAB|CI|FLY|RENDER|RAILWAY|HEROKU|NETLIFY|CF_PAGES|npm|COREPACK|XDG|AWS_LAMBDA|AWS_EXECUTION|KUBERNETES|VITEST|JEST|PLAYWRIGHT|CI_PLAYWRIGHT|PYTEST|TURBO|BUN|DENO|STORYBOOK|__)_/;

/** Package → variables that it reads by itself. Packages of Python are written `pypi:name`. */
export const IMPLICIT_NAMES: Readonly<Record<string, readonly string[]>> = {
  openai: ['OPENAI_API_KEY', 'OPENAI_ORG_ID', 'OPENAI_PROJECT_ID', 'OPENAI_BASE_URL', 'OPENAI_WEBHOOK_SECRET', 'AZURE_OPENAI_API_KEY', 'OPENAI_API_VERSION'],
  '@anthropic-ai/sdk': ['ANTHROPIC_API_KEY', 'ANTHROPIC_AUTH_TOKEN', 'ANTHROPIC_BASE_URL'],
  ai: ['AI_GATEWAY_API_KEY', 'VERCEL_OIDC_TOKEN'],
  '@ai-sdk/gateway': ['AI_GATEWAY_API_KEY', 'VERCEL_OIDC_TOKEN'],
  '@ai-sdk/openai': ['OPENAI_API_KEY', 'OPENAI_BASE_URL'],
  '@ai-sdk/azure': ['AZURE_RESOURCE_NAME', 'AZURE_API_KEY'],
  '@ai-sdk/anthropic': ['ANTHROPIC_API_KEY', 'ANTHROPIC_BASE_URL'],
  '@ai-sdk/google': ['GOOGLE_GENERATIVE_AI_API_KEY'],
  '@ai-sdk/google-vertex': ['GOOGLE_VERTEX_PROJECT', 'GOOGLE_VERTEX_LOCATION', 'GOOGLE_APPLICATION_CREDENTIALS', 'GOOGLE_CLIENT_EMAIL', 'GOOGLE_PRIVATE_KEY'],
  '@ai-sdk/amazon-bedrock': ['AWS_REGION', 'AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'AWS_SESSION_TOKEN', 'AWS_BEARER_TOKEN_BEDROCK'],
  '@ai-sdk/groq': ['GROQ_API_KEY'],
  '@ai-sdk/mistral': ['MISTRAL_API_KEY'],
  '@ai-sdk/xai': ['XAI_API_KEY'],
  '@ai-sdk/cohere': ['COHERE_API_KEY'],
  '@ai-sdk/deepseek': ['DEEPSEEK_API_KEY'],
  '@ai-sdk/perplexity': ['PERPLEXITY_API_KEY'],
  '@ai-sdk/fireworks': ['FIREWORKS_API_KEY'],
  '@ai-sdk/togetherai': ['TOGETHER_AI_API_KEY', 'TOGETHER_API_KEY'],
  '@ai-sdk/cerebras': ['CEREBRAS_API_KEY'],
  '@ai-sdk/replicate': ['REPLICATE_API_TOKEN'],
  '@ai-sdk/elevenlabs': ['ELEVENLABS_API_KEY'],
  '@openrouter/ai-sdk-provider': ['OPENROUTER_API_KEY'],
  '@google/genai': ['GEMINI_API_KEY', 'GOOGLE_API_KEY', 'GOOGLE_GENAI_USE_VERTEXAI', 'GOOGLE_CLOUD_PROJECT', 'GOOGLE_CLOUD_LOCATION'],
  '@mistralai/mistralai': ['MISTRAL_API_KEY'],
  'groq-sdk': ['GROQ_API_KEY', 'GROQ_BASE_URL'],
  'cohere-ai': ['CO_API_KEY'],
  'together-ai': ['TOGETHER_API_KEY'],
  replicate: ['REPLICATE_API_TOKEN'],
  elevenlabs: ['ELEVENLABS_API_KEY'],
  '@elevenlabs/elevenlabs-js': ['ELEVENLABS_API_KEY'],
  '@huggingface/inference': ['HF_TOKEN'],
  '@vercel/blob': ['BLOB_READ_WRITE_TOKEN'],
  '@vercel/edge-config': ['EDGE_CONFIG'],
  '@vercel/postgres': [
    'POSTGRES_URL',
    'POSTGRES_PRISMA_URL',
    'POSTGRES_URL_NON_POOLING',
    'POSTGRES_USER',
    'POSTGRES_HOST',
    'POSTGRES_PASSWORD',
    'POSTGRES_DATABASE',
  ],
  '@vercel/kv': ['KV_URL', 'KV_REST_API_URL', 'KV_REST_API_TOKEN', 'KV_REST_API_READ_ONLY_TOKEN'],
  '@upstash/redis': ['UPSTASH_REDIS_REST_URL', 'UPSTASH_REDIS_REST_TOKEN', 'KV_REST_API_URL', 'KV_REST_API_TOKEN'],
  '@upstash/vector': ['UPSTASH_VECTOR_REST_URL', 'UPSTASH_VECTOR_REST_TOKEN'],
  '@upstash/qstash': ['QSTASH_TOKEN', 'QSTASH_URL', 'QSTASH_CURRENT_SIGNING_KEY', 'QSTASH_NEXT_SIGNING_KEY'],
  '@clerk/nextjs': [
    'CLERK_SECRET_KEY',
    'CLERK_WEBHOOK_SIGNING_SECRET',
    'NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY',
    'NEXT_PUBLIC_CLERK_SIGN_IN_URL',
    'NEXT_PUBLIC_CLERK_SIGN_UP_URL',
    'NEXT_PUBLIC_CLERK_SIGN_IN_FALLBACK_REDIRECT_URL',
    'NEXT_PUBLIC_CLERK_SIGN_UP_FALLBACK_REDIRECT_URL',
    'NEXT_PUBLIC_CLERK_AFTER_SIGN_IN_URL',
    'NEXT_PUBLIC_CLERK_AFTER_SIGN_UP_URL',
  ],
  'next-auth': ['AUTH_SECRET', 'NEXTAUTH_SECRET', 'NEXTAUTH_URL', 'NEXTAUTH_URL_INTERNAL', 'AUTH_URL', 'AUTH_TRUST_HOST', 'AUTH_REDIRECT_PROXY_URL'],
  '@auth/sveltekit': ['AUTH_SECRET', 'AUTH_URL', 'AUTH_TRUST_HOST'],
  'better-auth': ['BETTER_AUTH_SECRET', 'BETTER_AUTH_URL', 'BETTER_AUTH_TRUSTED_ORIGINS', 'BETTER_AUTH_TELEMETRY'],
  '@auth0/nextjs-auth0': ['AUTH0_DOMAIN', 'AUTH0_CLIENT_ID', 'AUTH0_CLIENT_SECRET', 'AUTH0_SECRET', 'APP_BASE_URL', 'AUTH0_BASE_URL', 'AUTH0_ISSUER_BASE_URL'],
  '@kinde-oss/kinde-auth-nextjs': [
    'KINDE_CLIENT_ID',
    'KINDE_CLIENT_SECRET',
    'KINDE_ISSUER_URL',
    'KINDE_SITE_URL',
    'KINDE_POST_LOGIN_REDIRECT_URL',
    'KINDE_POST_LOGOUT_REDIRECT_URL',
  ],
  '@workos-inc/authkit-nextjs': ['WORKOS_API_KEY', 'WORKOS_CLIENT_ID', 'WORKOS_COOKIE_PASSWORD', 'NEXT_PUBLIC_WORKOS_REDIRECT_URI'],
  '@supabase/auth-helpers-nextjs': ['NEXT_PUBLIC_SUPABASE_URL', 'NEXT_PUBLIC_SUPABASE_ANON_KEY'],
  supabase: ['SUPABASE_ACCESS_TOKEN', 'SUPABASE_DB_PASSWORD', 'SUPABASE_PROJECT_ID'],
  pg: ['PGHOST', 'PGUSER', 'PGPASSWORD', 'PGDATABASE', 'PGPORT', 'PGSSLMODE'],
  postgres: ['PGHOST', 'PGUSER', 'PGUSERNAME', 'PGPASSWORD', 'PGDATABASE', 'PGPORT'],
  '@prisma/client': ['DATABASE_URL', 'DIRECT_URL', 'SHADOW_DATABASE_URL'],
  convex: ['CONVEX_DEPLOYMENT', 'NEXT_PUBLIC_CONVEX_URL', 'VITE_CONVEX_URL', 'CONVEX_DEPLOY_KEY'],
  resend: ['RESEND_API_KEY', 'RESEND_BASE_URL'],
  '@sentry/nextjs': ['SENTRY_AUTH_TOKEN', 'SENTRY_DSN', 'NEXT_PUBLIC_SENTRY_DSN', 'SENTRY_ORG', 'SENTRY_PROJECT', 'SENTRY_RELEASE', 'SENTRY_ENVIRONMENT'],
  '@sentry/node': ['SENTRY_DSN', 'SENTRY_RELEASE', 'SENTRY_ENVIRONMENT', 'SENTRY_TRACES_SAMPLE_RATE'],
  '@sentry/vite-plugin': ['SENTRY_AUTH_TOKEN', 'SENTRY_ORG', 'SENTRY_PROJECT'],
  '@aws-sdk/client-s3': ['AWS_REGION', 'AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'AWS_SESSION_TOKEN', 'AWS_PROFILE', 'AWS_ENDPOINT_URL_S3'],
  '@aws-sdk/client-bedrock-runtime': ['AWS_REGION', 'AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'AWS_SESSION_TOKEN', 'AWS_PROFILE'],
  '@aws-sdk/client-ses': ['AWS_REGION', 'AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'AWS_SESSION_TOKEN'],
  'firebase-admin': ['GOOGLE_APPLICATION_CREDENTIALS', 'FIREBASE_CONFIG', 'GCLOUD_PROJECT'],
  langchain: [
    'LANGCHAIN_API_KEY',
    'LANGCHAIN_TRACING_V2',
    'LANGCHAIN_PROJECT',
    'LANGSMITH_API_KEY',
    'LANGSMITH_TRACING',
    'LANGSMITH_PROJECT',
    'LANGSMITH_ENDPOINT',
  ],
  '@langchain/core': [
    'LANGCHAIN_API_KEY',
    'LANGCHAIN_TRACING_V2',
    'LANGCHAIN_PROJECT',
    'LANGSMITH_API_KEY',
    'LANGSMITH_TRACING',
    'LANGSMITH_PROJECT',
    'LANGSMITH_ENDPOINT',
  ],
  '@langchain/openai': ['OPENAI_API_KEY'],
  '@langchain/anthropic': ['ANTHROPIC_API_KEY'],
  '@langchain/google-genai': ['GOOGLE_API_KEY'],
  '@langchain/community': ['TAVILY_API_KEY', 'SERPAPI_API_KEY'],
  '@pinecone-database/pinecone': ['PINECONE_API_KEY'],
  '@tavily/core': ['TAVILY_API_KEY'],
  langfuse: ['LANGFUSE_SECRET_KEY', 'LANGFUSE_PUBLIC_KEY', 'LANGFUSE_BASEURL', 'LANGFUSE_BASE_URL'],
  '@langfuse/otel': ['LANGFUSE_SECRET_KEY', 'LANGFUSE_PUBLIC_KEY', 'LANGFUSE_BASE_URL'],
  '@opentelemetry/sdk-node': ['OTEL_EXPORTER_OTLP_ENDPOINT', 'OTEL_EXPORTER_OTLP_HEADERS', 'OTEL_SERVICE_NAME', 'OTEL_RESOURCE_ATTRIBUTES'],
  '@vercel/otel': ['OTEL_EXPORTER_OTLP_ENDPOINT', 'OTEL_EXPORTER_OTLP_HEADERS', 'OTEL_SERVICE_NAME'],
  cloudinary: ['CLOUDINARY_URL'],
  uploadthing: ['UPLOADTHING_TOKEN', 'UPLOADTHING_SECRET', 'UPLOADTHING_APP_ID'],
  inngest: ['INNGEST_EVENT_KEY', 'INNGEST_SIGNING_KEY', 'INNGEST_DEV'],
  '@trigger.dev/sdk': ['TRIGGER_SECRET_KEY', 'TRIGGER_API_KEY', 'TRIGGER_API_URL'],
  '@liveblocks/node': ['LIVEBLOCKS_SECRET_KEY'],
  '@lemonsqueezy/lemonsqueezy.js': ['LEMONSQUEEZY_API_KEY'],
  'livekit-server-sdk': ['LIVEKIT_API_KEY', 'LIVEKIT_API_SECRET', 'LIVEKIT_URL'],
  twilio: ['TWILIO_ACCOUNT_SID', 'TWILIO_AUTH_TOKEN'],
  'pypi:openai': ['OPENAI_API_KEY', 'OPENAI_ORG_ID', 'OPENAI_BASE_URL'],
  'pypi:anthropic': ['ANTHROPIC_API_KEY'],
  'pypi:langchain': ['LANGCHAIN_API_KEY', 'LANGCHAIN_TRACING_V2', 'LANGSMITH_API_KEY', 'LANGSMITH_TRACING'],
  'pypi:boto3': ['AWS_REGION', 'AWS_DEFAULT_REGION', 'AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'AWS_SESSION_TOKEN'],
  'pypi:sentry-sdk': ['SENTRY_DSN', 'SENTRY_RELEASE', 'SENTRY_ENVIRONMENT'],
  'pypi:google-genai': ['GEMINI_API_KEY', 'GOOGLE_API_KEY'],
  'pypi:psycopg': ['PGHOST', 'PGUSER', 'PGPASSWORD', 'PGDATABASE', 'PGPORT'],
};

/** Names that a framework or an image of a container makes meaning of by their form alone. */
export const IMPLICIT_PATTERN =
  /^(?:NUXT_|NITRO_|OTEL_|AUTH_[A-Z0-9]+_(?:ID|SECRET|ISSUER|KEY)$|BUILD_|DOCKER_|COMPOSE_|POSTGRES_(?:USER|PASSWORD|DB)$|MYSQL_|MARIADB_|MONGO_INITDB_|REDIS_PASSWORD$|MINIO_ROOT_|GF_|PGADMIN_|NEXT_TELEMETRY_DISABLED$|NODE_TLS_|HTTPS?_PROXY$|NO_PROXY$|SENTRY_)/;

/** Packages that do nothing but check variables when the app starts. */
export const ENV_VALIDATORS = [
  '@t3-oss/env-nextjs',
  '@t3-oss/env-core',
  '@t3-oss/env-nuxt',
  'envalid',
  'envsafe',
  'znv',
  'varlock',
  'dotenv-safe',
  'env-var',
  '@julr/vite-plugin-validate-env',
  'pypi:pydantic-settings',
  'pypi:environs',
] as const;

/** Names whose values open something. */
export const SECRET_NAME =
  /SECRET|PASSWORD|PASSWD|PRIVATE_?KEY|SERVICE_?ROLE|(?:^|_)(?:API_?KEY|TOKEN|CREDENTIALS?|AUTH_?KEY|ACCESS_?KEY|DSN_SECRET)$|DATABASE_URL|CONNECTION_STRING|(?:OPENAI|ANTHROPIC|GROQ|STRIPE|RESEND|SENDGRID|POSTMARK|GEMINI|MISTRAL|REPLICATE|OPENROUTER)(?:_\w+)?_KEY$/;

/** Names that look secret, but whose values are made for browsers. */
export const BROWSER_NAME =
  /PUBLISHABLE|PUBLIC_?KEY|ANON|SITE_?KEY|CLIENT_?ID|FIREBASE|MAPS?(?:_|$)|MAPBOX|POSTHOG|ANALYTICS|SENTRY|TURNSTILE|RECAPTCHA|HCAPTCHA|ALGOLIA_SEARCH|PUSHER_(?:APP_)?KEY|SEGMENT|AMPLITUDE|MIXPANEL|CLERK_PUB|GTM|GA_|TINYMCE|VAPID|SANITY_PROJECT|STREAM_API_KEY|LIVEBLOCKS_PUB|GOOGLE_API_KEY|DEMO|TOKEN_(?:NAME|LIMIT|COUNT|ADDRESS)|MAX_|_URL$|_ENDPOINT$|_NAME$|_ENABLED$/;
