/**
 * How right the figures of a load are: a server of which it is known how long it takes (10 ms, 1 % of 500 ms, one stop of 2 s), 200 requests a second for 30 s.
 * Other tools beside it, where they are installed; what is true follows from the server alone.
 */
import { fork } from 'node:child_process';
import { freePort } from '../range/free-port.ts';
import { nodeIo } from '../src/adapters/io/node-io.ts';
import { openPool, writeRequest } from '../src/drivers/http/keep-alive.ts';
import { generateLoad } from '../src/load/generate-load.ts';
import { knownLatency } from './common/known-server.ts';
import { heading, run } from './common/measure.ts';

const [RATE, SECONDS] = [200, 30];
const SHARES = [0.5, 0.9, 0.95, 0.99, 0.999];

const port = await freePort();
const server = fork(new URL('./common/known-server.ts', import.meta.url).pathname, [String(port)], { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
await new Promise((resolve) => server.once('message', resolve));
const url = new URL(`http://127.0.0.1:${port}/`);
const anew = async (): Promise<void> => void (await fetch(new URL('/zero', url)));
const at = (sorted: readonly number[], share: number): number => sorted[Math.ceil(share * sorted.length) - 1] ?? Number.NaN;
const row = (what: string, text: string): void => console.log(`${what.padEnd(26)} ${text}`);
const show = (values: readonly number[]): string => values.map((value) => value.toFixed(0).padStart(6)).join(' ');

heading(`Percentiles on a known server, ${RATE} requests a second for ${SECONDS} s (ms: p50, p90, p95, p99, p99.9)`);
const truth = Array.from({ length: RATE * SECONDS }, (_, index) => knownLatency(index, (index * 1000) / RATE)).sort((a, b) => a - b);
row('truth', show(SHARES.map((share) => at(truth, share))));

const io = nodeIo({ network: { resolvers: [], routes: { [url.host]: url.host }, trust: [] } });
const { signal } = new AbortController();
const pool = await openPool(io, url, { most: 4000, timeoutMs: 5000 }, signal);
const request = writeRequest(url, 'GET', {});
await pool.warm(50);
await generateLoad(io, pool, () => request, { kind: 'constant', rate: RATE, seconds: 2, targetMs: 500 }, signal);
await anew();
const { latency, sender, invalid } = await generateLoad(io, pool, () => request, { kind: 'constant', rate: RATE, seconds: SECONDS, targetMs: 500 }, signal);
pool.close();
const ours = [latency.p50, latency.p90, latency.p95, latency.p99, latency.p999];
row('launch-ready load', show(ours));
row('  off the truth', ours.map((value, one) => `${((value / at(truth, SHARES[one] ?? 0) - 1) * 100).toFixed(1).padStart(5)}%`).join(' '));
row('  sent late (p50, p99)', `${sender.lagP50.toFixed(2)} ms, ${sender.lagP99.toFixed(1)} ms${invalid === null ? '' : ` · INVALID: ${invalid}`}`);

const PEERS: Readonly<Record<string, { readonly args: readonly string[]; readonly read: (out: string) => readonly number[] }>> = {
  ab: {
    args: ['-k', '-c', '20', '-t', String(SECONDS), '-n', '1000000', url.href],
    read: (out) => [50, 90, 95, 99].map((share) => Number(new RegExp(`^\\s*${share}%\\s+(\\d+)`, 'm').exec(out)?.[1])),
  },
  hey: {
    args: ['-z', `${SECONDS}s`, '-c', '20', '-q', '10', url.href],
    read: (out) => [50, 90, 95, 99].map((share) => Number(new RegExp(`${share}%+ in ([\\d.]+) secs`).exec(out)?.[1]) * 1000),
  },
  wrk: {
    args: ['-t', '1', '-c', '20', '-d', `${SECONDS}s`, '--latency', '--timeout', '5s', url.href],
    read: (out) =>
      [50, 90, 99].map((share) => {
        const [, value, unit] = new RegExp(`^\\s*${share}%\\s+([\\d.]+)(us|ms|s)`, 'm').exec(out) ?? [];
        return Number(value) * (unit === 's' ? 1000 : unit === 'us' ? 0.001 : 1);
      }),
  },
};
for (const [name, { args, read }] of Object.entries(PEERS)) {
  await anew();
  const ran = await run(name, args, { timeoutMs: 90_000 });
  const values = ran ? read(ran.out) : [];
  row(name, ran ? show(name === 'wrk' ? [values[0] ?? 0, values[1] ?? 0, Number.NaN, values[2] ?? 0] : values) : 'not installed');
}
server.kill();
