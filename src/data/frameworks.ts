/*
 * Catalogue: how package names show framework, database access, migrations and mail provider. First match counts, so the special stands before the general.
 * Source: the packages' own documentation. Date: 2026-11-25. Licence of this list: the project's. Refresh by hand, at most yearly.
 */

type Named = readonly (readonly [packageName: RegExp, id: string])[];

export const frameworks: readonly (readonly [packageName: RegExp, id: string, title: string])[] = [
  [/^next$/, 'next', 'Next.js'],
  [/^nuxt$/, 'nuxt', 'Nuxt'],
  [/^@sveltejs\/kit$/, 'sveltekit', 'SvelteKit'],
  [/^@remix-run\/(?:react|node)$/, 'remix', 'Remix'],
  [/^@react-router\/(?:dev|node)$/, 'react-router', 'React Router'],
  [/^astro$/, 'astro', 'Astro'],
  [/^@tanstack\/react-start$/, 'tanstack-start', 'TanStack Start'],
  [/^expo$/, 'expo', 'Expo (React Native)'],
  [/^react-native$/, 'react-native', 'React Native'],
  [/^@capacitor\/core$/, 'capacitor', 'Capacitor'],
  [/^@nestjs\/core$/, 'nest', 'NestJS'],
  [/^hono$/, 'hono', 'Hono'],
  [/^fastify$/, 'fastify', 'Fastify'],
  [/^express$/, 'express', 'Express'],
  [/^fastapi$/i, 'fastapi', 'FastAPI'],
  [/^django$/i, 'django', 'Django'],
  [/^flask$/i, 'flask', 'Flask'],
  [/^streamlit$/i, 'streamlit', 'Streamlit'],
  [/^gradio$/i, 'gradio', 'Gradio'],
  [/^vite$/, 'vite', 'Vite'],
  [/^react-scripts$/, 'create-react-app', 'Create React App'],
];

export const orms: Named = [
  [/^@?prisma(?:\/client)?$/, 'prisma'],
  [/^drizzle-orm$/, 'drizzle'],
  [/^typeorm$/, 'typeorm'],
  [/^sequelize$/, 'sequelize'],
  [/^mongoose$/, 'mongoose'],
  [/^kysely$/, 'kysely'],
  [/^knex$/, 'knex'],
  [/^@supabase\/(?:supabase-js|ssr)$/, 'supabase'],
  [/^sqlalchemy$/i, 'sqlalchemy'],
  [/^(?:pg|postgres|mysql2|better-sqlite3|@libsql\/client|psycopg2?(?:-binary)?|asyncpg)$/i, 'sql'],
];

/** Path → migrations tool. */
export const migrationPaths: readonly (readonly [path: RegExp, id: string])[] = [
  [/(?:^|\/)prisma\/migrations\//, 'prisma'],
  [/(?:^|\/)drizzle(?:\/|\.config\.[cm]?[jt]s$)/, 'drizzle'],
  [/(?:^|\/)supabase\/migrations\//, 'supabase'],
  [/(?:^|\/)alembic(?:\.ini$|\/versions\/)/, 'alembic'],
  [/(?:^|\/)knexfile\.[cm]?[jt]s$/, 'knex'],
  [/(?:^|\/)migrations\/[^/]+\.(?:sql|[jt]s|py)$/, 'migrations'],
];

export const mailPackages: Named = [
  [/^resend$/, 'resend'],
  [/^@sendgrid\/mail$|^sendgrid$/, 'sendgrid'],
  [/^postmark$/, 'postmark'],
  [/^mailgun(?:\.js|-js)?$/, 'mailgun'],
  [/^@aws-sdk\/client-sesv?2?$/, 'amazon-ses'],
  [/^@getbrevo\/brevo$/, 'brevo'],
  [/^loops$/, 'loops'],
  [/^mailersend$/, 'mailersend'],
  [/^nodemailer$/, 'smtp'],
];

/** Path → package manager. */
export const lockFiles: readonly (readonly [path: RegExp, id: string])[] = [
  [/(?:^|\/)pnpm-lock\.yaml$/, 'pnpm'],
  [/(?:^|\/)yarn\.lock$/, 'yarn'],
  [/(?:^|\/)bun\.lockb?$/, 'bun'],
  [/(?:^|\/)package-lock\.json$/, 'npm'],
  [/(?:^|\/)uv\.lock$/, 'uv'],
  [/(?:^|\/)poetry\.lock$/, 'poetry'],
  [/(?:^|\/)requirements\.txt$/, 'pip'],
];
