import { crc32, deflateRawSync } from 'node:zlib';
import type { WebApp } from '../site.ts';

/*
 * GitHub's API as docs.github.com/rest/actions/workflow-runs describes it, for what the product reads: the list of runs with its pages, and the log of a run,
 * which is a redirect to an archive on another host.
 */
export interface GithubRuns {
  readonly repository: string;
  readonly token: string;
  /** By id, newest first; null: the log is deleted. */
  readonly runs: readonly { readonly id: number; readonly log: string | null }[];
  /** Most runs on a page, whatever is asked for. */
  readonly perPage?: number;
  /** Answers before it is well: status and headers. */
  readonly faults?: { status: number; headers?: Readonly<Record<string, string>> }[];
}
export const GITHUB_STORE = 'store.range.example';

export function githubApi({ repository, token, runs, perPage = 100, faults = [] }: GithubRuns): WebApp {
  const left = [...faults];
  return (request, response) => {
    const url = new URL(request.url ?? '/', 'https://api.github.com');
    const fault = left.shift();
    const json = (status: number, value: unknown): void => void response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value));
    if (fault) return void response.writeHead(fault.status, fault.headers).end('{}');
    if (request.headers.authorization !== `Bearer ${token}`) return json(401, { message: 'Bad credentials' });
    if (!url.pathname.startsWith(`/repos/${repository}/actions/runs`)) return json(404, { message: 'Not Found' });
    const run = runs.find(({ id }) => url.pathname.endsWith(`/runs/${id}/logs`));
    if (run)
      return run.log === null ? json(410, { message: 'Server Error' }) : void response.writeHead(302, { location: `https://${GITHUB_STORE}/${run.id}` }).end();
    const size = Math.min(perPage, Number(url.searchParams.get('per_page') ?? 30));
    const from = (Number(url.searchParams.get('page') ?? 1) - 1) * size;
    return json(200, { total_count: runs.length, workflow_runs: runs.slice(from, from + size).map(({ id }) => ({ id, status: 'completed' })) });
  };
}

/** Where the archives lie; whoever sends a token here has given it away. */
export function githubStore({ runs }: GithubRuns): WebApp {
  return (request, response) => {
    const run = runs.find(({ id }) => request.url === `/${id}`);
    if (request.headers.authorization !== undefined) return void response.writeHead(400).end('a token was sent');
    if (run?.log == null) return void response.writeHead(404).end();
    return void response.writeHead(200, { 'content-type': 'application/zip' }).end(zip({ '0_build.txt': run.log, 'build/1_Set up job.txt': run.log }));
  };
}

/** A zip archive, deflated. */
export function zip(files: Readonly<Record<string, string>>): Buffer {
  const locals: Buffer[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  for (const [name, text] of Object.entries(files)) {
    const packed = deflateRawSync(text);
    const facts = Buffer.alloc(16);
    facts.writeUInt32LE(crc32(text), 4);
    facts.writeUInt32LE(packed.length, 8);
    facts.writeUInt32LE(Buffer.byteLength(text), 12);
    const lengths = Buffer.alloc(4);
    lengths.writeUInt16LE(Buffer.byteLength(name), 0);
    const local = Buffer.concat([Buffer.from('504b0304140000000800', 'hex'), facts, lengths, Buffer.from(name), packed]);
    const offset = Buffer.alloc(14);
    offset.writeUInt32LE(at, 10);
    directory.push(Buffer.concat([Buffer.from('504b01021400140000000800', 'hex'), facts, lengths, offset, Buffer.from(name)]));
    locals.push(local);
    at += local.length;
  }
  const whole = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(directory.length, 8);
  end.writeUInt16LE(directory.length, 10);
  end.writeUInt32LE(whole.length, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...locals, whole, end]);
}
