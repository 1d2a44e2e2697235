import { logSinks } from '../../evidence/logs/sinks.ts';
import { defineCheck, one } from '../../model/check.ts';
import { dropPrompts } from './log-remedies.ts';
import { leaksIn, RUNNING, sayNone, withoutLogs } from './sink-facts.ts';

/** Roadmaps whose row K3 names what users write; the others name keys and tokens. */
const ASKED_BY: ReadonlySet<string> = new Set(['mobile-first-launch', 'b2b-service-launch']);

export const prompts = defineCheck({
  id: 'logs/prompts',
  rows: ['K3'],
  stage: 'secrets',
  about: 'project',
  title: 'What people write to the bot does not stand in the logs',
  why: 'People tell a bot what they would tell nobody. In a log it is read by everybody who looks for a fault, and by the log service.',
  test: 'send the bot a sentence that nobody else would write and search the logs for it',
  refs: ['OWASP LLM02:2025', 'OpenTelemetry semantic conventions for generative AI'],
  needs: { logs: one(logSinks) },
  maxAge: '24h',
  unless: withoutLogs,
  problems: {
    'prompt-logged': {
      says: '{log:name} shows the text of messages ({what:names}) on {lines:count} line{lines:s}',
      class: 'incident',
      impact: 'data',
      identity: ['log'],
      minutes: 30,
      fails: ['K3'],
      fix: dropPrompts,
    },
  },
  judge({ logs }, { report, intent }) {
    const soften = ASKED_BY.has(intent.profile) ? {} : { soften: { to: 'incident', because: 'your roadmap asks it of keys and tokens' } as const };
    for (const { log, what, lines, proof } of leaksIn(logs, ['prompt'], RUNNING)) report.fail('prompt-logged', { log, what, lines, proof, ...soften });
    sayNone(logs, RUNNING, 'no text of a message', report);
  },
});
