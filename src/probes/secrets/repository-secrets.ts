import type { Repository } from '../../drivers/git.ts';
import type { Introduction } from '../../drivers/git-history.ts';
import { repositorySecrets, type RepositorySecret, type RepositorySecrets } from '../../evidence/secrets/repository-secrets.ts';
import { fileRole } from '../../formats/file-role.ts';
import type { Limit } from '../../model/evidence.ts';
import type { OwnSecretRule } from '../../model/intent.ts';
import { quote } from '../../model/text.ts';
import type { Io } from '../../ports/io.ts';
import { CouldNotLook, defineProbe } from '../../ports/probe.ts';
import { type Allow, allowFor } from '../../scan/allow-comments.ts';
import { BASELINE_FILE, isInBaseline, readBaseline } from '../../scan/baseline-file.ts';
import { hitId } from '../../scan/hit-id.ts';
import { scanHistory } from '../../scan/scan-history.ts';
import type { PlacedHit } from '../../scan/scan-content.ts';
import { scanTree } from '../../scan/scan-tree.ts';
import { isToldByName, type Hit } from '../../scan/scanner.ts';

const TREE_MS = 30_000;
const HISTORY_MS = 50_000;
const MOST_BASELINE_BYTES = 20_000_000;

type Found = { -readonly [K in keyof RepositorySecret]: RepositorySecret[K] } & {
  /** As `launch-ready scan` names it. */
  readonly id: string;
  /** One of its places is sure by itself. */
  isSure: boolean;
  /** Places in the files, and those of them that a comment accepts. */
  seen: number;
  allowed: number;
  /** Age and place of the oldest commit seen so far. */
  oldest: number;
  first: { commit: string | null; at: string | null };
};

export const repositorySecretsProbe = defineProbe({
  id: 'secrets/repository-secrets',
  version: 2,
  title: 'looks for keys and passwords in the files and in the whole git history',
  about: 'repository',
  needs: {},
  fills: repositorySecrets,
  discovers: [],
  touches: 'reads-repository',
  timeoutMs: 90_000,
  async gather({ io, intent, signal }) {
    const own = intent.secretRules ?? [];
    const tree = await scanTree(io, { until: io.clock.mono() + TREE_MS, own }, signal);
    signal.throwIfAborted();
    const found = new Map<string, Found>();
    const limits: Limit[] = tree.gaps.slice(0, 50).map((gap) => ({ part: 'tree', says: quote(`not looked into: ${gap}`) }));
    const scanned = { files: tree.scanned.files, bytes: tree.scanned.bytes, versions: 0, historyBytes: 0, compressedFiles: tree.scanned.media };
    for (const file of tree.files) for (const hit of file.hits) addPlace(found, hit, file);
    if (tree.git) await lookIntoHistory(io, tree.git, { found, scanned, limits }, own, signal);
    else limits.push({ part: 'history', says: quote(tree.gitFault ?? 'there is no git repository here, so no history could be looked at') });
    const baseline = await baselineOf(io);
    const secrets = [...found].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, secret]) => withoutWork(secret, baseline));
    if (secrets.length > 2000) limits.push({ part: 'tree', says: quote(`${secrets.length - 2000} more values`) });
    return { value: { secrets: secrets.slice(0, 2000), scanned }, complete: limits.length > 0 ? limits : true };
  },
});

type Entries = ReadonlyMap<string, Parameters<typeof isInBaseline>[0]>;

function withoutWork({ oldest: _oldest, first: _first, id, isSure, seen, allowed, ...secret }: Found, baseline: Entries): RepositorySecret {
  if (seen > 0 && allowed === seen) return { ...secret, accepted: 'comment' };
  // One command writes the baseline: it may spare a person what could be harmless, never a launch what is sure.
  return { ...secret, accepted: !isSure && isInBaseline(baseline.get(id), { fingerprint: secret.fingerprint, places: seen - allowed }) ? 'baseline' : null };
}

/** Without a baseline that can be read nothing is accepted by it; `launch-ready scan` tells what is wrong with it. */
async function baselineOf({ files }: Io): Promise<Entries> {
  try {
    const read = await files?.read(BASELINE_FILE, MOST_BASELINE_BYTES);
    const { accepted } = readBaseline(JSON.parse(new TextDecoder().decode(read?.bytes)), BASELINE_FILE);
    return new Map(accepted.map((entry) => [entry.id, entry]));
  } catch {
    return new Map();
  }
}

/** Values too weak for a fingerprint are told apart by what may be shown of them and where they stand. */
function keyOf(hit: Hit, path: string): string {
  return hit.fingerprint ?? `${hit.format} ${hit.masked} ${path}`;
}

function record(found: Map<string, Found>, hit: Hit, path: string): Found | undefined {
  // A made-up value is nothing to keep; what it means is judged where example files are.
  if (hit.class === 'placeholder') return undefined;
  // What only its name tells is found by the probe `secrets/deploy-config`.
  if (isToldByName(hit.format)) return undefined;
  const key = keyOf(hit, path);
  const known = found.get(key);
  if (known) {
    known.sure ||= hit.sure;
    known.isSure ||= hit.level === 'blocker';
    if (hit.class === 'secret') known.class = 'secret';
    return known;
  }
  const fresh: Found = {
    format: hit.format,
    class: hit.class,
    sure: hit.sure,
    masked: hit.masked,
    fingerprint: hit.fingerprint,
    places: [],
    history: null,
    accepted: null,
    id: hitId(hit, path),
    isSure: hit.level === 'blocker',
    seen: 0,
    allowed: 0,
    oldest: 0,
    first: { commit: null, at: null },
  };
  found.set(key, fresh);
  return fresh;
}

function addPlace(found: Map<string, Found>, hit: PlacedHit, file: { path: string; tracked: boolean; allows: readonly Allow[] }): void {
  const secret = record(found, hit, file.path);
  if (!secret) return;
  secret.seen++;
  if (allowFor(file.allows, hit, secret.id)) secret.allowed++;
  if (secret.places.length >= 50) return;
  secret.places = [...secret.places, { path: quote(file.path), line: hit.line, role: fileRole(file.path), tracked: file.tracked }];
}

interface Gathered {
  readonly found: Map<string, Found>;
  readonly scanned: { -readonly [K in keyof RepositorySecrets['scanned']]: number };
  readonly limits: Limit[];
}

async function lookIntoHistory(
  io: Io,
  git: Repository,
  { found, scanned, limits }: Gathered,
  own: readonly OwnSecretRule[],
  signal: AbortSignal,
): Promise<void> {
  try {
    const history = await scanHistory(io, git, { until: io.clock.mono() + HISTORY_MS, own }, signal);
    signal.throwIfAborted();
    for (const gap of history.gaps.slice(0, 50)) limits.push({ part: 'history', says: quote(gap) });
    scanned.versions = history.scanned.versions;
    scanned.historyBytes = history.scanned.bytes;
    for (const blob of history.found) for (const hit of blob.hits) addVersion(found, hit, blob, history.introduced.get(blob.id));
  } catch (error) {
    if (!(error instanceof CouldNotLook)) throw error;
    limits.push({ part: 'history', says: quote(error.message) });
  }
}

function addVersion(found: Map<string, Found>, hit: Hit, blob: { path: string }, by: Introduction | undefined): void {
  const secret = record(found, hit, blob.path);
  if (!secret) return;
  const role = fileRole(blob.path);
  const before = secret.history;
  // One version in real code is enough to take it for real.
  const keep = before && (before.role === 'code' || role !== 'code') ? before : { path: quote(blob.path), role, commit: null, at: null };
  if (by && by.age > secret.oldest) {
    secret.oldest = by.age;
    secret.first = { commit: by.commit, at: by.at };
  }
  secret.history = { ...keep, ...secret.first, versions: (before?.versions ?? 0) + 1 };
}
