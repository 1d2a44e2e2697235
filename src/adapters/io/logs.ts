import { Buffer } from 'node:buffer';
import { type FileHandle, open, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { LocalLog, Logs, OpenLog } from '../../ports/io.ts';
import { CouldNotLook } from '../../ports/probe.ts';
import { programsIn } from './processes.ts';

const CHUNK = 1 << 18;
/** What journalctl is asked for: the newest entries, as programs wrote them. */
const JOURNAL_ENTRIES = '200000';

const MOST_OUTPUT = 1_000_000;

export interface LogsOptions {
  /** Relative files are looked up here, and programs run here. */
  readonly folder: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly stdin: () => AsyncIterable<Uint8Array>;
}

/** Logs on this machine: files, what programs print, the journal, standard input. Programs are the owner's own and get the owner's environment. */
export function logsIn({ folder, env, stdin }: LogsOptions): Logs {
  return {
    async open(log, most, signal) {
      if (log.type === 'file') return openFile(resolve(folder, log.path), most, signal);
      if (log.type === 'stdin') return { chunks: givenBack(stdin()), skipped: 0, ended: Promise.resolve() };
      const [program = '', ...args] = commandOf(log);
      const { stdout, result } = await programsIn(folder, env).run(program, args, {}, signal);
      const ended = result.then(({ code, stderr }) => {
        if (code !== 0 && !signal.aborted) throw new CouldNotLook('refused', `${program} ended with code ${code ?? 'none'}: ${stderr.trim().slice(0, 200)}`);
      });
      // It is awaited when all was read; until then a failure is no accident.
      ended.catch(() => undefined);
      return { chunks: givenBack(stdout), skipped: 0, ended };
    },
    async beside({ module, export: name }, script, signal) {
      const file = resolve(folder, module);
      if (!(await stat(file).catch(() => undefined))?.isFile()) throw new CouldNotLook('not-found', `there is no file ${module} in the project`);
      const args = ['--input-type=module', '--eval', script, '--', file, name];
      const { stdout, result } = await programsIn(folder, env).run(process.execPath, args, {}, signal);
      let text = '';
      for await (const chunk of stdout) if (text.length < MOST_OUTPUT) text += new TextDecoder().decode(chunk);
      const { code, stderr } = await result;
      if (code !== 0) throw new CouldNotLook('refused', `${module} could not be loaded: ${/^\w*Error.*$/m.exec(stderr)?.[0] ?? stderr.trim().slice(0, 200)}`);
      return text;
    },
  };
}

function commandOf(log: Extract<LocalLog, { type: 'command' | 'journal' }>): readonly string[] {
  return log.type === 'command' ? log.command : ['journalctl', `--unit=${log.unit}`, '--no-pager', '--quiet', '--output=cat', `--lines=${JOURNAL_ENTRIES}`];
}

async function openFile(path: string, most: number, signal: AbortSignal): Promise<OpenLog> {
  const facts = await stat(path).catch(() => undefined);
  if (!facts) throw new CouldNotLook('not-found', `there is no file ${path}`);
  // A named pipe would be waited for without end.
  if (!facts.isFile()) throw new CouldNotLook('not-found', `${path} is not a plain file`);
  // Of a packed file the end is nothing without its beginning.
  const skipped = /\.gz$/i.test(path) ? 0 : Math.max(0, facts.size - most);
  const file = await open(path).catch((error: NodeJS.ErrnoException) => {
    throw new CouldNotLook('refused', `${path} cannot be read: ${error.code ?? error.message}`);
  });
  const { buffer: begin } = await file.read(Buffer.alloc(2), 0, 2, 0);
  const chunks = isPacked(begin) ? file.createReadStream({ highWaterMark: CHUNK, start: skipped, signal }) : readByTurns(file, skipped, signal);
  return { chunks: chunks as AsyncIterable<Uint8Array>, skipped, ended: Promise.resolve() };
}

/** Begins as gzip does. Who unpacks keeps chunks for a while. */
function isPacked(begin: Uint8Array): boolean {
  return begin[0] === 0x1f && begin[1] === 0x8b;
}

/** The same chunks; the memory of each is given back when the next is asked for. Thousands that wait for the garbage collector call it all the time. */
async function* givenBack(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let keeps: boolean | undefined;
  for await (const chunk of chunks) {
    keeps ??= isPacked(chunk);
    yield chunk;
    const { buffer, byteLength } = chunk;
    // A part of a larger buffer belongs to others too.
    if (!keeps && buffer instanceof ArrayBuffer && buffer.byteLength === byteLength) buffer.transfer(0);
  }
}

/** Two buffers, whatever the size of the file: while one is looked at the other is filled. */
async function* readByTurns(file: FileHandle, from: number, signal: AbortSignal): AsyncGenerator<Uint8Array> {
  const buffers = [Buffer.allocUnsafeSlow(CHUNK), Buffer.allocUnsafeSlow(CHUNK)] as const;
  let position = from;
  let turn = 0;
  const read = (): Promise<number> => file.read(buffers[turn % 2] ?? buffers[0], 0, CHUNK, position).then(({ bytesRead }) => bytesRead);
  let reading = read();
  try {
    for (;;) {
      const count = await reading;
      signal.throwIfAborted();
      if (count === 0) return;
      const chunk = (buffers[turn % 2] ?? buffers[0]).subarray(0, count);
      position += count;
      turn++;
      reading = read();
      // It is awaited next, or not at all.
      reading.catch(() => undefined);
      yield chunk;
    }
  } finally {
    await reading.catch(() => undefined);
    await file.close();
  }
}
