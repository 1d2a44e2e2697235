import { canonicalName, domainOf } from '../names.ts';
import { CHAT_ROUTES, CI, DATABASES, FRAMEWORKS, MAIL_LIBRARIES, PLATFORMS, SENDING_SERVICES, type Mark } from './marks.ts';

/** What `init` read of the repository: paths (folders end in `/`) and the texts of a few small files. */
export interface Snapshot {
  readonly folderName: string;
  readonly paths: readonly string[];
  readonly texts: Readonly<Record<string, string>>;
}
export interface Found {
  readonly id: string;
  readonly title: string;
  /** File or package that says so. */
  readonly from: string;
}
export interface Detected {
  readonly project: string;
  readonly framework?: Found;
  readonly platform?: Found;
  readonly mailProvider?: Found;
  readonly database?: Found;
  /** Name of the variable with the connection URL. */
  readonly databaseUrlEnv?: string;
  readonly ci?: Found;
  /** Path of the chat endpoint, e.g. `/api/chat`. */
  readonly chatRoute?: string;
  /** Host names that configuration or code names, production first; hosts of platforms last. */
  readonly hosts: readonly { readonly name: string; readonly from: string; readonly ofPlatform: boolean }[];
  readonly packages: readonly string[];
}

/** Recognises the stack. Pure: the same snapshot gives the same answer. */
export function detect(snapshot: Snapshot): Detected {
  const packages = packagesIn(snapshot.texts);
  const env = envNames(snapshot.texts);
  const find = (marks: readonly Mark[]): Found | undefined => firstMark(marks, snapshot.paths, packages, env);
  const chatRoute = chatRouteIn(snapshot.paths);
  const databaseUrlEnv = env.find((name) => /^(DATABASE|POSTGRES|PG|MYSQL|MONGO(DB)?|SUPABASE_DB)_(URL|URI)$/.test(name));
  const found = {
    framework: find(FRAMEWORKS),
    platform: find(PLATFORMS),
    mailProvider: find(SENDING_SERVICES) ?? find(MAIL_LIBRARIES),
    database: find(DATABASES),
    ci: find(CI),
  };
  return {
    project: projectName(snapshot),
    ...(Object.fromEntries(Object.entries(found).filter(([, one]) => one !== undefined)) as { readonly [K in keyof typeof found]?: Found }),
    ...(databaseUrlEnv !== undefined && { databaseUrlEnv }),
    ...(chatRoute !== undefined && { chatRoute }),
    hosts: hostsIn(snapshot.texts),
    packages: packages.map(({ name }) => name),
  };
}

interface Package {
  readonly name: string;
  readonly from: string;
}

function packagesIn(texts: Snapshot['texts']): Package[] {
  return Object.entries(texts).flatMap(([path, text]) => {
    if (path.endsWith('package.json')) return packageJsonNames(text).map((name) => ({ name, from: path }));
    if (/(^|\/)requirements[\w-]*\.txt$/.test(path)) {
      return [...text.matchAll(/^([A-Za-z0-9][\w.-]*)/gm)].map((match) => ({ name: match[1] ?? '', from: path }));
    }
    if (path.endsWith('pyproject.toml')) return [...text.matchAll(/^\s*"?([A-Za-z][\w.-]*)\b/gm)].map((match) => ({ name: match[1] ?? '', from: path }));
    return [];
  });
}

function packageJsonNames(text: string): string[] {
  const json = parsed(text);
  return ['dependencies', 'devDependencies'].flatMap((key) => {
    const value = json[key];
    return typeof value === 'object' && value !== null ? Object.keys(value) : [];
  });
}

function parsed(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}

/** Names only: values of environment files are never looked at, save for the public addresses that `hostsIn` reads. */
function envNames(texts: Snapshot['texts']): string[] {
  return Object.entries(texts)
    .filter(([path]) => isEnvFile(path))
    .flatMap(([, text]) => [...text.matchAll(/^\s*(?:export\s+)?([A-Z][A-Z0-9_]*)\s*=/gm)].map((match) => match[1] ?? ''));
}

const isEnvFile = (path: string): boolean => /(^|\/)\.env(\.[\w.-]+)?$/.test(path);

function firstMark(marks: readonly Mark[], paths: readonly string[], packages: readonly Package[], env: readonly string[]): Found | undefined {
  for (const { id, title, files = [], packages: names = [], env: variables = [] } of marks) {
    const from =
      paths.find((path) => files.some((pattern) => pattern.test(path))) ??
      packages.find(({ name }) => names.some((pattern) => pattern.test(name)))?.from ??
      env.find((name) => variables.some((pattern) => pattern.test(name)));
    if (from !== undefined) return { id, title, from };
  }
  return undefined;
}

function chatRouteIn(paths: readonly string[]): string | undefined {
  for (const pattern of CHAT_ROUTES) {
    for (const path of paths) {
      const route = pattern.exec(path)?.[1];
      if (route !== undefined) return `/${route}`;
    }
  }
  return undefined;
}

/** Variables and keys that hold the public address of the app. */
const ADDRESS_NAME =
  /^(?:(?:NEXT_PUBLIC|VITE|PUBLIC|NUXT_PUBLIC|EXPO_PUBLIC|REACT_APP)_)?(?:APP|SITE|BASE|WEB|FRONTEND|CLIENT|PUBLIC|NEXTAUTH|AUTH|API)_?(?:URL|HOST|DOMAIN|ORIGIN)$/;
const PLACEHOLDER = /(^|\.)(example\.(com|org|net)|localhost|localdomain|local|your-?[\w-]*(\.\w+)?|domain\.(com|tld)|my-?(app|domain)\.(com|example))$/;

function hostsIn(texts: Snapshot['texts']): Detected['hosts'] {
  const named = Object.entries(texts).flatMap(([path, text]) => addressesIn(path, text).map((address) => ({ address, from: path })));
  const hosts = new Map<string, { name: string; from: string; ofPlatform: boolean }>();
  for (const { address, from } of named) {
    const { host } = canonicalName(address.replace(/^[a-z]+:\/\//i, '').replace(/[/:?#].*$/, ''));
    if (host === undefined || PLACEHOLDER.test(host) || hosts.has(host)) continue;
    hosts.set(host, { name: host, from, ofPlatform: domainOf(host).kind === 'platform' });
  }
  return [...hosts.values()].sort((a, b) => Number(a.ofPlatform) - Number(b.ofPlatform));
}

function addressesIn(path: string, text: string): string[] {
  if (path === 'CNAME') return [text.trim()];
  if (path.endsWith('package.json')) {
    const { homepage } = parsed(text);
    // A repository's own page is not where the app lives.
    return typeof homepage === 'string' && !/github\.com|gitlab\.com|npmjs\.com/.test(homepage) ? [homepage] : [];
  }
  if (isEnvFile(path)) {
    return [...text.matchAll(/^\s*(?:export\s+)?([A-Z][A-Z0-9_]*)\s*=\s*["']?([^\s"'#]+)/gm)]
      .filter((match) => ADDRESS_NAME.test(match[1] ?? ''))
      .map((match) => match[2] ?? '');
  }
  if (/^wrangler\.(toml|jsonc?)$/.test(path)) return [...text.matchAll(/pattern"?\s*[=:]\s*"([\w.-]+)/g)].map((match) => match[1] ?? '');
  if (/nginx.*\.conf$/.test(path)) return [...text.matchAll(/server_name\s+([\w.-]+)/g)].map((match) => match[1] ?? '');
  if (path === 'Caddyfile') return [...text.matchAll(/^([\w-]+(?:\.[\w-]+)+)\s*\{/gm)].map((match) => match[1] ?? '');
  return [];
}

function projectName({ texts, folderName }: Snapshot): string {
  const { name } = parsed(texts['package.json'] ?? '');
  const words = typeof name === 'string' && name !== '' ? name.replace(/^@[^/]*\//, '') : folderName;
  return (
    words
      .replaceAll(/[^\w .-]/g, '-')
      .replace(/^[^\w]+/, '')
      .slice(0, 80) || 'project'
  );
}
