/** The named assessments that golden reports show. */
import type { Assessment } from '../src/model/assessment.ts';
import type { Finding, Verdict } from '../src/model/finding.ts';
import type { Stage } from '../src/model/terms.ts';
import { STAGES } from '../src/model/terms.ts';
import {
  byImpact,
  domain,
  host,
  makeAssessment,
  makeAttestation,
  makeBlocks,
  makeFinding,
  makeHost,
  makeProof,
  makeQuestion,
  makeTask,
  makeVerdict,
  makeWaiver,
  repository,
} from './assessment-fixture.ts';

const dmarc = makeFinding({
  check: 'email/dmarc',
  problem: 'missing',
  stage: 'email',
  rows: ['D3'],
  impact: 'email',
  title: 'Receivers know what to do with forged mail (DMARC)',
  says: 'example.com tells nobody what to do with mail that only pretends to come from it: there is no DMARC record',
  why: 'Large receivers put mail without DMARC into spam. Password-reset mails then never reach your users.',
  test: 'dig +short _dmarc.example.com TXT',
  fix: {
    steps: ['Add this TXT record at Cloudflare, where the DNS of example.com lives.', 'After two weeks of clean reports, raise p=none to p=quarantine.'],
    snippet: {
      language: 'dns',
      text: '_dmarc.example.com. 3600 IN TXT "v=DMARC1; p=none; rua=mailto:dmarc@example.com"',
      where: 'Cloudflare → example.com → DNS → Records',
    },
  },
  refs: ['RFC 7489 §6.6.3'],
  proof: [
    makeProof('Both name servers say that the record does not exist', [
      '_dmarc.example.com. IN TXT -> NXDOMAIN (203.0.113.53)',
      '_dmarc.example.com. IN TXT -> NXDOMAIN (198.51.100.53)',
    ]),
  ],
  minutes: 5,
  waitMinutes: 60,
});
const leakedKey = makeFinding({
  check: 'secrets/provider-token',
  problem: 'in-history',
  stage: 'secrets',
  rows: ['E1'],
  subject: repository,
  impact: 'data',
  irreversible: true,
  title: 'No working key lies in the repository or its history',
  says: 'A key of the model provider was committed and is still in the history',
  why: 'Everybody who ever cloned the repository can spend your money and read your prompts with it.',
  test: 'git log -p --all -S 3f2c1ab -- .env.production',
  fix: {
    steps: [
      'Revoke the key at the provider first; deleting the file does not help.',
      'Make a new key and put it into the environment of the host.',
      'Remove the file from git and ignore it.',
    ],
    snippet: {
      language: 'shell',
      text: "git rm --cached .env.production\nprintf '.env*\\n!.env.example\\n' >> .gitignore\ngit commit -m 'Stop tracking secrets'",
      where: 'in the repository',
    },
  },
  refs: ['OWASP ASVS 14.3.2'],
  proof: [
    makeProof('A line of the form of a provider key', ['MODEL_API_KEY=sk-p…9Q (51 characters)'], { path: '.env.production', line: 3, commit: '3f2c1ab' }),
  ],
  minutes: 30,
});
const noRedirect = makeFinding({
  check: 'edge/https-forced',
  problem: 'serves-plain',
  stage: 'edge',
  rows: ['C2'],
  subject: host('www.example.com'),
  class: 'incident',
  impact: 'data',
  title: 'Every plain address leads to HTTPS',
  says: 'www.example.com serves pages over plain HTTP',
  why: 'On shared networks anybody can read and change what your users send.',
  test: 'curl -sI http://www.example.com/ | head -1',
  fix: {
    steps: ['Answer every plain request with a redirect.'],
    snippet: {
      language: 'nginx',
      text: 'server {\n  listen 80;\n  server_name www.example.com;\n  return 308 https://$host$request_uri;\n}',
      where: '/etc/nginx/conf.d/www.conf',
    },
  },
  refs: ['RFC 9110 §15.4.9'],
  proof: [makeProof('GET http://www.example.com/ answered 200 instead of a redirect', ['HTTP/1.1 200 OK', 'content-type: text/html'])],
  minutes: 15,
});
const preview = makeFinding({
  check: 'domain/preview-public',
  problem: 'indexed',
  stage: 'domain',
  rows: ['B9'],
  subject: host('preview.example.com'),
  class: 'later',
  impact: 'experience',
  grade: 'inferred',
  reach: 'one-flow',
  title: 'Preview hosts stay out of search results',
  says: 'preview.example.com may be indexed: it sends no noindex',
  test: 'curl -sI https://preview.example.com/ | grep -i x-robots-tag',
  fix: { steps: ['Send the header X-Robots-Tag: noindex on the preview host.'] },
  refs: [],
  proof: [makeProof('The answer has no X-Robots-Tag header')],
  minutes: 10,
});
const slow = makeFinding({
  check: 'performance/first-answer',
  problem: 'slow',
  stage: 'performance',
  rows: ['G1'],
  subject: host('app.example.com'),
  impact: 'revenue',
  grade: 'inferred',
  class: 'incident',
  verifyFirst: true,
  classBecause: 'only inferred: a blocker needs a measurement',
  title: 'The first answer comes quickly',
  says: 'The first chat answer may take more than 3 s',
  why: 'Visitors leave before they see an answer.',
  test: 'launch-ready load --active --flow chat',
  fix: { steps: ['Stream the answer and cache the system prompt.'] },
  refs: [],
  proof: [
    makeProof('app/api/chat/route.ts awaits the whole completion', ['const text = await generateText({ model, messages })'], {
      path: 'app/api/chat/route.ts',
      line: 41,
    }),
  ],
  minutes: 45,
});

const passes = (stage: Stage, titles: readonly string[], subject = host('app.example.com')): Verdict[] =>
  titles.map((title, at) => makeVerdict({ check: `${stage}/passed-${at + 1}`, title, stage, subject, outcome: 'pass', reason: 'seen as expected' }));
const passed: Verdict[] = [
  ...passes('audit', ['Where production runs is known', 'A production domain exists'], repository),
  ...passes('domain', ['The apex leads to a public address', 'www leads to a public address', 'All name servers agree', 'One canonical host']),
  ...passes('edge', ['The certificate is valid', 'No old TLS versions', 'No mixed content']),
  ...passes('email', ['SPF is present and single', 'DKIM key is published'], domain),
  ...passes('secrets', ['No private key in the tree', '.env is ignored'], repository),
  ...passes('monitoring', ['Somebody receives the alerts']),
];
const unknown: Verdict[] = [
  makeVerdict({
    check: 'performance/slow-queries',
    title: 'No slow queries',
    stage: 'performance',
    outcome: 'unknown',
    rows: ['H4'],
    reason: 'No database address is in the config (databaseUrlEnv)',
  }),
  makeVerdict({
    check: 'resilience/connection-limit',
    title: 'The database has connections to spare',
    stage: 'resilience',
    outcome: 'unknown',
    reason: 'No database address is in the config (databaseUrlEnv)',
  }),
  ...['a', 'b', 'c'].map((name) =>
    makeVerdict({
      check: 'edge/origin-hidden',
      title: 'The origin cannot be reached around the edge',
      stage: 'edge',
      subject: host(`${name}.example.com`),
      outcome: 'unknown',
      reason: 'No answer within 3 s',
    }),
  ),
  makeVerdict({
    check: 'ai/prompt-leak',
    title: 'The bot keeps its instructions to itself',
    stage: 'ai',
    outcome: 'not-applicable',
    reason: 'The config declares no chat endpoint',
  }),
];

const findings: readonly Finding[] = [leakedKey, dmarc, noRedirect, slow, preview];
const titles = new Map(findings.map((finding) => [finding.fingerprint, finding.says]));
const taskOf = (finding: Finding, startsAtMinute: number, because: string) =>
  makeTask({
    title: titles.get(finding.fingerprint) ?? '',
    findings: [finding.fingerprint],
    stage: finding.stage,
    minutes: finding.minutes,
    waitMinutes: finding.waitMinutes,
    startsAtMinute,
    because,
  });

/** Two blockers, the usual mixture. */
export const fixFirst: Assessment = makeAssessment({
  findings,
  verdicts: [...passed, ...unknown],
  questions: [makeQuestion(), makeQuestion({ row: 'A2', asks: 'Where does production run, and who can log in there?', minutes: 3 })],
  decision: {
    decision: 'fix-first',
    rule: { id: 'fix-first/blocker', says: 'A launch blocker is open.' },
    because: ['example.com has no DMARC record', '2 required checks are unknown', '2 must-knows are not answered'],
  },
  waived: [
    {
      finding: makeFinding({
        check: 'edge/hsts',
        problem: 'missing',
        stage: 'edge',
        class: 'later',
        impact: 'data',
        says: 'www.example.com sends no HSTS header',
        subject: host('www.example.com'),
      }),
      waiver: makeWaiver(preview, { check: 'edge/hsts', problem: 'missing', subject: 'www.example.com' }),
    },
  ],
  endedWaivers: [{ waiver: makeWaiver(noRedirect), because: 'it ended on 2026-11-24' }],
  attestations: [makeAttestation()],
  inventory: [
    makeHost('example.com', { purpose: 'apex', endsAt: 'https://www.example.com/' }),
    makeHost('www.example.com', { purpose: 'www', records: [{ type: 'CNAME', ttl: null, data: 'edge.hosting.example.' }] }),
    makeHost('app.example.com'),
    makeHost('preview.example.com', { purpose: 'preview', owner: null, declared: false, records: [], endsAt: null, certificateUntil: null }),
  ],
  plan: {
    blocks: makeBlocks([
      [
        taskOf(dmarc, 0, 'the wait for DNS starts first'),
        taskOf(leakedKey, 5, 'blocker'),
        makeTask({ title: 'Answer: how do you go back?', stage: 'deploy', minutes: 5, startsAtMinute: 35, because: 'must-know' }),
      ],
      [taskOf(noRedirect, 480, 'likely incident'), taskOf(slow, 495, 'verify first')],
    ]),
    cut: [{ title: 'preview.example.com may be indexed', findings: [preview.fingerprint], because: 'nice to fix later findings wait until after the launch' }],
    rule: 'Revenue blockers first, then retention, then nothing.',
    minutes: 100,
  },
  cut: ['500 subjects: 12 hosts found in certificates were not looked at'],
});

export const shipNow: Assessment = makeAssessment({
  verdicts: passed,
  attestations: [
    makeAttestation(),
    makeAttestation({ row: 'I8', statement: 'Roll back with one click in the hosting panel, tried on 2026-11-18', evidence: 'drill of 2026-11-18' }),
  ],
  inventory: fixFirst.inventory.slice(0, 3),
  plan: { blocks: makeBlocks([]), cut: [], rule: null, minutes: 0 },
});

export const delay: Assessment = makeAssessment({
  ...fixFirst,
  profile: byImpact,
  decision: {
    decision: 'delay-24-hours',
    rule: { id: 'delay/data-exposure', says: 'A proven data exposure cannot be undone inside the sprint.' },
    because: ['A key of the model provider was committed and is still in the history'],
    lookAgainAt: '2026-11-26T04:15:00.000Z',
  },
});

export const everythingUnknown: Assessment = makeAssessment({
  verdicts: STAGES.flatMap((stage) =>
    [1, 2, 3].map((number) =>
      makeVerdict({
        check: `${stage}/thing-${number}`,
        title: `Thing ${number} of ${stage} is in order`,
        stage,
        outcome: 'unknown',
        reason:
          number === 3 ? 'No answer from 203.0.113.53 within 3 s' : 'This network blocks port 53; public answers were asked over HTTPS and that failed too',
      }),
    ),
  ),
  questions: [makeQuestion()],
  decision: {
    decision: 'fix-first',
    rule: { id: 'fix-first/unknown', says: 'Required checks could not be judged.' },
    because: ['36 required checks are unknown'],
  },
  run: { ...shipNow.run, interrupted: true, replayOf: '20261124-101010-aaaa' },
});

/** Nothing was found to look at: no hosts, no repository, no verdict. */
export const empty: Assessment = makeAssessment({
  target: { project: '', hosts: [], repository: false, configFile: null },
  release: { commit: null, dirty: null },
  decision: { decision: 'fix-first', rule: { id: 'fix-first/nothing-seen', says: 'Nothing was looked at.' }, because: [] },
  subjects: [],
  timings: [],
  traffic: [],
  configLines: {},
});
