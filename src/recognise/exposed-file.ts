import { type Quoted, quote } from '../model/text.ts';

/** A file that nobody outside may read, known by its content: a page that says "not found" with status 200 is none. */
export interface ExposedFile {
  readonly kind: 'git' | 'env' | 'database-dump' | 'internals' | 'credentials' | 'folder-index';
  /** What shows it: fixed words and names, never a value. */
  readonly sign: Quoted;
}

const ENV_LINE = /^(?:export )?([A-Z][A-Z0-9_]{2,60})=(.*)$/;
const MOST_LINES = 400;

/** Paths worth asking for, with what proves each. */
export const EXPOSED_PATHS: readonly { readonly path: string; readonly recognise: (text: string) => ExposedFile | undefined }[] = [
  { path: '/.git/HEAD', recognise: (text) => fits(text, /^(?:ref: refs\/[\w./-]{1,200}|[0-9a-f]{40})\s*$/, 'git', 'the head of a git repository') },
  { path: '/.git/config', recognise: (text) => fits(text, /^\s*\[core\][\s\S]{0,400}repositoryformatversion\s*=/, 'git', 'the settings of a git repository') },
  { path: '/.env', recognise: envFile },
  { path: '/.env.production', recognise: envFile },
  { path: '/.env.local', recognise: envFile },
  { path: '/backup.sql', recognise: dump },
  { path: '/dump.sql', recognise: dump },
  { path: '/database.sql', recognise: dump },
  { path: '/.npmrc', recognise: (text) => fits(text, /^[^<\n]{0,200}:_authToken=[^\s$]/m, 'credentials', 'a registry token') },
  { path: '/.aws/credentials', recognise: (text) => fits(text, /^\[[\w-]{1,60}\]\s*\naws_access_key_id\s*=/m, 'credentials', 'keys of a cloud account') },
  { path: '/docker-compose.yml', recognise: (text) => fits(text, /^services:\s*\n {1,8}[\w-]{1,60}:\s*\n/m, 'internals', 'a compose file') },
  { path: '/.DS_Store', recognise: (text) => fits(text, /^\0\0\0\x01Bud1/, 'folder-index', 'the index of a folder') },
  { path: '/server-status', recognise: (text) => fits(text, /<title>Apache Status<\/title>/, 'internals', 'the status page of Apache') },
  { path: '/actuator/env', recognise: (text) => fits(text, /^\s*\{[\s\S]{0,400}"propertySources"\s*:/, 'internals', 'the settings of a Spring application') },
  { path: '/debug/pprof/', recognise: (text) => fits(text, /Types of profiles available:/, 'internals', 'the profiler of a Go program') },
  { path: '/phpinfo.php', recognise: (text) => fits(text, /<title>(?:PHP [\d.]+ - )?phpinfo\(\)<\/title>/, 'internals', 'the settings of PHP') },
];

function fits(text: string, pattern: RegExp, kind: ExposedFile['kind'], says: string): ExposedFile | undefined {
  return pattern.test(text.slice(0, 20_000)) ? { kind, sign: quote(says) } : undefined;
}

/** At least two assignments with values, and little else: names are kept, values never are. */
function envFile(text: string): ExposedFile | undefined {
  const lines = text
    .slice(0, 100_000)
    .split('\n', MOST_LINES)
    .map((line) => line.trim());
  const told = lines.filter((line) => line !== '' && !line.startsWith('#'));
  const names = told.flatMap((line) => ((match) => (match && (match[2] ?? '') !== '' ? [match[1] ?? ''] : []))(ENV_LINE.exec(line)));
  if (names.length < 2 || names.length < told.length * 0.6) return undefined;
  return { kind: 'env', sign: quote(`${names.length} variables with values: ${names.slice(0, 8).join(', ')}`) };
}

function dump(text: string): ExposedFile | undefined {
  return fits(
    text,
    /^(?:--\s{0,3}\n)?--\s(?:MySQL dump|MariaDB dump|PostgreSQL database dump|phpMyAdmin SQL Dump)|^(?:CREATE TABLE|INSERT INTO) [`"\w]/m,
    'database-dump',
    'a dump of a database',
  );
}
