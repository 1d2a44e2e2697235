import { EDGE_FINGERPRINTS } from '../../data/edge-fingerprints.ts';
import type { Header } from '../../drivers/http.ts';

/** Ids of the fingerprints that fit these response headers, in the order of the table. */
export function platformsIn(headers: readonly Header[]): string[] {
  return EDGE_FINGERPRINTS.filter((print) =>
    print.headers.some(([name, start]) => headers.some((header) => header.name === name && header.value.toLowerCase().startsWith(start))),
  ).map((print) => print.id);
}
