/**
 * Scaffolds a unit: `npm run new check area/noun` or `npm run new probe area/noun`. What it writes compiles and passes; the registry is regenerated.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { STAGES, type Stage } from '../src/model/terms.ts';

const STAGE_OF: Readonly<Record<string, Stage>> = { network: 'audit' };

function camel(noun: string): string {
  return noun.replaceAll(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
}

function checkFiles(area: string, noun: string): Record<string, string> {
  const name = camel(noun);
  const stage = (STAGES as readonly string[]).includes(area) ? area : (STAGE_OF[area] ?? 'audit');
  const path = `src/checks/${area}/${noun}`;
  return {
    [`${path}.ts`]: `import { hostAddresses } from '../../evidence/domain/host-addresses.ts';
import { defineCheck, one } from '../../model/check.ts';

export const ${name} = defineCheck({
  id: '${area}/${noun}',
  rows: ['B1'],
  stage: '${stage}',
  about: 'host',
  title: 'What holds when it passes, in plain words',
  why: 'What happens to users when it does not hold.',
  test: 'dig +short {subject} A',
  refs: [],
  needs: { host: one(hostAddresses) },
  maxAge: '24h',
  problems: {
    'gone': {
      says: '{host:name} does not exist',
      class: 'later',
      impact: 'experience',
      identity: [],
      minutes: 10,
      fix: { steps: ['Say here what to do, step by step.'] },
    },
  },
  judge({ host }, { subject, report }) {
    if (host.status === 'nxdomain') report.fail('gone', { host: subject.name, proof: [] });
  },
});
`,
    [`${path}.test.ts`]: `import { expect, test } from 'vitest';
import { judgeOne } from '../../../test/support/judge-one.ts';
import { ${name} } from './${noun}.ts';

test.each([
  ['present', []],
  ['nxdomain', ['gone']],
] as const)('a host that is %s', (status, problems) => {
  const host = { status, chain: [], addresses: [] };
  const { fails } = judgeOne(${name}, { host }, { subject: { kind: 'host', name: 'app.acme.example' } });
  expect(fails.map(({ problem }) => problem)).toEqual(problems);
});
`,
  };
}

function probeFiles(area: string, noun: string): Record<string, string> {
  const name = camel(noun);
  return {
    [`src/evidence/${area}/${noun}.ts`]: `import { defineEvidence } from '../../model/evidence.ts';
import { int, object, type TypeOf } from '../../model/schema.ts';

const schema = object({ count: int });

/** What was seen, in one sentence. */
export const ${name}Evidence = defineEvidence<TypeOf<typeof schema>>({ id: '${area}/${noun}', version: 1, about: 'host', grade: 'proven', schema });
`,
    [`src/probes/${area}/${noun}.ts`]: `import { hostAddresses } from '../../evidence/domain/host-addresses.ts';
import { ${name}Evidence } from '../../evidence/${area}/${noun}.ts';
import { one } from '../../model/check.ts';
import { defineProbe } from '../../ports/probe.ts';

export const ${name} = defineProbe({
  id: '${area}/${noun}',
  version: 1,
  title: 'counts the addresses of a host',
  about: 'host',
  needs: { host: one(hostAddresses) },
  fills: ${name}Evidence,
  discovers: [],
  touches: 'reads-public',
  timeoutMs: 5000,
  gather: ({ given: { host } }) => Promise.resolve({ value: { count: host.addresses.length }, complete: true }),
});
`,
  };
}

const [kind = '', id = ''] = process.argv.slice(2);
const [, area, noun] = /^([a-z][a-z-]*)\/([a-z][a-z0-9-]*)$/.exec(id) ?? [];
if (!['check', 'probe'].includes(kind) || area === undefined || noun === undefined) {
  console.error('usage: npm run new check area/noun   or   npm run new probe area/noun   (lower case, e.g. domain/my-noun)');
  process.exit(2);
}
const files = kind === 'check' ? checkFiles(area, noun) : probeFiles(area, noun);
const clash = Object.keys(files).find((path) => existsSync(path));
if (clash !== undefined) {
  console.error(`${clash} is there already`);
  process.exit(2);
}
for (const [path, text] of Object.entries(files)) {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
  console.log(`wrote ${path}`);
}
execFileSync(process.execPath, ['tools/generate.ts'], { stdio: 'inherit' });
console.log(kind === 'check' ? `Next: vitest run src/checks/${area}/${noun}.test.ts` : `Next: use ${camel(noun)}Evidence in a check`);
