import { edgeAnswers, type SeenAnswer } from '../../evidence/edge/answers.ts';
import { defineCheck, one } from '../../model/check.ts';
import { quote } from '../../model/text.ts';
import { headerIn } from './answer-facts.ts';
import { notForVisitors } from './edge-facts.ts';

const shown = { class: 'incident', impact: 'data', identity: [], minutes: 15 } as const;

export const serverDetails = defineCheck({
  id: 'edge/server-details',
  rows: ['C6'],
  stage: 'edge',
  about: 'host',
  title: 'Answers show nothing of the inside of the server',
  why: 'Debug pages print settings and keys, error pages print file names and queries, and version numbers tell which published holes to try.',
  test: 'curl -si https://{subject}/lr-check/deep',
  refs: ['CWE-209', 'CWE-548', 'RFC 9110 §10.2.4'],
  needs: { answers: one(edgeAnswers, ['answers']) },
  maxAge: '24h',
  unless: notForVisitors,
  problems: {
    'debug-mode': {
      says: '{host:name} runs in debug mode ({by:word}): its pages show code and settings to everybody',
      ...shown,
      class: 'blocker',
      fails: [],
      fix: {
        steps: [
          'Start the production build instead of the development server (Next.js: next build && next start; Vite: vite build and serve dist).',
          'Django: DEBUG = False; Laravel: APP_DEBUG=false; Flask: no debug=True.',
          'Keys that a debug page showed must be replaced.',
        ],
      },
    },
    'shows-error': {
      says: 'An error page of {host:name} shows the inside of the server ({kind:word}, {by:word})',
      ...shown,
      fails: [],
      fix: {
        steps: [
          'Answer errors with one sentence and a request id; write the details to the log only.',
          'Express: a last error handler, and NODE_ENV=production.',
        ],
      },
    },
    'lists-files': {
      says: '{host:name} lists the files of a folder to everybody',
      ...shown,
      fails: [],
      fix: { steps: ['Switch the listing off (nginx: autoindex off; Apache: Options -Indexes) and look through the files that were listed.'] },
    },
    versions: {
      says: 'The answers of {host:name} name software with its version: {what:names}',
      ...shown,
      class: 'later',
      minutes: 5,
      fix: { steps: ['nginx: server_tokens off; Express: app.disable("x-powered-by"); Apache: ServerTokens Prod; PHP: expose_php = Off.'] },
    },
  },
  judge({ answers }, { subject, report }) {
    if (answers.status === 'none') return report.notApplicable('the host has no address');
    const host = subject.name;
    const line = ({ url, status }: SeenAnswer) => quote(`GET ${url} -> ${status}`);
    const found = answers.answers.flatMap((answer) => (answer.shows ? [{ answer, ...answer.shows }] : []));
    for (const { answer, kind, by, sign } of new Map(found.map((one) => [one.kind, one] as const)).values()) {
      const proof = [{ says: 'answered', lines: [line(answer), sign] }];
      if (kind === 'debug-page') report.fail('debug-mode', { host, by, proof });
      else if (kind === 'directory-listing') report.fail('lists-files', { host, proof });
      else report.fail('shows-error', { host, kind: kind === 'stack-trace' ? 'a stack trace' : 'a database error', by, proof });
    }
    const versions = answers.answers.flatMap((answer) =>
      ['server', 'x-powered-by', 'x-aspnet-version', 'x-generator'].flatMap((name) => {
        const value = headerIn(answer, name);
        return value !== undefined && /\d+\.\d+/.test(value) ? [quote(`${name}: ${value}`, 100)] : [];
      }),
    );
    const what = [...new Set(versions)];
    if (what.length > 0) report.fail('versions', { host, what, proof: [{ says: 'answered', lines: what }] });
  },
});
