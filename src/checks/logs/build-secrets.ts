import { logSinks } from '../../evidence/logs/sinks.ts';
import { defineCheck, one } from '../../model/check.ts';
import { maskBuild } from './log-remedies.ts';
import { BUILDING, leaksIn, sayNone } from './sink-facts.ts';

export const buildSecrets = defineCheck({
  id: 'logs/build-secrets',
  rows: ['E3'],
  stage: 'secrets',
  about: 'project',
  title: 'No key stands in the logs of builds and deploys',
  why: 'Logs of builds are open to everybody in the project, often to the public, and are copied into tickets and mails.',
  test: 'open the last run of each workflow and search it for the beginning of your keys',
  refs: ['CICD-SEC-6', 'CWE-532'],
  needs: { logs: one(logSinks) },
  maxAge: '24h',
  attestable: true,
  problems: {
    'secret-in-build-log': {
      says: '{log:name} shows {what:names} on {lines:count} line{lines:s}',
      class: 'blocker',
      impact: 'data',
      identity: ['log'],
      minutes: 30,
      fix: maskBuild,
    },
  },
  judge({ logs }, { report }) {
    const kinds = ['secret', 'auth-header', 'error-headers', 'password', 'url-credentials', 'token-field', 'url-token'] as const;
    for (const { log, what, lines, proof, finds, sure } of leaksIn(logs, kinds, BUILDING)) {
      const isNamedOnly = finds.every(({ kind }) => kind === 'token-field' || kind === 'url-token');
      report.fail('secret-in-build-log', { log, what, lines, proof, ...((isNamedOnly || !sure) && { grade: 'inferred' as const }) });
    }
    sayNone(logs, BUILDING, 'no key or password', report);
  },
});
