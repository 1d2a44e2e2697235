import { changed, declaring, mailBut } from '../faults/change.ts';
import { badLines, goodLines, providerKey, token } from '../logs/lines.ts';
import { printed } from '../logs/printing.ts';
import { atGithub } from '../faults/github.ts';
import type { Scenario } from '../scenario.ts';

const bad = Object.entries(badLines(Date.now() / 1000)).flatMap(([kind, lines]) => (kind === 'jwt' ? [] : lines));
const prose = Array.from({ length: 30 }, (_, at) => `chat ${at} answered well`);
const withLogs = (...logs: Parameters<typeof declaring>[0]['logs'] & object) => changed(mailBut(), declaring({ logs }));

export const logScenarios: readonly Scenario[] = [
  {
    name: 'logs that give nothing away',
    world: withLogs(printed('api', goodLines()), printed('build', ['npm ci', ...prose], 'ci')),
    finds: [],
    passes: ['logs/request-headers', 'logs/build-secrets', 'logs/failed-requests', 'logs/deploy-events', 'logs/request-ids'],
    unknown: ['logs/canaries'],
  },
  {
    name: 'a log with every bad habit',
    world: withLogs(printed('api', [...goodLines(), ...bad])),
    finds: [
      'logs/request-headers:header-logged',
      'logs/error-objects:key-in-error',
      'logs/url-tokens:token-in-address',
      'logs/request-bodies:password-logged',
      'logs/request-bodies:secret-field-logged',
      'logs/prompts:prompt-logged',
      'logs/secrets-in-text:key-in-text',
      'logs/personal-data:person-logged',
      'logs/identity-numbers:number-logged',
      'logs/environment-dump:environment-printed',
    ],
    also: ['logs/visitor-addresses:address-logged'],
  },
  {
    name: 'a build log with a key, and an app that writes prose',
    world: withLogs(
      printed('build', [...prose, `+ export MODEL_KEY=${providerKey()}`, `> Authorization: Bearer ${token('curl')}`], 'ci'),
      printed('api', prose),
    ),
    finds: ['logs/build-secrets:secret-in-build-log'],
    also: ['logs/request-ids:unstructured'],
    unknown: ['logs/failed-requests'],
  },
  {
    name: 'a log that cannot be read, beside one that can',
    world: withLogs(printed('api', goodLines()), { name: 'gone', kind: 'app', from: { type: 'file', path: '/nowhere/app.log' } }),
    finds: [],
    unknown: ['logs/request-headers', 'logs/personal-data', 'logs/canaries'],
  },
  {
    name: 'a run of GitHub Actions that shows a key, behind pages, a pause and a deleted log',
    world: changed(
      mailBut(),
      atGithub({
        repository: 'acme/app',
        perPage: 1,
        faults: [{ status: 502 }, { status: 429, headers: { 'retry-after': '1' } }],
        runs: [
          { id: 31, log: prose.join('\n') },
          { id: 30, log: `2026-12-01T04:41:04.1234567Z curl failed with ${providerKey()}\n` },
          { id: 29, log: null },
          { id: 28, log: 'not asked for' },
        ],
      }),
    ),
    finds: ['logs/build-secrets:secret-in-build-log'],
    passes: ['logs/deploy-events'],
  },
  {
    name: 'a token that GitHub does not accept',
    world: changed(mailBut(), atGithub({ repository: 'acme/app', token: 'another', runs: [] })),
    finds: [],
    unknown: ['logs/build-secrets'],
  },
  {
    name: 'a repository that the token does not show',
    world: changed(mailBut(), atGithub({ repository: 'acme/other', runs: [] })),
    finds: [],
    unknown: ['logs/build-secrets'],
  },
  {
    name: 'runs whose logs are all deleted',
    world: changed(mailBut(), atGithub({ repository: 'acme/app', runs: [{ id: 7, log: null }] })),
    finds: [],
    unknown: ['logs/build-secrets'],
  },
  {
    name: 'GitHub without a word that is its own',
    world: changed(mailBut(), atGithub({ repository: 'acme/app', runs: [], faults: [{ status: 503 }, { status: 503 }, { status: 503 }, { status: 503 }] })),
    finds: [],
    unknown: ['logs/build-secrets'],
  },
];
