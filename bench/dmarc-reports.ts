/**
 * Figures of the report reader: one aggregate report of 10 MB in a process of its own (time and memory), and 10,000 reports of normal size through the whole
 * path of `launch-ready dmarc`, beside Python's xml.etree over the same bytes where Python is installed. Prints a table; never fails by time.
 * `npm run bench -- dmarc-reports`
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { rolldown } from 'rolldown';
import { readReportFile } from '../src/formats/dmarc-report-file.ts';
import { reportXml, type RecordSpec } from '../src/formats/dmarc-report.fixture.ts';
import { quote } from '../src/model/text.ts';
import { collectReports } from '../src/verbs/dmarc/keep-reports.ts';

const MANY = 10_000;
const ROUNDS = 5;
const NORMAL_RECORDS = 12;

const record = (n: number): RecordSpec => ({
  address: `203.0.${(n >> 8) & 255}.${n & 255}`,
  count: (n % 7) + 1,
  dkimAligned: n % 9 !== 0,
  dkim: [
    { domain: 'acme.example', selector: 's1', result: n % 9 === 0 ? 'fail' : 'pass' },
    { domain: 'amazonses.com', selector: 'x', result: 'pass' },
  ],
});

/** Peak resident memory of the child itself, as the system counts it. */
const CHILD = `
const { readFileSync } = await import('node:fs');
const { readDmarcReport } = await import(process.argv[1]);
const bytes = readFileSync(process.argv[2]);
const before = performance.now();
const { user } = process.cpuUsage();
const report = readDmarcReport(bytes);
console.log(JSON.stringify({ ms: performance.now() - before, cpuMs: (process.cpuUsage().user - user) / 1000, messages: report.messages, megabytes: process.resourceUsage().maxRSS / 1024 }));
`;
const PYTHON_ONE =
  'import sys,time,xml.etree.ElementTree as e\nt=time.perf_counter()\nr=e.parse(sys.argv[1]).getroot()\nn=sum(int(c.text) for c in r.iter("count"))\nprint((time.perf_counter()-t)*1000)\nimport resource\nprint(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss/1024)';
const PYTHON_MANY =
  'import sys,time,gzip,glob,xml.etree.ElementTree as e\nt=time.perf_counter()\nn=0\nfor f in glob.glob(sys.argv[1]+"/*.gz"):\n  r=e.fromstring(gzip.open(f).read())\n  n+=sum(int(c.text) for c in r.iter("count"))\nprint((time.perf_counter()-t)*1000)';

const folder = mkdtempSync(join(tmpdir(), 'dmarc-bench-'));
try {
  const large = reportXml({ records: Array.from({ length: 16_200 }, (_, n) => record(n)) });
  const file = join(folder, 'large.xml');
  writeFileSync(file, large);
  // Bundled, as it is published: compiling TypeScript would count as memory of the reader.
  const reader = join(folder, 'reader.js');
  const bundle = await rolldown({ input: 'src/formats/dmarc-report-read.ts', platform: 'node', cwd: join(import.meta.dirname, '..') });
  await bundle.write({ file: reader, format: 'esm' });
  await bundle.close();
  const runs = Array.from(
    { length: ROUNDS },
    () =>
      JSON.parse(execFileSync(process.execPath, ['--input-type=module', '-e', CHILD, reader, file], { encoding: 'utf8' })) as {
        ms: number;
        cpuMs: number;
        megabytes: number;
      },
  );
  const ms = median(runs.map((run) => run.ms));
  const peak = Math.max(...runs.map((run) => run.megabytes));
  row(
    `one report of ${(large.length / 1e6).toFixed(1)} MB, fresh process`,
    `${ms.toFixed(0)} ms (CPU ${median(runs.map((run) => run.cpuMs)).toFixed(0)} ms), ${peak.toFixed(0)} MB at most`,
    'target 1000 ms, 100 MB',
  );
  const [pythonMs, pythonMb] = python(PYTHON_ONE, file);
  peer('xml.etree, the same file', pythonMs, ms, pythonMb === undefined ? '' : `, ${pythonMb.toFixed(0)} MB resident`);

  mkdirSync(join(folder, 'many'));
  for (let n = 0; n < MANY; n++) {
    const begin = 1_795_046_400 - (n % 60) * 86_400;
    writeFileSync(
      join(folder, 'many', `${n}.xml.gz`),
      gzipSync(reportXml({ id: String(n), begin, records: Array.from({ length: NORMAL_RECORDS }, (_, at) => record(n + at)) })),
    );
  }
  const command = join(import.meta.dirname, '../src/surfaces/cli/main.ts');
  const began = performance.now();
  const { status, stdout } = spawnSync(process.execPath, [command, 'dmarc', join(folder, 'many'), '--json'], { cwd: folder, encoding: 'utf8', maxBuffer: 1e8 });
  const seconds = (performance.now() - began) / 1000;
  const read = (JSON.parse(stdout) as { read: { aggregate: number } }).read.aggregate;
  row(
    `${read.toLocaleString('en')} reports, whole command (exit ${status ?? '?'})`,
    `${seconds.toFixed(1)} s, ${(read / seconds).toFixed(0)} per second`,
    'target 500 per second',
  );
  const [manyMs] = python(PYTHON_MANY, join(folder, 'many'));
  peer('xml.etree, only gunzip, parse and sum', manyMs, seconds * 1000);
  // In CPU time, which a busy machine does not change: unpacked, read, named and added up.
  const packed = gzipSync(reportXml({ records: Array.from({ length: NORMAL_RECORDS }, (_, at) => record(at)) }));
  const collection = collectReports();
  const { user } = process.cpuUsage();
  for (let n = 0; n < MANY / 5; n++) {
    for (const found of readReportFile({ name: 'r', bytes: packed }))
      if (found.kind === 'aggregate') collection.addAggregate({ ...found.report, reportId: quote(String(n)) });
  }
  row('the same without files', `${(MANY / 5 / ((process.cpuUsage().user - user) / 1e6)).toFixed(0)} per second of CPU`, '');
} finally {
  rmSync(folder, { recursive: true });
}

function python(code: string, argument: string): number[] {
  const { status, stdout } = spawnSync('python3', ['-c', code, argument], { encoding: 'utf8' });
  return status === 0 ? stdout.trim().split('\n').map(Number) : [];
}

function peer(what: string, theirMs: number | undefined, ourMs: number, more = ''): void {
  if (theirMs === undefined) return row(what, 'Python is not installed here', '');
  row(what, `${theirMs.toFixed(0)} ms${more}`, `ratio ${(ourMs / theirMs).toFixed(2)}`);
}

function row(what: string, figure: string, target: string): void {
  console.log(`${what.padEnd(52)} ${figure.padEnd(40)} ${target}`);
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}
