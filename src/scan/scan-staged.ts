import type { Repository } from '../drivers/git.ts';
import { listStaged } from '../drivers/git-history.ts';
import type { OwnSecretRule } from '../model/intent.ts';
import { count } from '../model/message.ts';
import type { LocalIo } from '../ports/io.ts';
import { hitId } from './hit-id.ts';
import { scanBlobs, type BlobHits } from './scan-blobs-job.ts';
import { isMedia } from './scan-content.ts';
import type { FileScans } from './scan-tree.ts';
import { loadRules, openScanner, type Scan } from './scanner.ts';

/** Scans what the next commit would bring in. What stood in the same files before is not brought in by it. */
export async function scanStaged(
  io: LocalIo,
  repository: Repository,
  { own }: { readonly own?: readonly OwnSecretRule[] },
  signal: AbortSignal,
): Promise<FileScans> {
  const changes = await listStaged(io, repository, signal);
  const readable = changes.filter(({ path }) => !isMedia(path));
  // Most commits of a day bring a file or two; one that brings none needs no scanner.
  const rules = await loadRules(own);
  let opened: Scan | undefined;
  const scan: Scan = (bytes, path) => (opened ??= openScanner(io.clock.now(), rules))(bytes, path);
  const after = await scanAll(
    readable.flatMap(({ path, after: id }) => (id === null ? [] : [{ id, path }])),
    { io, repository, scan, signal },
  );
  // The old contents matter only when something was found.
  const before =
    after.found.length === 0
      ? undefined
      : await scanAll(
          changes.flatMap(({ path, before: id }) => (id === null ? [] : [{ id, path }])),
          { io, repository, scan, signal },
        );
  const known = new Set(before?.found.flatMap(({ path, hits }) => hits.map((hit) => hit.fingerprint ?? hitId(hit, path))));
  let old = 0;
  const files = after.found.map(({ path, hits, allows }) => {
    const fresh = hits.filter((hit) => !known.has(hit.fingerprint ?? hitId(hit, path)));
    old += hits.filter((hit) => hit.class !== 'placeholder' && hit.class !== 'public').length - fresh.length;
    return { path, hits: fresh, allows };
  });
  return {
    files,
    scanned: { files: after.blobs, bytes: after.bytes, media: changes.length - readable.length },
    gaps: [...after.found.flatMap(({ path, gaps }) => gaps.map((gap) => `${path}: ${gap}`)), ...after.gone.map((id) => `a staged content is not here (${id})`)],
    notes: old > 0 ? [`${count(old, 'value')} stood in these files before: launch-ready scan shows them`] : [],
  };
}

interface Around {
  readonly io: LocalIo;
  readonly repository: Repository;
  readonly scan: Scan;
  readonly signal: AbortSignal;
}

async function scanAll(
  blobs: readonly { id: string; path: string }[],
  { io, repository, scan, signal }: Around,
): Promise<{ found: BlobHits[]; gone: string[]; blobs: number; bytes: number }> {
  const total = { found: [] as BlobHits[], gone: [] as string[], blobs: 0, bytes: 0 };
  for await (const progress of scanBlobs(scan, io, repository, blobs, signal)) {
    total.found.push(...progress.found);
    total.gone.push(...progress.gone);
    total.blobs += progress.blobs;
    total.bytes += progress.bytes;
  }
  return total;
}
