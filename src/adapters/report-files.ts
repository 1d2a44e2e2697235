import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { megabytes, Refusal } from '../formats/dmarc-report-refusal.ts';
import { UsageError } from '../model/errors.ts';
import { quote } from '../model/text.ts';

/** One file to be read as a report, or why it was not opened. */
export type ReportInput = { readonly name: string; readonly bytes: Uint8Array } | { readonly name: string; readonly refusal: Refusal };

const MOST_FILES = 100_000;
const DEEPEST = 20;
/** Files between two looks at the event loop. */
const TURN = 32;

/**
 * The files at these paths, folders with everything below them, in order of their names. Links inside folders are not followed, hidden names are left out;
 * a file that cannot be opened, or is too large, is told and does not stop the rest.
 * @throws UsageError when a path that was named is not there
 */
export async function* reportFiles(paths: readonly string[], most: number): AsyncGenerator<ReportInput> {
  let count = 0;
  for (const path of paths) {
    const facts = await stat(path).catch(() => undefined);
    if (!facts) throw new UsageError(`there is no file or folder ${quote(path, 200)}`);
    for await (const file of facts.isDirectory() ? filesIn(path, 0) : [path]) {
      if (++count > MOST_FILES) throw new UsageError(`more than ${MOST_FILES} files; read them folder by folder, nothing is counted twice`);
      // So that Ctrl-C is heard.
      if (count % TURN === 0) await setImmediate();
      yield readWhole(file, most);
    }
  }
}

async function* filesIn(folder: string, depth: number): AsyncGenerator<string> {
  if (depth > DEEPEST) return;
  const entries = (await readdir(folder, { withFileTypes: true }).catch(() => [])).toSorted((a, b) => (a.name < b.name ? -1 : 1));
  for (const entry of entries) {
    if (entry.name.startsWith('.')) continue;
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* filesIn(path, depth + 1);
    else if (entry.isFile()) yield path;
  }
}

/** Reads in one go: for thousands of small files that is twice as fast as taking turns for each. */
function readWhole(path: string, most: number): ReportInput {
  let file: number | undefined;
  try {
    // Opening a pipe for reading would wait for a writer, perhaps for ever.
    file = openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
    const facts = fstatSync(file);
    if (!facts.isFile()) return { name: path, refusal: new Refusal('no-report', 'it is not a plain file') };
    if (facts.size > most) return { name: path, refusal: new Refusal('too-large', `it has ${megabytes(facts.size)}; at most ${megabytes(most)} are read`) };
    const bytes = new Uint8Array(facts.size);
    let filled = 0;
    for (let got = -1; got !== 0 && filled < bytes.length; filled += got) got = readSync(file, bytes, filled, bytes.length - filled, filled);
    return { name: path, bytes: bytes.subarray(0, filled) };
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown error';
    return { name: path, refusal: new Refusal('malformed', `it cannot be opened (${code})`) };
  } finally {
    if (file !== undefined) closeSync(file);
  }
}

/** What comes in on a stream, whole. */
export async function readStream(stream: AsyncIterable<Uint8Array | string>, name: string, most: number): Promise<ReportInput> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of stream) {
    const bytes = Buffer.from(chunk);
    size += bytes.length;
    if (size > most) return { name, refusal: new Refusal('too-large', `it has more than ${megabytes(most)}`) };
    chunks.push(bytes);
  }
  return { name, bytes: Buffer.concat(chunks) };
}
