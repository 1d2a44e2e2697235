import { frameworks, mailPackages } from '../../data/frameworks.ts';
import { MAIL_PROVIDERS } from '../../data/mail-providers.ts';
import { hostingPlatforms } from '../../data/platforms.ts';

/* How a stack shows itself in a repository: files and packages, most telling first. What checks know too comes from the catalogues. */

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
  ...frameworks.map(([pattern, id, title]) => ({ id, title, packages: [pattern] })),
  { id: 'django', title: 'Django', files: [/^manage\.py$/] },
  { id: 'rails', title: 'Rails', files: [/^config\/routes\.rb$/] },
];

/** What runs in a container may run anywhere, so that it says less than a platform's own file. */
export const PLATFORMS: readonly Mark[] = [
  ...hostingPlatforms.map(({ id, name, files }) => ({ id, title: name, files: [files] })),
  { id: 'kubernetes', title: 'Kubernetes', files: [/^(k8s|helm|charts)\/?$/, /^Chart\.yaml$/] },
  { id: 'docker', title: 'a container host', files: [/^Dockerfile$/, /^(docker-)?compose\.ya?ml$/] },
];

/** Services whose package is there, or whose name begins the name of a variable. */
export const SENDING_SERVICES: readonly Mark[] = mailPackages.flatMap(([pattern, id]) => {
  const title = MAIL_PROVIDERS.find((one) => one.id === id)?.title;
  return title === undefined ? [] : [{ id, title, packages: [pattern], env: [id === 'amazon-ses' ? /^(AWS_)?SES_/ : new RegExp(`^${id.toUpperCase()}_`)] }];
});
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
