/**
 * What the secret scanner finds of a labelled corpus, and what it flags that is none: `node bench/main.ts secrets-quality <corpus.jsonl.gz>`. A line is
 * `{repo, ext, test, text, label, category}`; label T is a credential, F and X are none. The corpus is never committed.
 *
 * Half of the repositories are for tuning, half for reporting. The rule, fixed before anything was tuned: the first hexadecimal digit of SHA-256 of the name of the
 * repository is below 8 for tuning. Whoever tunes looks at rows of that half only (`--misses` and `--alarms` print them). `--alone` leaves the other scanners out.
 */
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { secretRules } from '../src/data/secret-rules.ts';
import { fileRole } from '../src/formats/file-role.ts';
import { compileScanner, type SecretHit } from '../src/recognise/secrets/scanner.ts';
import { heading } from './common/measure.ts';
import { installPeers } from './common/secret-peers.ts';

interface Row {
  readonly repo: string;
  readonly ext: string;
  readonly test: boolean;
  readonly text: string;
  readonly label: 'T' | 'F' | 'X';
  readonly category: string;
}

/** Categories that are left out of recall when a row has no other. */
const LEFT_OUT = new Set(['UUID', 'AWS S3 Bucket', 'Firebase Domain', 'Nonce', 'Salt', 'Tencent WeChat API App ID', 'NTLM Token', 'Other']);
const KEYWORD = new Set('Password|Secret|Token|Key|Auth|API|Credential|SQL Password|CMD Password|CMD Secret|CMD Token'.split('|'));
const HEADER = new Set(['Basic Authorization', 'Bearer Authorization', 'Digest Authorization', 'URL Credentials', 'CURL User Password']);

function halfOf(repo: string): 'tune' | 'report' {
  return Number.parseInt(createHash('sha256').update(repo).digest('hex').charAt(0), 16) < 8 ? 'tune' : 'report';
}

/** A: told by itself, B: headers and addresses, C: given to a name; nothing when it is left out. */
function groupOf({ category }: Row): 'A' | 'B' | 'C' | undefined {
  const names = category.split(':').filter((name) => !LEFT_OUT.has(name));
  if (names.length === 0) return undefined;
  if (names.some((name) => HEADER.has(name))) return 'B';
  return names.every((name) => KEYWORD.has(name)) ? 'C' : 'A';
}

const scanner = compileScanner(secretRules, { now: Date.parse('2026-12-01') });
const isFinding = (hit: SecretHit): boolean => hit.class !== 'placeholder' && hit.class !== 'public';

function pathOf({ ext, test }: Row): string {
  return `${test ? 'tests' : 'src'}/some${ext}`;
}
function findingsIn(row: Row): SecretHit[] {
  return scanner.scan(Buffer.from(row.text), { path: pathOf(row) }).filter(isFinding);
}

function share(part: number, of: number): string {
  return of === 0 ? '–' : `${((100 * part) / of).toFixed(1)} % (${part} of ${of})`;
}

/** How many of some rows are flagged, in words. */
function flagged(rows: readonly Row[], by: (row: Row) => boolean): string {
  return share(rows.filter(by).length, rows.length);
}

function table(rows: readonly Row[], name: string, by: (row: Row) => boolean, blocks?: (row: Row) => boolean): void {
  const real = rows.filter((row) => row.label === 'T' && groupOf(row) !== undefined);
  const none = rows.filter((row) => row.label !== 'T');
  console.log(`  ${name}`);
  for (const group of ['A', 'B', 'C'] as const) {
    const own = real.filter((row) => groupOf(row) === group);
    console.log(`    found of group ${group}: ${flagged(own, by)}`);
  }
  console.log(`    found of all: ${flagged(real, by)}${blocks ? ', target 60 %' : ''}`);
  console.log(`    flagged of what is none: ${flagged(none, by)}${blocks ? ', at most 5 %' : ''}`);
  if (!blocks) return;
  console.log(`    of these as a blocker: ${flagged(none, blocks)}, at most 0.5 %`);
  console.log(`    real ones as a blocker: ${flagged(real, blocks)}`);
  // What stands in tests, documents and examples is never one.
  console.log(
    `    real ones where the app is as a blocker: ${flagged(
      real.filter((row) => fileRole(pathOf(row)) === 'code'),
      blocks,
    )}`,
  );
}

function show(rows: readonly Row[], what: 'misses' | 'alarms'): void {
  for (const row of rows) {
    const hits = findingsIn(row);
    const isWrong = what === 'misses' ? row.label === 'T' && groupOf(row) !== undefined && hits.length === 0 : row.label !== 'T' && hits.length > 0;
    const said = hits.map(({ format, level }) => `${format} ${level}`).join(', ');
    if (isWrong) console.log(`${row.ext}${row.test ? ' test' : ''} [${row.category}] ${said} ${row.text.slice(0, 220)}`);
  }
}

function readRows(path: string): readonly Row[] {
  const bytes = readFileSync(path);
  const text = (path.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
  return text
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Row);
}

interface Answer {
  readonly name: string;
  /** Numbers of the rows in which it finds something; nothing when it did not work. */
  readonly flagged: ReadonlySet<number> | undefined;
}

/** Each row is a file. */
async function askPeers(rows: readonly Row[]): Promise<Answer[]> {
  const folder = mkdtempSync(join(tmpdir(), 'launch-ready-rows-'));
  const { peers, remove } = await installPeers();
  try {
    const src = join(folder, 'src');
    mkdirSync(src);
    for (const [index, { ext, text }] of rows.entries()) writeFileSync(join(src, `r${index}${ext}`), text);
    const answers: Answer[] = [];
    for (const { name, look } of peers) {
      const files = await look(folder);
      answers.push({ name, flagged: files && new Set([...files].map((path) => Number.parseInt(basename(path).slice(1), 10))) });
    }
    return answers;
  } finally {
    rmSync(folder, { recursive: true, force: true });
    await remove();
  }
}

const path = process.argv.find((argument) => /\.jsonl(\.gz)?$/.test(argument));
heading('Secret scanner on a labelled corpus');
if (path === undefined) console.log('no corpus given: node bench/main.ts secrets-quality <corpus.jsonl.gz>');
else {
  const rows = readRows(path);
  const peers = process.argv.includes('--alone') ? [] : await askPeers(rows);
  for (const half of ['tune', 'report'] as const) {
    const own = rows.filter(({ repo }) => halfOf(repo) === half);
    console.log(`${half}: ${own.length} rows of ${new Set(own.map(({ repo }) => repo)).size} repositories`);
    const hits = new Map(own.map((row) => [row, findingsIn(row)]));
    table(
      own,
      'here',
      (row) => (hits.get(row) ?? []).length > 0,
      (row) => (hits.get(row) ?? []).some(({ level }) => level === 'blocker'),
    );
    for (const { name, flagged: numbers } of peers)
      if (numbers) table(own, `${name} (npm)`, (row) => numbers.has(rows.indexOf(row)));
      else console.log(`  ${name} (npm): not there`);
  }
  const tuned = rows.filter(({ repo }) => halfOf(repo) === 'tune');
  for (const what of ['misses', 'alarms'] as const) if (process.argv.includes(`--${what}`)) show(tuned, what);
}
