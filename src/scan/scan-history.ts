import { createHash } from 'node:crypto';
import type { Repository } from '../drivers/git.ts';
import { findIntroductions, historyState, listBlobs, listBlobsSince, listUnreachable, type BlobName, type Introduction } from '../drivers/git-history.ts';
import { count } from '../model/message.ts';
import type { LocalIo } from '../ports/io.ts';
import { CouldNotLook } from '../ports/probe.ts';
import { loadBlobCache, saveBlobCache, type BlobCache, type WholeScan } from './blob-cache.ts';
import { scanBlobs, type BlobHits, type BlobJob, type BlobProgress } from './scan-blobs-job.ts';
import { isMedia } from './scan-content.ts';
import { loadRules, openScanner, rulesHash } from './scanner.ts';
import type { OwnSecretRule } from '../model/intent.ts';

export interface HistoryOptions {
  /** Only what came in after this commit or date; then nothing older is looked at. */
  readonly since?: { readonly commit: string } | { readonly date: string };
  /** Also what nothing reaches any more. */
  readonly unreachable?: boolean;
  /** Monotonic milliseconds at which it stops and says what is left. */
  readonly until: number;
  /** Rules that the config brings. */
  readonly own?: readonly OwnSecretRule[];
  readonly onProgress?: (done: number, of: number) => void;
}
export interface HistoryScan {
  readonly found: readonly BlobHits[];
  /** Where each id of `found` came in. */
  readonly introduced: ReadonlyMap<string, Introduction>;
  readonly scanned: {
    /** Different contents looked at, in this run or an earlier one. */
    readonly versions: number;
    /** Those that an earlier run looked at. */
    readonly known: number;
    /** Bytes read in this run. */
    readonly bytes: number;
    /** Pictures, fonts and the like. */
    readonly media: number;
    /** Named in the history, but not here. */
    readonly missing: number;
  };
  /** What should have been looked at and was not, in plain words. */
  readonly gaps: readonly string[];
}

/** Too little to be worth a thread. */
const ALONE_BELOW = 300;
const SAVE_EVERY_MS = 5000;
const MOST_FOUND = 20_000;
const DAY_MS = 86_400_000;

/** Looks for secrets in every different content of the history, each once, in as many threads as are worth it. Contents scanned by an earlier run with the same rules are not read again. */
export async function scanHistory(io: LocalIo, repository: Repository, options: HistoryOptions, signal: AbortSignal): Promise<HistoryScan> {
  const rules = rulesHash(options.own);
  const [cache, state] = await Promise.all([loadBlobCache(io.cache, rules), stateOf(io, repository, signal)]);
  const isAll = options.since === undefined && !options.unreachable;
  if (isAll && cache.whole?.state === state) return fromCache(cache, cache.whole);
  // Tokens end: what holds something is judged again.
  for (const id of cache.found.keys()) cache.ids.delete(id);
  cache.found.clear();
  const listed = await list(io, repository, options, signal);
  const readable = listed.blobs.filter(({ path }) => !isMedia(path));
  const wanted = readable.filter(({ id }) => !cache.ids.has(id));
  const read = await scanAll(io, repository, wanted, { cache, rules, options }, signal);
  const found = readable.flatMap(({ id, path }) => {
    const known = cache.found.get(id);
    return known ? [path === '' ? known : { ...known, path }] : [];
  });
  const introduced = listed.introduced ?? (await findIntroductions(io, repository, new Set(found.map(({ id }) => id)), signal));
  const media = listed.blobs.length - readable.length;
  const gaps = [...listed.gaps, ...read.gaps];
  const isWhole = isAll && gaps.length === 0;
  if (isWhole) {
    cache.whole = { state, versions: readable.length, media, found: found.map(({ id }) => id) };
    cache.introduced.clear();
    for (const [id, by] of introduced) cache.introduced.set(id, by);
  }
  if (read.bytes > 0 || isWhole) await saveBlobCache(io.cache, rules, cache);
  const versions = readable.length - read.left;
  return {
    found,
    introduced,
    scanned: { versions, known: readable.length - wanted.length, bytes: read.bytes, media, missing: listed.missing + read.gone },
    gaps: [...gaps, ...gapsIn(found)],
  };
}

function gapsIn(found: readonly BlobHits[]): string[] {
  return found.flatMap(({ path, gaps }) => gaps.map((gap) => `${path}: ${gap}`));
}

async function stateOf(io: LocalIo, repository: Repository, signal: AbortSignal): Promise<string> {
  return createHash('sha256')
    .update(`${repository.prefix}\n${Math.floor(io.clock.now() / DAY_MS)}\n${await historyState(io, repository, signal)}`)
    .digest('hex');
}

function fromCache(cache: BlobCache, { versions, media, found: ids }: WholeScan): HistoryScan {
  // The cache may know more: contents of branches that are gone.
  const found = ids.flatMap((id) => cache.found.get(id) ?? []);
  return { found, introduced: cache.introduced, scanned: { versions, known: versions, bytes: 0, media, missing: 0 }, gaps: gapsIn(found) };
}

interface Listed {
  readonly blobs: readonly BlobName[];
  readonly introduced?: ReadonlyMap<string, Introduction>;
  readonly missing: number;
  readonly gaps: readonly string[];
}

async function list(io: LocalIo, repository: Repository, { since, unreachable }: HistoryOptions, signal: AbortSignal): Promise<Listed> {
  if (since) {
    const introduced = await listBlobsSince(io, repository, since, signal);
    return { blobs: [...introduced].map(([id, { path }]) => ({ id, path })), introduced, missing: 0, gaps: [] };
  }
  const { blobs, missing, shallow } = await listBlobs(io, repository, signal);
  const gaps = [
    ...(shallow ? ['this is a shallow clone: older commits are not here (git fetch --unshallow brings them)'] : []),
    ...(missing > 0 ? [`${missing} versions of files are named in the history but are not here`] : []),
  ];
  const extra = unreachable ? await listUnreachable(io, repository, new Set(blobs.map(({ id }) => id)), signal) : [];
  return { blobs: extra.length === 0 ? blobs : [...blobs, ...extra], missing, gaps };
}

interface Reading {
  readonly cache: BlobCache;
  readonly rules: string;
  readonly options: HistoryOptions;
}
interface Read {
  readonly bytes: number;
  /** Could not be read; not reached within the time. */
  readonly gone: number;
  readonly left: number;
  readonly gaps: readonly string[];
}

async function scanAll(
  io: LocalIo,
  repository: Repository,
  wanted: readonly BlobName[],
  { cache, rules, options }: Reading,
  signal: AbortSignal,
): Promise<Read> {
  if (wanted.length === 0) return { bytes: 0, gone: 0, left: 0, gaps: [] };
  const late = new AbortController();
  const either = AbortSignal.any([signal, late.signal]);
  const threads = io.pool && wanted.length >= ALONE_BELOW ? io.pool.threads : 1;
  const total = { bytes: 0, done: 0, gone: 0 };
  const gaps: string[] = [];
  let savedAt = io.clock.mono();
  const take = async (part: readonly BlobName[], from: number, progress: BlobProgress): Promise<void> => {
    total.bytes += progress.bytes;
    total.done += progress.blobs;
    total.gone += progress.gone.length;
    const gone = new Set(progress.gone);
    for (const { id } of part.slice(from, from + progress.blobs)) if (!gone.has(id)) cache.ids.add(id);
    for (const one of progress.found) if (cache.found.size < MOST_FOUND) cache.found.set(one.id, one);
    options.onProgress?.(total.done, wanted.length);
    const now = io.clock.mono();
    if (now > options.until) late.abort();
    if (now - savedAt < SAVE_EVERY_MS) return;
    savedAt = now;
    await saveBlobCache(io.cache, rules, cache);
  };
  const scanPart = async (part: readonly BlobName[]): Promise<void> => {
    let from = 0;
    for await (const progress of progressOf(io, repository, part, { threaded: threads > 1, own: options.own ?? [] }, either)) {
      await take(part, from, progress);
      from += progress.blobs;
    }
  };
  const ended = await Promise.allSettled(partsOf(wanted, threads).map(scanPart));
  if (signal.aborted) await saveBlobCache(io.cache, rules, cache);
  signal.throwIfAborted();
  const broken = ended.flatMap((one) => (one.status === 'rejected' && !late.signal.aborted ? [one.reason as unknown] : []));
  for (const error of broken) {
    if (!(error instanceof CouldNotLook)) throw error;
    gaps.push(error.message);
  }
  if (total.gone > 0) gaps.push(`${count(total.gone, 'version')} of files could not be read`);
  const left = wanted.length - total.done;
  if (left > 0)
    gaps.push(late.signal.aborted ? `${count(left, 'version')} of files were not reached within the time` : `${count(left, 'version')} of files were not read`);
  if (cache.found.size >= MOST_FOUND) gaps.push(`more than ${MOST_FOUND} versions of files hold something; the rest is not listed`);
  return { bytes: total.bytes, gone: total.gone, left: left + total.gone, gaps };
}

async function* progressOf(
  io: LocalIo,
  repository: Repository,
  part: readonly BlobName[],
  { threaded, own }: { readonly threaded: boolean; readonly own: readonly OwnSecretRule[] },
  signal: AbortSignal,
): AsyncGenerator<BlobProgress> {
  if (!threaded || !io.pool) return yield* scanBlobs(openScanner(io.clock.now(), await loadRules(own)), io, repository, part, signal);
  const job: BlobJob = { at: repository.at, now: io.clock.now(), own, blobs: part.map(({ id, path }) => `${id} ${path}`).join('\n') };
  yield* io.pool.run('scan-blobs', job, signal) as AsyncIterable<BlobProgress>;
}

/** Every n-th to the n-th: all parts are as old and as large as each other. */
function partsOf(blobs: readonly BlobName[], parts: number): readonly BlobName[][] {
  return Array.from({ length: parts }, (_, part) => blobs.filter((_blob, at) => at % parts === part));
}
