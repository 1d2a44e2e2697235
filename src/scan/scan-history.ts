import { createHash } from 'node:crypto';
import type { Repository } from '../drivers/git.ts';
import { findIntroductions, historyState, listBlobs, listBlobsSince, listUnreachable, type Introduction } from '../drivers/git-history.ts';
import { presentOf, sizesOf, type BlobName } from '../drivers/git-objects.ts';
import { count } from '../model/message.ts';
import type { LocalIo } from '../ports/io.ts';
import { CouldNotLook } from '../ports/probe.ts';
import { loadBlobCache, saveBlobCache, type BlobCache, type WholeScan } from './blob-cache.ts';
import { scanBlobs, type BlobHits, type BlobJob, type BlobProgress } from './scan-blobs-job.ts';
import { isMedia } from './scan-content.ts';
import { shareBlobs } from './share-blobs.ts';
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
const ALONE_BELOW = 8_000_000;
const SAVE_EVERY_MS = 5000;
const MOST_FOUND = 20_000;
/** Of a history that lacks more (a clone without contents) nothing is remembered as whole. */
const MOST_MISSING = 20_000;
const GRACE_MS = 2000;
const DAY_MS = 86_400_000;

/**
 * Looks for secrets in every different content of the history, each once, in as many threads as are worth it. Contents scanned by an earlier run with the same rules
 * are not read again. When it is stopped it tells what it has, and what it did not reach.
 */
export async function scanHistory(io: LocalIo, repository: Repository, options: HistoryOptions, signal: AbortSignal): Promise<HistoryScan> {
  const rules = rulesHash(options.own, await io.cache?.code());
  const [cache, state] = await Promise.all([loadBlobCache(io.cache, rules), stateOf(io, repository, signal)]);
  const isAll = options.since === undefined && !options.unreachable;
  if (isAll && cache.whole?.state === state && (await areMissing(io, repository, cache.whole.missing, signal))) return fromCache(cache, cache.whole);
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
  const introduced = listed.introduced ?? (await introductionsOf(io, repository, found, signal));
  const media = listed.blobs.length - readable.length;
  const missing = [...listed.missing, ...read.gone];
  const isWhole = isAll && listed.gaps.length + read.gaps.length === 0 && missing.length <= MOST_MISSING && !signal.aborted;
  if (isWhole) {
    cache.whole = { state, versions: readable.length - read.gone.length, media, missing, found: found.map(({ id }) => id) };
    cache.introduced.clear();
    for (const [id, by] of introduced) cache.introduced.set(id, by);
  }
  if (read.bytes > 0 || isWhole) await saveBlobCache(io.cache, rules, cache);
  return {
    found,
    introduced,
    scanned: { versions: readable.length - read.left, known: readable.length - wanted.length, bytes: read.bytes, media, missing: missing.length },
    gaps: [...listed.gaps, ...gapOf(missing), ...read.gaps, ...gapsIn(found)],
  };
}

function gapOf(missing: readonly string[]): string[] {
  return missing.length > 0
    ? [
        `${count(missing.length, 'version')} of files ${missing.length === 1 ? 'is' : 'are'} named in the history but ${missing.length === 1 ? 'is' : 'are'} not here`,
      ]
    : [];
}

function gapsIn(found: readonly BlobHits[]): string[] {
  return found.flatMap(({ path, gaps }) => gaps.map((gap) => `${path}: ${gap}`));
}

async function stateOf(io: LocalIo, repository: Repository, signal: AbortSignal): Promise<string> {
  return createHash('sha256')
    .update(`${repository.prefix}\n${Math.floor(io.clock.now() / DAY_MS)}\n${await historyState(io, repository, signal)}`)
    .digest('hex');
}

/** Whether none of `ids` has arrived since: git may fetch single contents without moving any ref. */
async function areMissing(io: LocalIo, repository: Repository, ids: readonly string[], signal: AbortSignal): Promise<boolean> {
  const present = await presentOf(io, repository, ids, signal);
  return !ids.some((id) => present.has(id));
}

function fromCache(cache: BlobCache, { versions, media, missing, found: ids }: WholeScan): HistoryScan {
  // The cache may know more: contents of branches that are gone.
  const found = ids.flatMap((id) => cache.found.get(id) ?? []);
  const scanned = { versions, known: versions, bytes: 0, media, missing: missing.length };
  return { found, introduced: cache.introduced, scanned, gaps: [...gapOf(missing), ...gapsIn(found)] };
}

/** After a stop this is all that is still done, and not for long. */
async function introductionsOf(
  io: LocalIo,
  repository: Repository,
  found: readonly BlobHits[],
  signal: AbortSignal,
): Promise<ReadonlyMap<string, Introduction>> {
  const ids = new Set(found.map(({ id }) => id));
  if (!signal.aborted) return findIntroductions(io, repository, ids, signal);
  const grace = new AbortController();
  void io.clock.sleep(GRACE_MS, grace.signal).then(
    () => grace.abort(),
    () => undefined,
  );
  try {
    return await findIntroductions(io, repository, ids, grace.signal);
  } catch {
    return new Map();
  } finally {
    grace.abort();
  }
}

interface Listed {
  readonly blobs: readonly BlobName[];
  readonly introduced?: ReadonlyMap<string, Introduction>;
  readonly missing: readonly string[];
  readonly gaps: readonly string[];
}

async function list(io: LocalIo, repository: Repository, { since, unreachable }: HistoryOptions, signal: AbortSignal): Promise<Listed> {
  if (since) {
    const introduced = await listBlobsSince(io, repository, since, signal);
    const present = await presentOf(io, repository, [...introduced.keys()], signal);
    const blobs = [...introduced].flatMap(([id, { path }]) => (present.has(id) ? [{ id, path }] : []));
    return { blobs, introduced, missing: [...introduced.keys()].filter((id) => !present.has(id)), gaps: [] };
  }
  const { blobs, missing, shallow } = await listBlobs(io, repository, signal);
  const gaps = shallow ? ['this is a shallow clone: older commits are not here (git fetch --unshallow brings them)'] : [];
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
  /** Ids that are not here. */
  readonly gone: readonly string[];
  /** Not looked at, for whatever reason. */
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
  const late = new AbortController();
  const either = AbortSignal.any([signal, late.signal]);
  const sizes = await sizesOf(
    io,
    repository,
    wanted.map(({ id }) => id),
    signal,
  );
  const here = wanted.flatMap((blob, at) => (sizes[at] === undefined ? [] : [{ ...blob, size: sizes[at] }]));
  const gone = wanted.flatMap(({ id }, at) => (sizes[at] === undefined ? [id] : []));
  const bytes = here.reduce((sum, { size }) => sum + size, 0);
  const threads = io.pool && bytes >= ALONE_BELOW ? io.pool.threads : 1;
  const total = { bytes: 0, done: 0 };
  let savedAt = io.clock.mono();
  const take = async (part: readonly BlobName[], from: number, progress: BlobProgress): Promise<void> => {
    total.bytes += progress.bytes;
    total.done += progress.blobs;
    gone.push(...progress.gone);
    const lost = new Set(progress.gone);
    for (const { id } of part.slice(from, from + progress.blobs)) if (!lost.has(id)) cache.ids.add(id);
    for (const one of progress.found) if (cache.found.size < MOST_FOUND) cache.found.set(one.id, one);
    options.onProgress?.(total.done, here.length);
    const now = io.clock.mono();
    if (now > options.until) late.abort();
    if (now - savedAt < SAVE_EVERY_MS) return;
    savedAt = now;
    await saveBlobCache(io.cache, rules, cache);
  };
  const scanPart = async (part: readonly BlobName[], share: number): Promise<void> => {
    let from = 0;
    // The first share is ours: one thread less to start.
    for await (const progress of progressOf(io, repository, part, { threaded: share > 0, own: options.own ?? [] }, either)) {
      await take(part, from, progress);
      from += progress.blobs;
    }
  };
  const ended = await Promise.allSettled(shareBlobs(here, threads).map(scanPart));
  const gaps: string[] = [];
  if (signal.aborted) await saveBlobCache(io.cache, rules, cache);
  const broken = ended.flatMap((one) => (one.status === 'rejected' && !either.aborted ? [one.reason as unknown] : []));
  for (const error of broken) {
    if (!(error instanceof CouldNotLook)) throw error;
    gaps.push(error.message);
  }
  const left = here.length - total.done;
  if (left > 0) gaps.push(`${count(left, 'version')} of files were not ${whyLeft(signal, late.signal)}`);
  if (cache.found.size >= MOST_FOUND) gaps.push(`more than ${MOST_FOUND} versions of files hold something; the rest is not listed`);
  return { bytes: total.bytes, gone, left: left + gone.length, gaps };
}

function whyLeft(stopped: AbortSignal, late: AbortSignal): string {
  if (stopped.aborted) return 'reached: you stopped the scan';
  return late.aborted ? 'reached within the time' : 'read';
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
