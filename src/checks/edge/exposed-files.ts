import { edgeExposedFiles } from '../../evidence/edge/exposed-files.ts';
import { defineCheck, one } from '../../model/check.ts';
import { quote } from '../../model/text.ts';
import { notForVisitors } from './edge-facts.ts';

const SHUT = [
  'Publish only the folder that the build makes (dist, .next, public), never the folder of the repository.',
  'Refuse names that begin with a dot, except /.well-known/.',
] as const;
const SNIPPET = { language: 'nginx', text: 'location ~ /\\.(?!well-known) {\n  return 404;\n}', where: 'the server block of this host' } as const;

export const exposedFiles = defineCheck({
  id: 'edge/exposed-files',
  rows: ['E4'],
  stage: 'edge',
  about: 'host',
  title: 'No file of the inside can be fetched',
  why: 'Programs ask every new host for these files within hours of its launch. With .env they have the keys, with .git the code and its whole history.',
  test: 'curl -si https://{subject}/.git/HEAD | head; curl -si https://{subject}/.env | head -3',
  refs: ['CWE-538', 'CWE-527'],
  needs: { files: one(edgeExposedFiles, ['asked']) },
  maxAge: '24h',
  unless: notForVisitors,
  problems: {
    secrets: {
      says: '{host:name} hands out a file with keys or data to everybody ({sign:outside})',
      class: 'blocker',
      impact: 'data',
      identity: [],
      minutes: 60,
      fix: { steps: ['Take the file off the server now.', 'Replace every key that stood in it: it must be taken as known.', ...SHUT], snippet: SNIPPET },
    },
    code: {
      says: '{host:name} hands out its git repository: anybody can read the code and its whole history',
      class: 'blocker',
      impact: 'data',
      identity: [],
      minutes: 45,
      fix: { steps: [...SHUT, 'Look through the history for keys (git log -p) and replace those that ever stood in it.'], snippet: SNIPPET },
    },
    internals: {
      says: '{host:name} shows pages or files of the inside to everybody ({sign:outside})',
      class: 'incident',
      impact: 'data',
      identity: [],
      minutes: 15,
      fails: [],
      fix: { steps: ['Refuse the address in the proof for everybody outside.', ...SHUT], snippet: SNIPPET },
    },
  },
  judge({ files }, { subject, report }) {
    if (files.asked === 0) return report.notApplicable('the host has no address');
    const host = subject.name;
    const of = (...kinds: readonly string[]) => files.found.filter(({ kind }) => kinds.includes(kind));
    const proofOf = (some: typeof files.found) => [
      { says: 'asked without a session', lines: some.map(({ url, sign }) => quote(`GET ${url} -> 200: ${sign}`)) },
    ];
    const [secrets, git, inner] = [of('env', 'database-dump', 'credentials'), of('git'), of('internals', 'folder-index')];
    if (secrets[0]) report.fail('secrets', { host, sign: secrets[0].sign, proof: proofOf(secrets) });
    if (git.length > 0) report.fail('code', { host, proof: proofOf(git) });
    if (inner[0]) report.fail('internals', { host, sign: inner[0].sign, proof: proofOf(inner) });
    report.pass(`${files.asked} paths asked, none of them open`);
  },
});
