import { spawn } from 'node:child_process';
import { lstat, open, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { FileEntry, Io } from '../../src/ports/io.ts';

/** A small Io over one real folder, for probes that read repositories. */
export function localIo(root: string): Io {
  const entry = async (path: string): Promise<FileEntry | undefined> => {
    const stat = await lstat(join(root, path)).catch(() => undefined);
    if (!stat) return undefined;
    return { path, kind: stat.isFile() ? 'file' : stat.isDirectory() ? 'directory' : stat.isSymbolicLink() ? 'link' : 'other', bytes: stat.size };
  };
  const shared = new Map<string, Promise<unknown>>();
  const refuse = (): never => {
    throw new Error('no network in this test');
  };
  return {
    clock: { now: () => Date.now(), mono: () => performance.now(), sleep: () => Promise.resolve() },
    random: (bytes) => new Uint8Array(bytes),
    udp: refuse,
    connect: refuse,
    network: { resolvers: [], trust: [], ipv6: false },
    secret: () => undefined,
    shared<T>(key: string, make: () => Promise<T>) {
      if (!shared.has(key)) shared.set(key, make());
      return shared.get(key) as Promise<T>;
    },
    files: {
      stat: entry,
      async list(path) {
        const names = await readdir(join(root, path));
        return (await Promise.all(names.map((name) => entry(path ? `${path}/${name}` : name)))).filter((one) => one !== undefined);
      },
      async read(path, most) {
        const file = await open(join(root, path));
        try {
          const bytes = Buffer.alloc(Math.min(most + 1, (await file.stat()).size));
          const { bytesRead } = await file.read(bytes, 0, bytes.length, 0);
          return { bytes: bytes.subarray(0, Math.min(bytesRead, most)), truncated: bytesRead > most };
        } finally {
          await file.close();
        }
      },
    },
    processes: {
      run(program, args, { env, input }, signal) {
        const child = spawn(program, args, { cwd: root, env: { PATH: process.env['PATH'], ...env }, signal, stdio: ['pipe', 'pipe', 'pipe'] });
        let stderr = '';
        child.stderr.on('data', (data) => void (stderr += String(data)));
        child.stdin.on('error', () => undefined);
        child.stdin.end(input);
        const result = new Promise<{ code: number | null; stderr: string }>((resolve) => {
          child.on('error', () => resolve({ code: null, stderr }));
          child.on('close', (code) => resolve({ code, stderr }));
        });
        return Promise.resolve({ stdout: child.stdout, result });
      },
    },
  };
}
