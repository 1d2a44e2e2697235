import type { BlobName } from '../drivers/git-objects.ts';

export interface SizedBlob extends BlobName {
  readonly size: number;
}

/**
 * Divides contents among `parts` readers, each about as many bytes. All versions of one path stay beside each other, as they share most of their text: git unpacks them
 * from one another, and a window that is known to hold nothing is known to the reader that meets it again. Paths keep their order, and so do the versions of a path.
 */
export function shareBlobs(blobs: readonly SizedBlob[], parts: number): readonly SizedBlob[][] {
  const paths = Map.groupBy(blobs, ({ path }) => path);
  const share = blobs.reduce((sum, { size }) => sum + size, 0) / parts;
  const shares = Array.from({ length: parts }, (): SizedBlob[] => []);
  let given = 0;
  for (const versions of paths.values())
    for (const blob of versions) {
      // Where its middle falls: a large one goes to whom most of it belongs.
      const part = share === 0 ? 0 : Math.floor((given + blob.size / 2) / share);
      shares[Math.min(parts - 1, part)]?.push(blob);
      given += blob.size;
    }
  return shares;
}
