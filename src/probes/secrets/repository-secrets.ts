import { shapedRules } from '../../data/secret-rules.ts';
import { findIntroductions, listBlobs, readBlobs, type BlobName, type Repository } from '../../drivers/git.ts';
import { isCompressed, readTree, type RepositoryTree } from '../../drivers/repository-tree.ts';
import { repositorySecrets, type RepositorySecret, type RepositorySecrets } from '../../evidence/secrets/repository-secrets.ts';
import { fileRole } from '../../formats/file-role.ts';
import type { Limit } from '../../model/evidence.ts';
import { count } from '../../model/message.ts';
import { quote } from '../../model/text.ts';
import type { Io } from '../../ports/io.ts';
import { CouldNotLook, defineProbe } from '../../ports/probe.ts';
import { compileScanner, type SecretHit, type SecretScanner } from '../../recognise/secrets/scanner.ts';

/** Most bytes of history, newest first, and the longest single version that is read. */
const HISTORY_CAP = 600_000_000;
const VERSION_CAP = 16_000_000;
const HISTORY_MS = 40_000;

type Found = { -readonly [K in keyof RepositorySecret]: RepositorySecret[K] } & { blobs: string[] };

export const repositorySecretsProbe = defineProbe({
  id: 'secrets/repository-secrets',
  version: 1,
  title: 'looks for keys and passwords in the files and in the whole git history',
  about: 'repository',
  needs: {},
  fills: repositorySecrets,
  discovers: [],
  touches: 'reads-repository',
  timeoutMs: 90_000,
  async gather({ io, signal }) {
    const tree = await readTree(io, signal);
    // What only its name tells is found by the probe `secrets/deploy-config`.
    const scanner = compileScanner(shapedRules, { now: io.clock.now() });
    const found = new Map<string, Found>();
    const limits: Limit[] = tree.leftOut.slice(0, 50).map((what) => ({ part: 'tree', says: quote(`not looked into: ${what}`) }));
    const scanned = { files: 0, bytes: 0, versions: 0, historyBytes: 0, compressedFiles: 0 };
    for (const file of tree.files) {
      if (isCompressed(file.path)) scanned.compressedFiles++;
      if (!file.bytes) continue;
      scanned.files++;
      scanned.bytes += file.bytes.length;
      for (const hit of scanner.scan(file.bytes, file)) addPlace(found, hit, file);
    }
    if (tree.git) await scanHistory(io, tree, tree.git, scanner, found, scanned, limits, signal);
    else limits.push({ part: 'history', says: quote(tree.gitFault ?? 'there is no git repository here, so no history could be looked at') });
    const secrets = [...found].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, secret]) => withoutBlobs(secret));
    if (secrets.length > 2000) limits.push({ part: 'tree', says: quote(`${secrets.length - 2000} more values`) });
    return { value: { secrets: secrets.slice(0, 2000), scanned }, complete: limits.length > 0 ? limits : true };
  },
});

function withoutBlobs({ blobs: _blobs, ...secret }: Found): RepositorySecret {
  return secret;
}

/** Values too weak for a fingerprint are told apart by what may be shown of them and where they stand. */
function keyOf(hit: SecretHit, path: string): string {
  return hit.fingerprint ?? `${hit.format} ${hit.masked} ${path}`;
}

function record(found: Map<string, Found>, hit: SecretHit, path: string): Found | undefined {
  // A made-up value is nothing to keep; what it means is judged where example files are.
  if (hit.class === 'placeholder') return undefined;
  const key = keyOf(hit, path);
  const known = found.get(key);
  if (known) {
    known.sure ||= hit.sure;
    if (hit.class === 'secret') known.class = 'secret';
    return known;
  }
  const fresh: Found = {
    format: hit.format,
    class: hit.class,
    sure: hit.sure,
    masked: hit.masked,
    fingerprint: hit.fingerprint ?? null,
    places: [],
    history: null,
    blobs: [],
  };
  found.set(key, fresh);
  return fresh;
}

function addPlace(found: Map<string, Found>, hit: SecretHit, file: { path: string; tracked: boolean }): void {
  const secret = record(found, hit, file.path);
  if (!secret || secret.places.length >= 50) return;
  secret.places = [...secret.places, { path: quote(file.path), line: hit.line, role: fileRole(file.path), tracked: file.tracked }];
}

async function scanHistory(
  io: Io,
  tree: RepositoryTree,
  git: Repository,
  scanner: SecretScanner,
  found: Map<string, Found>,
  scanned: { -readonly [K in keyof RepositorySecrets['scanned']]: number },
  limits: Limit[],
  signal: AbortSignal,
): Promise<void> {
  const leave = (says: string): void => void limits.push({ part: 'history', says: quote(says) });
  try {
    const { blobs, missing, shallow } = await listBlobs(io, git, signal);
    if (shallow) leave('this is a shallow clone: older commits are not here (git fetch --unshallow brings them)');
    if (missing > 0) leave(`${missing} versions of files are named in the history but are not here`);
    const wanted: BlobName[] = [];
    let bytes = 0;
    let over = 0;
    for (const blob of blobs) {
      if (isCompressed(blob.path)) continue;
      if (blob.bytes > VERSION_CAP || bytes + blob.bytes > HISTORY_CAP) over++;
      else wanted.push(blob);
      if (blob.bytes <= VERSION_CAP) bytes += blob.bytes;
    }
    if (over > 0)
      leave(`${count(over, 'version')} of files not read, too large or too many (limit ${VERSION_CAP / 1e6} MB each, ${HISTORY_CAP / 1e6} MB together)`);
    const until = io.clock.mono() + HISTORY_MS;
    let gone = 0;
    for await (const { blob, bytes: content } of readBlobs(io, git, wanted, signal)) {
      if (!content) gone++;
      else {
        scanned.versions++;
        scanned.historyBytes += content.length;
        for (const hit of scanner.scan(content, blob)) addVersion(found, hit, blob);
      }
      if (io.clock.mono() < until) continue;
      leave(`${wanted.length - scanned.versions - gone} versions of files could not be read within ${HISTORY_MS / 1000} s`);
      break;
    }
    if (gone > 0) leave(`${gone} versions of files could not be read`);
    await attribute(io, git, found, signal);
  } catch (error) {
    if (!(error instanceof CouldNotLook)) throw error;
    leave(error.message);
  }
}

function addVersion(found: Map<string, Found>, hit: SecretHit, blob: { id: string; path: string }): void {
  const secret = record(found, hit, blob.path);
  if (!secret) return;
  secret.blobs.push(blob.id);
  const role = fileRole(blob.path);
  const before = secret.history;
  // One version in real code is enough to take it for real.
  const keep = before && (before.role === 'code' || role !== 'code') ? before : { path: quote(blob.path), role, commit: null, at: null };
  secret.history = { ...keep, versions: (before?.versions ?? 0) + 1 };
}

/** Names the commit that brought each secret in: one walk, and only when something was found. */
async function attribute(io: Io, git: Repository, found: ReadonlyMap<string, Found>, signal: AbortSignal): Promise<void> {
  const ids = new Set([...found.values()].flatMap((secret) => secret.blobs));
  if (ids.size === 0) return;
  const introductions = await findIntroductions(io, git, ids, signal);
  for (const secret of found.values()) {
    const first = secret.blobs.flatMap((id) => introductions.get(id) ?? []).sort((a, b) => b.age - a.age)[0];
    if (first && secret.history) secret.history = { ...secret.history, commit: first.commit, at: first.at };
  }
}
