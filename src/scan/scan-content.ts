import { Buffer } from 'node:buffer';
import { gunzipSync } from 'node:zlib';
import { Refusal } from '../formats/dmarc-report-refusal.ts';
import { isTar, tarEntries } from '../formats/tar.ts';
import { textsInside } from '../formats/text-inside.ts';
import { unpackingRefusal, zipEntries } from '../formats/zip.ts';
import type { Hit, Scan } from './scanner.ts';

/** A secret in a content or in something that the content holds. */
export interface PlacedHit extends Hit {
  /** Names from the outside in: the file in an archive, the cell of a notebook; the line counts there. */
  readonly inside?: string;
}
export interface ContentScan {
  readonly hits: readonly PlacedHit[];
  /** What could not be looked into, and why. */
  readonly gaps: readonly string[];
}

/** A file that has to be read whole to be looked into may have this many bytes, and this many unpacked. */
export const WHOLE_CAP = 32_000_000;
const UNPACKED_CAP = 64_000_000;
const DEPTH_CAP = 4;

const MEDIA =
  /\.(?:png|jpe?g|gif|webp|avif|ico|icns|bmp|tiff?|psd|mp[34]|m4[av]|mov|avi|mkv|webm|og[gav]|wav|flac|woff2?|ttf|otf|eot|pdf|bz2|xz|zst|br|7z|rar|wasm|onnx|pt|pth|safetensors|gguf|parquet)$/i;
const HOLDS_FILES = /\.(?:zip|jar|war|whl|nupkg|vsix|docx|xlsx|pptx|odt|epub|apk|aab|ipa|gz|tgz|tar)$/i;
const HOLDS_TEXTS = /\.(?:ipynb|map)$/i;

/** True for pictures, sound, fonts, models and the like, in which no text can be found. */
export function isMedia(path: string): boolean {
  return MEDIA.test(path);
}
/** True for files that are looked into only whole: archives, notebooks, source maps. */
export function holdsMore(path: string): boolean {
  return HOLDS_FILES.test(path) || HOLDS_TEXTS.test(path);
}

/** Scans a whole content and what it holds: archives, notebooks, source maps. */
export function scanContent(scan: Scan, bytes: Uint8Array, path: string): ContentScan {
  const gaps: string[] = [];
  const left = { bytes: UNPACKED_CAP };
  return { hits: scanPart(scan, bytes, path, { gaps, left, depth: 0 }), gaps };
}

interface Around {
  readonly gaps: string[];
  readonly left: { bytes: number };
  readonly depth: number;
}

function scanPart(scan: Scan, bytes: Uint8Array, path: string, around: Around): PlacedHit[] {
  const unpack = UNPACKERS.find(({ knows }) => knows(bytes));
  if (unpack) return scanEntries(scan, bytes, path, unpack.entries, around);
  const hits: PlacedHit[] = [...scan(bytes, path)];
  if (!HOLDS_TEXTS.test(path) || bytes.length > WHOLE_CAP) return hits;
  const inner = textsInside(Buffer.from(bytes).toString('utf8')).flatMap(({ name, text: part }) =>
    scan(Buffer.from(part), innerPath(path, name)).map((hit) => ({ ...hit, inside: name })),
  );
  // The same value is better placed inside; what only the raw file shows (a name, metadata) is kept.
  const seen = new Set(inner.map(valueOf));
  return [...inner, ...hits.filter((hit) => !seen.has(valueOf(hit)))];
}

const valueOf = ({ fingerprint, format, masked }: Hit): string => fingerprint ?? `${format} ${masked}`;

/** What the recogniser may know of a part: a notebook's cells are code of no file. */
function innerPath(path: string, name: string): string {
  return path.endsWith('.map') ? name : path;
}

interface Entry {
  readonly name: string;
  read(most: number): Uint8Array;
}
const UNPACKERS: readonly {
  readonly knows: (bytes: Uint8Array) => boolean;
  readonly entries: (bytes: Uint8Array, path: string) => readonly Entry[];
}[] = [
  { knows: (bytes) => bytes[0] === 0x50 && bytes[1] === 0x4b && bytes[2] === 3 && bytes[3] === 4, entries: (bytes) => zipEntries(bytes) },
  {
    knows: (bytes) => bytes[0] === 0x1f && bytes[1] === 0x8b && bytes[2] === 8,
    entries: (bytes, path) => [{ name: withoutGz(path), read: (most) => gunzip(bytes, most) }],
  },
  {
    knows: isTar,
    entries(bytes) {
      const { entries, whole } = tarEntries(bytes);
      const files = entries.map(({ name, bytes: content }) => ({ name, read: () => content }));
      return whole ? files : [...files, { name: '', read: () => refuse('the tar archive is cut off or damaged') }];
    },
  },
];

function scanEntries(
  scan: Scan,
  bytes: Uint8Array,
  path: string,
  entriesOf: (bytes: Uint8Array, path: string) => readonly Entry[],
  around: Around,
): PlacedHit[] {
  const hits: PlacedHit[] = [];
  const skip = (reason: string): void => {
    if (around.gaps.length < 20) around.gaps.push(reason);
  };
  try {
    if (around.depth >= DEPTH_CAP) throw new Refusal('nested', 'it is packed more than four times');
    for (const entry of entriesOf(bytes, path)) {
      if (isMedia(entry.name)) continue;
      try {
        const content = entry.read(Math.max(0, around.left.bytes));
        around.left.bytes -= content.length;
        if (around.left.bytes < 0) throw new Refusal('too-large', `it unpacks to more than ${UNPACKED_CAP / 1e6} MB`);
        const inner = scanPart(scan, content, entry.name, { ...around, depth: around.depth + 1 });
        hits.push(...inner.map((hit) => ({ ...hit, inside: hit.inside === undefined ? entry.name : `${entry.name} → ${hit.inside}` })));
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        skip(entry.name === '' ? error.message : `${entry.name}: ${error.message}`);
        if (around.left.bytes < 0) break;
      }
    }
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    skip(error.message);
  }
  return hits;
}

function refuse(reason: string): never {
  throw new Refusal('malformed', reason);
}

function gunzip(bytes: Uint8Array, most: number): Uint8Array {
  try {
    return gunzipSync(bytes, { maxOutputLength: Math.max(1, most) });
  } catch (error) {
    throw unpackingRefusal(error, most);
  }
}

function withoutGz(path: string): string {
  const name = path.slice(path.lastIndexOf('/') + 1);
  return name.replace(/\.tgz$/i, '.tar').replace(/\.gz$/i, '');
}
