import { Buffer } from 'node:buffer';
import { createReadStream } from 'node:fs';
import { appendFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { once } from 'node:events';
import { logSecretFinder } from '../src/probes/logs/find-log-secrets.ts';
import { logScanner } from '../src/recognise/logs/scan-log.ts';
import { goodLines, uuid } from '../range/logs/lines.ts';
import { heading, median } from './common/measure.ts';

/* The scan of a log, from the file on: an access log, a JSON log and key=value lines, mixed. Target: 200 MB/s. Beside it the floor, reading alone. */

const MEGABYTES = 200;
const ROUNDS = 3;

function line(at: number): string {
  const status = at % 50 === 0 ? 500 : at % 20 === 0 ? 404 : 200;
  const clock = new Date(Date.UTC(2026, 11, 1) + at * 37).toISOString();
  switch (at % 4) {
    case 0:
      return `81.2.${at % 256}.${(at >> 3) % 256} - - [01/Dec/2026:04:41:04 +0000] "GET /api/conversations/${at} HTTP/1.1" ${status} ${at % 90_000} "https://app.acme.example/" "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 Chrome/131.0.0.0 Safari/537.36"`;
    case 1:
      return `time=${clock} level=info msg="chat answered" request_id=${uuid(at)} model=gpt-5 tokens_in=${at % 4000} tokens_out=${at % 900} latency_ms=${at % 5000}`;
    case 2:
      return `${clock} INFO  worker-${at % 8} processed job ${uuid(at)} in ${at % 2000}ms (attempt 1/3), queue=default depth=${at % 40}`;
    default:
      return goodLines(1)[1]?.replace('"pid":4242', `"pid":${at}`) ?? '';
  }
}

const folder = await mkdtemp(join(tmpdir(), 'bench-logs-'));
try {
  const file = join(folder, 'app.log');
  const lines: string[] = [];
  for (let at = 0, bytes = 0; bytes < 5_000_000; at++) {
    const next = `${line(at)}\n`;
    lines.push(next);
    bytes += next.length;
  }
  const part = Buffer.from(lines.join(''));
  for (let bytes = 0; bytes < MEGABYTES * 1e6; bytes += part.length) await appendFile(file, part);
  const measured = async (take: (chunk: Uint8Array) => void): Promise<readonly [wall: number, cpu: number]> => {
    const [started, before] = [performance.now(), process.cpuUsage()];
    let bytes = 0;
    const stream = createReadStream(file, { highWaterMark: 1 << 18 }).on('data', (chunk) => {
      bytes += chunk.length;
      take(chunk as Buffer);
    });
    await once(stream, 'close');
    const { user, system } = process.cpuUsage(before);
    return [bytes / 1000 / (performance.now() - started), bytes / (user + system)];
  };
  const results: Readonly<Record<string, (readonly [number, number])[]>> = { reading: [], scanning: [] };
  for (let round = 0; round <= ROUNDS; round++) {
    const scanner = logScanner({ findSecrets: logSecretFinder(Date.now(), undefined), now: Date.now() / 1000 });
    const [floor, scan] = [await measured(() => undefined), await measured((chunk) => scanner.push(chunk))];
    scanner.end();
    if (round === 0) continue;
    results['reading']?.push(floor);
    results['scanning']?.push(scan);
  }
  heading(`Scan of a ${MEGABYTES} MB log (access, JSON and key=value lines), median of ${ROUNDS}`);
  for (const [what, figures] of Object.entries(results))
    console.log(
      `${what.padEnd(12)} ${median(figures.map(([wall]) => wall))
        .toFixed(0)
        .padStart(6)} MB/s wall ${median(figures.map(([, cpu]) => cpu))
        .toFixed(0)
        .padStart(6)} MB per CPU second`,
    );
  console.log(`target 200 MB/s; most memory ${(process.resourceUsage().maxRSS / 1000).toFixed(0)} MB`);
} finally {
  await rm(folder, { recursive: true });
}
