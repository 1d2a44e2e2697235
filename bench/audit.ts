/**
 * The audit's figures on the range: whole outside audit of the healthy domain, the same with one dead name server, judging again from evidence,
 * questions by purpose; and TLS scanners from Debian on the same host, where they are installed. Prints tables; never fails by time.
 * `node bench/audit.ts`
 */
import { spawn } from 'node:child_process';
import { loadRegistry } from '../src/compose.ts';
import { replay } from '../src/verbs/replay.ts';
import { healthyBut } from '../range/faults/change.ts';
import { oneServer } from '../range/faults/dns.ts';
import { healthy } from '../range/healthy.ts';
import { auditWorld } from '../range/scenario.ts';
import { startWorld, type WorldSpec } from '../range/world.ts';

const ROUNDS = 7;
const PEER_TIMEOUT_MS = 120_000;

const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

async function timed(work: () => unknown): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}

/** Median and spread of whole audits of a world, in milliseconds; a fresh world each time, so that nothing is remembered. */
async function auditMs(spec: WorldSpec): Promise<readonly number[]> {
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const world = await startWorld(spec);
    times.push(await timed(() => auditWorld(world)));
    await world.stop();
  }
  return times;
}

function row(what: string, times: readonly number[], target: string): void {
  console.log(
    `${what.padEnd(52)} ${median(times).toFixed(0).padStart(7)} ms  (${Math.min(...times).toFixed(0)} to ${Math.max(...times).toFixed(0)})  ${target}`,
  );
}

/** How long a TLS scanner takes on one HTTPS port of the world; nothing when it is not installed or does not finish. */
async function peerMs(program: string, args: readonly string[]): Promise<number | undefined> {
  const started = performance.now();
  const child = spawn(program, args, { stdio: 'ignore', timeout: PEER_TIMEOUT_MS });
  const code = await new Promise<number | null>((resolve) => {
    child.once('error', () => resolve(null));
    child.once('close', resolve);
  });
  return code === null ? undefined : performance.now() - started;
}

const world = await startWorld(healthy());
const run = await auditWorld(world);
const questions = world.queries().map(({ name, type, server }) => `${name} ${type} at ${server}`);
const hosts = run.assessment.subjects.filter((subject) => subject.kind === 'host').length;
console.log(
  `healthy domain: ${hosts} hosts, ${questions.length} DNS questions, ${questions.length - new Set(questions).size} of them twice, ${world.requests().length} HTTP requests`,
);
console.log(run.assessment.traffic.map(({ purpose, count }) => `${purpose} ${count}`).join(' · '));
console.log('');
row('whole outside audit, healthy domain', await auditMs(healthy()), 'target 1500 ms');
row('the same with one silent name server', await auditMs(healthyBut(oneServer('silent'))), 'target 4000 ms');
const judging = await loadRegistry();
const again: number[] = [];
for (let round = 0; round < ROUNDS; round++) again.push(await timed(() => replay(run, { judging, version: 'bench' })));
row('judged again from evidence', again, 'target 200 ms over start-up');
console.log('');
const port =
  Object.entries(world.network.routes)
    .find(([from]) => from.endsWith(':443') && !from.startsWith('*'))?.[1]
    .split(':')
    .at(-1) ?? '';
for (const [program, args] of [
  ['sslscan', ['--no-colour', '--sni-name=app.acme.example', `127.0.0.1:${port}`]],
  ['testssl', ['--warnings', 'off', '-p', '-S', '-h', '--ip', '127.0.0.1', `https://app.acme.example:${port}`]],
] as const) {
  const ms = await peerMs(program, args);
  console.log(ms === undefined ? `${program}: not installed here, or it did not finish` : `${program}, TLS of one host only: ${ms.toFixed(0)} ms`);
}
await world.stop();
