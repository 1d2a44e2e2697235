/* How a stack shows itself in a repository: files and packages, most telling first. For `init` only, which proposes and asks; checks have evidence of their own. */

export interface Mark {
  readonly id: string;
  readonly title: string;
  /** Files whose presence says it. */
  readonly files?: readonly RegExp[];
  /** Names of npm or Python packages that say it. */
  readonly packages?: readonly RegExp[];
  /** Names of environment variables that say it. */
  readonly env?: readonly RegExp[];
}

export const FRAMEWORKS: readonly Mark[] = [
  { id: 'expo', title: 'Expo (React Native)', packages: [/^expo$/, /^react-native$/] },
  { id: 'capacitor', title: 'Capacitor', packages: [/^@capacitor\/core$/] },
  { id: 'next', title: 'Next.js', packages: [/^next$/] },
  { id: 'nuxt', title: 'Nuxt', packages: [/^nuxt$/] },
  { id: 'sveltekit', title: 'SvelteKit', packages: [/^@sveltejs\/kit$/] },
  { id: 'astro', title: 'Astro', packages: [/^astro$/] },
  { id: 'remix', title: 'Remix', packages: [/^@remix-run\//, /^@react-router\/dev$/] },
  { id: 'vite', title: 'Vite', packages: [/^vite$/] },
  { id: 'express', title: 'Express', packages: [/^express$/] },
  { id: 'fastify', title: 'Fastify', packages: [/^fastify$/] },
  { id: 'hono', title: 'Hono', packages: [/^hono$/] },
  { id: 'fastapi', title: 'FastAPI', packages: [/^fastapi$/] },
  { id: 'django', title: 'Django', packages: [/^django$/i], files: [/^manage\.py$/] },
  { id: 'flask', title: 'Flask', packages: [/^flask$/i] },
  { id: 'rails', title: 'Rails', files: [/^config\/routes\.rb$/] },
];

export const PLATFORMS: readonly Mark[] = [
  { id: 'vercel', title: 'Vercel', files: [/^vercel\.(json|ts)$/, /^\.vercel\/project\.json$/] },
  { id: 'netlify', title: 'Netlify', files: [/^netlify\.toml$/] },
  { id: 'fly', title: 'Fly.io', files: [/^fly\.toml$/] },
  { id: 'render', title: 'Render', files: [/^render\.ya?ml$/] },
  { id: 'railway', title: 'Railway', files: [/^railway\.(json|toml)$/] },
  { id: 'cloudflare', title: 'Cloudflare Workers or Pages', files: [/^wrangler\.(toml|jsonc?)$/] },
  { id: 'heroku', title: 'Heroku', files: [/^Procfile$/, /^heroku\.yml$/] },
  { id: 'firebase', title: 'Firebase', files: [/^firebase\.json$/] },
  { id: 'app-engine', title: 'Google App Engine', files: [/^app\.ya?ml$/] },
  { id: 'kubernetes', title: 'Kubernetes', files: [/^(k8s|helm|charts)\/?$/, /^Chart\.yaml$/] },
  { id: 'docker', title: 'a container host', files: [/^Dockerfile$/, /^(docker-)?compose\.ya?ml$/] },
];

export const MAIL_PROVIDERS: readonly Mark[] = [
  { id: 'resend', title: 'Resend', packages: [/^resend$/], env: [/^RESEND_/] },
  { id: 'postmark', title: 'Postmark', packages: [/^postmark$/], env: [/^POSTMARK_/] },
  { id: 'sendgrid', title: 'SendGrid', packages: [/^@sendgrid\/mail$/, /^sendgrid$/], env: [/^SENDGRID_/] },
  { id: 'mailgun', title: 'Mailgun', packages: [/^mailgun(\.js|-js)?$/], env: [/^MAILGUN_/] },
  { id: 'amazon-ses', title: 'Amazon SES', packages: [/^@aws-sdk\/client-sesv?2?$/], env: [/^(AWS_)?SES_/] },
  { id: 'brevo', title: 'Brevo', packages: [/^@getbrevo\//], env: [/^BREVO_/] },
  { id: 'loops', title: 'Loops', packages: [/^loops$/], env: [/^LOOPS_/] },
];
/** A mail library without a provider: the app sends, through a server we do not know. */
export const MAIL_LIBRARIES: readonly Mark[] = [
  { id: 'smtp', title: 'an SMTP server', packages: [/^nodemailer$/, /^aiosmtplib$/], env: [/^(SMTP|MAIL|EMAIL)_/] },
];

export const DATABASES: readonly Mark[] = [
  { id: 'supabase', title: 'Supabase', packages: [/^@supabase\//, /^supabase$/], files: [/^supabase\/?$/] },
  { id: 'postgres', title: 'PostgreSQL', packages: [/^(pg|postgres|@vercel\/postgres|@neondatabase\/serverless|psycopg2?(-binary)?|asyncpg)$/] },
  { id: 'prisma', title: 'a database behind Prisma', packages: [/^@prisma\/client$/] },
  { id: 'mysql', title: 'MySQL', packages: [/^mysql2?$/] },
  { id: 'mongodb', title: 'MongoDB', packages: [/^(mongodb|mongoose|pymongo)$/] },
  { id: 'sqlite', title: 'SQLite', packages: [/^better-sqlite3$/] },
];

export const CI: readonly Mark[] = [
  { id: 'github-actions', title: 'GitHub Actions', files: [/^\.github\/workflows\/.+\.ya?ml$/] },
  { id: 'gitlab-ci', title: 'GitLab CI', files: [/^\.gitlab-ci\.yml$/] },
  { id: 'circleci', title: 'CircleCI', files: [/^\.circleci\/config\.yml$/] },
];

/** Where chat endpoints live by the habit of each framework; the first group is the route. */
export const CHAT_ROUTES: readonly RegExp[] = [
  /(?:^|\/)app\/(api\/(?:[\w-]+\/)*(?:chat|completion|messages?|assistant))\/route\.[jt]sx?$/,
  /(?:^|\/)pages\/(api\/(?:[\w-]+\/)*(?:chat|completion|messages?|assistant))\.[jt]sx?$/,
  /(?:^|\/)server\/(api\/(?:[\w-]+\/)*(?:chat|completion|messages?))(?:\.post)?\.ts$/,
  /(?:^|\/)src\/routes\/((?:[\w-]+\/)*chat)\/\+server\.[jt]s$/,
];
