import { basename, dirname } from 'node:path';
import { findRepository, type Repository } from '../drivers/git.ts';
import { UsageError } from '../model/errors.ts';
import type { OwnSecretRule } from '../model/intent.ts';
import { SCAN_SCHEMA, type ScanPlace, type SecretScan } from '../model/secret-scan.ts';
import { quote } from '../model/text.ts';
import type { LocalIo } from '../ports/io.ts';
import { CouldNotLook } from '../ports/probe.ts';
import { scanHistory, type HistoryScan } from '../scan/scan-history.ts';
import { scanStaged } from '../scan/scan-staged.ts';
import { scanStream } from '../scan/scan-stream.ts';
import { scanFiles, scanTree, type FileScans } from '../scan/scan-tree.ts';
import type { Deps } from './deps.ts';
import { type Baseline, compareWithBaseline } from './scan/baseline.ts';
import { sinceOf } from './scan/since.ts';
import { Sightings } from './scan/sightings.ts';

/** A stream may go on for ever. */
const MOST_STREAM_BYTES = 16_000_000_000;
const MOST_LISTED = 100;

export interface ScanOptions {
  /** The folder of the project. */
  readonly folder: string;
  readonly staged?: boolean;
  readonly history?: boolean;
  readonly unreachable?: boolean;
  readonly since?: string;
  /** Files instead of the folder, by absolute path, with the name to show. */
  readonly files?: readonly { readonly path: string; readonly name: string }[];
  readonly stdin?: AsyncIterable<Uint8Array>;
  /** The index that git named to its hook. */
  readonly index?: string;
  readonly baseline?: { readonly file: string; readonly value: Baseline };
  /** Rules that the config brings. */
  readonly own?: readonly OwnSecretRule[];
  readonly budgetMs: number;
  readonly signal: AbortSignal;
  readonly onProgress?: (done: number, of: number) => void;
}

/** Looks for keys and passwords where it is told to: by default in the files of the folder. */
export async function scan(options: ScanOptions, deps: Pick<Deps, 'openLocal' | 'version'>): Promise<SecretScan> {
  const io = await deps.openLocal(options.folder);
  const began = io.clock.mono();
  const gathered = new Gathered(options.own ?? []);
  try {
    await lookAt(options, io, deps, gathered, began + options.budgetMs);
  } catch (error) {
    // What was found until then is told.
    if (!options.signal.aborted) throw error;
    gathered.gaps.push(`${gathered.sources.length === 0 ? 'nothing was looked at' : 'the rest was not looked at'}: you stopped the scan`);
  }
  const { baseline } = options;
  const isWhole = gathered.gaps.length === 0;
  const looked = { tree: isWhole && gathered.sources.includes('tree'), history: isWhole && gathered.sources.includes('history') };
  const all = gathered.sightings.findings();
  const compared = baseline && compareWithBaseline(all, baseline.value, looked);
  return {
    schema: SCAN_SCHEMA,
    version: deps.version,
    sources: gathered.sources,
    findings: compared?.fresh ?? all,
    accepted: { byComment: gathered.sightings.acceptedByComment, byBaseline: compared?.byBaseline ?? 0, baseline: baseline?.file ?? null },
    harmless: gathered.sightings.harmless,
    unusedAllows: gathered.sightings.unusedAllows,
    unusedBaseline: compared?.unused ?? [],
    scanned: gathered.scanned,
    notScanned: gathered.gaps.slice(0, MOST_LISTED).map((gap) => quote(gap)),
    notes: gathered.notes.slice(0, MOST_LISTED).map((note) => quote(note)),
    interrupted: options.signal.aborted,
    tookMs: Math.round(io.clock.mono() - began),
  };
}

async function lookAt(options: ScanOptions, io: LocalIo, deps: Pick<Deps, 'openLocal'>, gathered: Gathered, until: number): Promise<void> {
  const { staged, history, unreachable, since, files, stdin, own = [], signal } = options;
  if (stdin) {
    const seen = await scanStream(stdin, 'stdin', { clock: io.clock, until, mostBytes: MOST_STREAM_BYTES, own }, signal);
    gathered.addFiles(
      { files: [{ path: 'stdin', hits: seen.hits, allows: [] }], scanned: { files: 1, bytes: seen.bytes, media: 0 }, gaps: seen.gaps, notes: [] },
      'stdin',
      'stdin',
    );
  }
  for (const { path, name } of files ?? []) {
    // Each lies where it lies: its own folder is the root.
    const { files: seen, ...rest } = await scanFiles(await deps.openLocal(dirname(path)), [basename(path)], { until, own }, signal);
    const scans = { ...rest, files: seen.map((file) => ({ ...file, path: name })) };
    if (rest.scanned.files + rest.scanned.media + rest.gaps.length === 0)
      throw new UsageError(`${name} is not a plain file; what flows can be piped: launch-ready scan --stdin < ${name}`);
    gathered.addFiles(scans, 'file', 'files');
  }
  if (stdin || files) return;
  if (staged) {
    const repository = await mustFind(io, options, '--staged', signal);
    gathered.addFiles(await scanStaged(io, repository, { own }, signal), 'staged', 'staged');
    return;
  }
  if (since === undefined) gathered.addFiles(await scanTree(io, { until, own }, signal), 'tree', 'tree');
  if (since === undefined && !history && !unreachable) return;
  const repository = await mustFind(io, options, since === undefined ? '--history' : '--since', signal);
  const after = since === undefined ? undefined : await sinceOf(since, io, repository, signal);
  const seen = await historyOf(
    io,
    repository,
    { until, own, ...(after && { since: after }), ...(unreachable && { unreachable }), ...(options.onProgress && { onProgress: options.onProgress }) },
    signal,
  );
  gathered.addHistory(seen, since === undefined ? ['history', ...(unreachable ? ['unreachable'] : [])] : [`since ${since}`]);
}

/** A history that cannot be walked is not a clean one: it is not scanned. */
async function historyOf(io: LocalIo, repository: Repository, options: Parameters<typeof scanHistory>[2], signal: AbortSignal): Promise<HistoryScan> {
  try {
    return await scanHistory(io, repository, options, signal);
  } catch (error) {
    if (!(error instanceof CouldNotLook)) throw error;
    return { found: [], introduced: new Map(), scanned: { versions: 0, known: 0, bytes: 0, media: 0, missing: 0 }, gaps: [`the history: ${error.message}`] };
  }
}

async function mustFind(io: LocalIo, { index }: ScanOptions, option: string, signal: AbortSignal): Promise<Repository> {
  try {
    const repository = await findRepository(io, signal);
    if (repository) return { ...repository, ...(index !== undefined && { index }) };
  } catch (error) {
    if (!(error instanceof CouldNotLook)) throw error;
    throw new UsageError(`${option} needs git, and git could not be asked: ${error.message}`);
  }
  throw new UsageError(`${option} needs a git repository, and there is none here`);
}

/** What the sources have seen so far. */
class Gathered {
  readonly sightings: Sightings;
  readonly sources: string[] = [];
  readonly gaps: string[] = [];
  readonly notes: string[] = [];
  scanned = { files: 0, bytes: 0, versions: 0, knownVersions: 0, historyBytes: 0, media: 0 };

  constructor(own: readonly OwnSecretRule[]) {
    this.sightings = new Sightings(own);
  }

  addFiles(scans: FileScans, where: ScanPlace['in'], source: string): void {
    if (!this.sources.includes(source)) this.sources.push(source);
    for (const file of scans.files) this.sightings.addFile(file, where, where === 'tree' || where === 'file');
    this.gaps.push(...scans.gaps);
    this.notes.push(...scans.notes);
    const { files, bytes, media } = this.scanned;
    this.scanned = { ...this.scanned, files: files + scans.scanned.files, bytes: bytes + scans.scanned.bytes, media: media + scans.scanned.media };
  }

  addHistory({ found, introduced, scanned, gaps }: HistoryScan, sources: readonly string[]): void {
    this.sources.push(...sources);
    for (const blob of found) this.sightings.addVersion(blob, introduced.get(blob.id));
    this.gaps.push(...gaps);
    const media = this.scanned.media + scanned.media;
    this.scanned = { ...this.scanned, versions: scanned.versions, knownVersions: scanned.known, historyBytes: scanned.bytes, media };
  }
}
