import { cloudflare } from '../../evidence/edge/cloudflare.ts';
import { edgeHttp } from '../../evidence/edge/http.ts';
import { defineCheck, hint, one } from '../../model/check.ts';
import { quote } from '../../model/text.ts';
import { NO_ADDRESS, notForVisitors, softened, walkLines } from '../edge/edge-facts.ts';
import { detourOf } from './redirect-detour.ts';
import { causeInWords, causeOf, causeRemedy } from './redirect-cause.ts';

const MOST_HOPS = 3;

export const redirectLoop = defineCheck({
  id: 'domain/redirect-loop',
  rows: ['B2'],
  stage: 'domain',
  about: 'host',
  title: 'Redirects come to an end, and soon',
  why: 'In a loop the browser gives up with "too many redirects": the product is down for everybody, although every server runs.',
  test: 'curl -sIL --max-redirs 10 https://{subject} | grep -iE "^(HTTP|location)"',
  refs: ['RFC 9110 §15.4'],
  needs: { http: one(edgeHttp, ['http', 'https']), zone: hint(cloudflare) },
  maxAge: '24h',
  monitorable: '15m',
  unless: notForVisitors,
  problems: {
    loop: {
      says: '{host:name} redirects in a circle, so that no page ever loads: {cause:word}',
      class: 'blocker',
      impact: 'downtime',
      identity: [],
      minutes: 20,
    },
    'too-many': {
      says: '{host:name} redirects more than {n:count} times without reaching a page: {cause:word}',
      class: 'blocker',
      impact: 'downtime',
      identity: [],
      minutes: 20,
    },
    detour: {
      says: '{host:name} sends visitors to {home:outside} by {n:count} redirects where {needed:count} would do',
      class: 'later',
      impact: 'experience',
      identity: [],
      minutes: 15,
    },
    long: { says: 'From {host:name} it takes {n:count} redirects to reach a page', class: 'later', impact: 'experience', identity: [], minutes: 15 },
  },
  judge({ http: { status, root, platforms }, zone }, { subject, intent, report }) {
    if (status === 'no-address' || !root) return report.notApplicable(NO_ADDRESS);
    const walks = [root.https, root.http];
    const proofOf = (walk: (typeof walks)[number]) => [{ says: 'asked, redirect by redirect, cookies kept', lines: walkLines(walk) }];
    const about = (walk: (typeof walks)[number]) => {
      const cause = causeOf(walk, platforms);
      return {
        host: subject.name,
        cause: causeInWords(cause),
        fix: causeRemedy(cause, platforms, zone?.zone?.id),
        proof: proofOf(walk),
        ...softened(intent, subject.name),
      };
    };
    const loop = walks.find(({ end }) => end === 'loop');
    if (loop) return report.fail('loop', about(loop));
    const endless = walks.find(({ end }) => end === 'too-many');
    if (endless) return report.fail('too-many', { ...about(endless), n: endless.hops.length - 1 });
    for (const walk of walks) {
      const detour = detourOf(walk);
      if (!detour) continue;
      const home = detour.via.at(-1) ?? '';
      const steps = [
        `Let the first redirect of ${detour.via[0] ?? ''} lead straight to ${home}, path and query kept. What stands between: ${detour.via.slice(1, -1).join(', ')}`,
      ];
      return report.fail('detour', {
        host: subject.name,
        home: quote(home, 300),
        n: detour.steps,
        needed: detour.needed,
        proof: proofOf(walk),
        fix: { steps },
      });
    }
    const long = walks.find(({ end, hops }) => end === 'answered' && hops.length - 1 > MOST_HOPS);
    if (long) {
      const fix = { steps: ['Let the first redirect lead straight to the final address (https and the canonical host in one step).'] };
      report.fail('long', { host: subject.name, n: long.hops.length - 1, proof: proofOf(long), fix });
    }
  },
});
