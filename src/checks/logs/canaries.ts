import { logSinks } from '../../evidence/logs/sinks.ts';
import { defineCheck, one } from '../../model/check.ts';
import { quote } from '../../model/text.ts';
import { canaryProblems, WORDS } from './canary-problems.ts';
import { namesOf } from './sink-facts.ts';

const DAY_MS = 86_400_000;
const GOOD_FOR_DAYS = 30;

export const canaries = defineCheck({
  id: 'logs/canaries',
  rows: ['K3'],
  stage: 'secrets',
  about: 'project',
  title: 'What was planted in requests comes back in no log',
  why: 'Patterns find what they know. A value that was sent on purpose is found in whatever form a log shows it, so this is the proof that redaction works.',
  test: 'launch-ready logs plant, use the values, then: launch-ready logs check',
  refs: ['OWASP ASVS 5.0 V16.2.5', 'CWE-532'],
  needs: { logs: one(logSinks) },
  maxAge: '30d',
  attestable: true,
  problems: canaryProblems,
  judge({ logs }, { report, now }) {
    const planted = logs.sinks.flatMap(({ canaries: seen }) => (seen ? [seen.plantedAt] : []))[0];
    if (planted === undefined) return report.unknown('nothing was planted yet: launch-ready logs plant says how');
    for (const { name: log, canaries: seen } of logs.sinks) {
      const open = seen?.hits.filter(({ form }) => form !== 'sha256' && form !== 'md5') ?? [];
      const digests = seen?.hits.filter(({ form }) => form === 'sha256' || form === 'md5') ?? [];
      const proof = (hits: typeof open) =>
        hits.slice(0, 10).map(({ canary, form, line, times }) => ({
          says: `${WORDS[canary]}, ${form}, ${times} time${times === 1 ? '' : 's'}`,
          lines: [quote(`${log}, line ${line}`)],
        }));
      const what = (hits: typeof open) => [...new Set(hits.map(({ canary }) => WORDS[canary]))];
      if (open.length > 0) report.fail('came-back', { log, what: what(open), proof: proof(open) });
      else if (digests.length > 0) report.fail('came-back-as-digest', { log, what: what(digests), proof: proof(digests) });
    }
    if (now - Date.parse(planted) > GOOD_FOR_DAYS * DAY_MS) return report.unknown(`what was planted is older than ${GOOD_FOR_DAYS} days: plant again`);
    const blind = logs.sinks.filter(({ canaries: seen }) => !seen?.markerSeen && seen?.hits.length === 0);
    if (blind.length > 0)
      return report.unknown(`not even the harmless marker is in ${namesOf(blind)}: it did not see the planted requests, or it was read too early`);
    const byHand = logs.sinks.some(({ canaries: seen }) => seen?.wasSent === false) ? ' (those that you used)' : '';
    report.pass(`planted on ${planted.slice(0, 10)}: the marker is in ${namesOf(logs.sinks)}, none of the values${byHand}`);
  },
});
