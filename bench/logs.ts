/**
 * The scan of a log of 200 MB, no two lines of which are the same: access log, JSON, key=value and plain lines. Reading alone, the scan within a process, and the whole
 * command of the built package (`launch-ready logs FILE`, and from standard input): wall, processor time and most memory. Target: 200 MB/s and 200 MB. Needs
 * `npm run build`. On a busy machine processor time is the figure that can be compared; the least of the rounds counts.
 */
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { loadavg, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { logsIn } from '../src/adapters/io/logs.ts';
import { logSecretFinder } from '../src/probes/logs/find-log-secrets.ts';
import { logScanner } from '../src/recognise/logs/scan-log.ts';
import { goodLines, uuid } from '../range/logs/lines.ts';
import { childrenCpuMs, heading, inTurn, run, type Ran } from './common/measure.ts';

const MEGABYTES = 200;
const ROUNDS = Number(process.env['ROUNDS'] ?? 3);
const TARGET = { megabytesPerSecond: 200, peakMegabytes: 200 };
const COMMAND = resolve('bin/launch-ready.cjs');
const START = Date.UTC(2026, 11, 1);
const [json = ''] = goodLines(1).slice(1);

function line(at: number): string {
  const status = at % 50 === 0 ? 500 : at % 20 === 0 ? 404 : 200;
  const time = START + at * 37;
  const clock = new Date(time).toISOString();
  switch (at % 4) {
    case 0:
      return `81.2.${at % 256}.${(at >> 3) % 256} - - [01/Dec/2026:${clock.slice(11, 19)} +0000] "GET /api/conversations/${at} HTTP/1.1" ${status} ${at % 90_000} "https://app.acme.example/" "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 Chrome/131.0.0.0 Safari/537.36"`;
    case 1:
      return `time=${clock} level=info msg="chat answered" request_id=${uuid(at)} model=gpt-5 tokens_in=${at % 4000} tokens_out=${at % 900} latency_ms=${at % 5000}`;
    case 2:
      return `${clock} INFO  worker-${at % 8} processed job ${uuid(at)} in ${at % 2000}ms (attempt 1/3), queue=default depth=${at % 40}`;
    default:
      return json.replace(/"time":\d+,"pid":\d+/, `"time":${time},"pid":${at}`).replace(/"requestId":"[^"]*"/, `"requestId":"${uuid(at)}"`);
  }
}

async function writeLog(file: string, megabytes: number): Promise<void> {
  const out = createWriteStream(file);
  for (let at = 0, bytes = 0; bytes < megabytes * 1e6; ) {
    const lines: string[] = [];
    for (let part = 0; part < 4000; part++) lines.push(line(at++), '\n');
    const text = lines.join('');
    bytes += text.length;
    if (!out.write(text)) await once(out, 'drain');
  }
  await once(out.end(), 'close');
}

interface Measured {
  readonly ms: number;
  readonly cpuMs: number;
  readonly peakBytes?: number;
}
const seen: Record<string, Measured[]> = {};
const keep = (name: string, measured: Measured): number => {
  (seen[name] ??= []).push(measured);
  return measured.ms;
};

/** Within this process: the file is read as the product reads it. */
async function here(name: string, file: string, take: (chunk: Uint8Array) => void): Promise<number> {
  const log = await logsIn({ folder: '.', env: {}, stdin: () => process.stdin }).open({ type: 'file', path: file }, 1e9, new AbortController().signal);
  const [started, before] = [performance.now(), process.cpuUsage()];
  for await (const chunk of log.chunks) take(chunk);
  const { user, system } = process.cpuUsage(before);
  return keep(name, { ms: performance.now() - started, cpuMs: (user + system) / 1000 });
}

async function whole(name: string, command: string, args: readonly string[], cwd: string): Promise<number> {
  const before = childrenCpuMs() ?? Number.NaN;
  const ran: Ran | undefined = await run(command, args, { cwd });
  return ran ? keep(name, { ...ran, cpuMs: (childrenCpuMs() ?? Number.NaN) - before }) : Number.NaN;
}

function told(what: string, name: string): void {
  const rounds = seen[name]?.slice(1) ?? [];
  const least = (of: 'ms' | 'cpuMs'): number => Math.min(...rounds.map((one) => one[of]));
  const speed = (ms: number): string => `${((MEGABYTES / ms) * 1000).toFixed(0).padStart(5)} MB/s`;
  const peak = Math.max(...rounds.map(({ peakBytes = 0 }) => peakBytes)) / 1e6;
  console.log(
    `${what.padEnd(42)} ${(least('ms') / 1000).toFixed(2)} s ${speed(least('ms'))}   processor ${(least('cpuMs') / 1000).toFixed(2)} s ${speed(least('cpuMs'))}${peak > 0 ? `   ${peak.toFixed(0)} MB` : ''}`,
  );
}

const folder = await mkdtemp(join(tmpdir(), 'bench-logs-'));
try {
  const [file, small, project] = [join(folder, 'app.log'), join(folder, 'small.log'), join(folder, 'project')];
  await mkdir(project);
  await writeLog(file, MEGABYTES);
  await writeFile(small, `${line(0)}\n`);
  heading(`Scan of a log of ${MEGABYTES} MB, all lines different; least of ${ROUNDS}, load ${loadavg()[0]?.toFixed(1)} when it began`);
  await inTurn(ROUNDS, {
    reading: () => here('reading', file, () => undefined),
    scanning() {
      const scanner = logScanner({ findSecrets: logSecretFinder(Date.now(), undefined), now: Date.now() / 1000 });
      return here('scanning', file, (chunk) => scanner.push(chunk));
    },
    command: () => whole('command', process.execPath, [COMMAND, 'logs', file], project),
    stdin: () => whole('stdin', 'sh', ['-c', 'exec "$0" "$1" logs - < "$2"', process.execPath, COMMAND, file], project),
    start: () => whole('start', process.execPath, [COMMAND, 'logs', small], project),
  });
  told('reading alone', 'reading');
  told('scanning, in this process', 'scanning');
  told('launch-ready logs FILE, start and all', 'command');
  told('launch-ready logs - < FILE, start and all', 'stdin');
  const start = Math.min(...(seen['start'] ?? []).map(({ ms }) => ms));
  console.log(`of a command ${(start / 1000).toFixed(2)} s are its start; target ${TARGET.megabytesPerSecond} MB/s and at most ${TARGET.peakMegabytes} MB`);
} finally {
  await rm(folder, { recursive: true });
}
