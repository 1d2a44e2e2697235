import { changed, declaring, mailBut } from '../faults/change.ts';
import { badLines, goodLines, providerKey, token } from '../logs/lines.ts';
import { printed } from '../logs/printing.ts';
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
];
