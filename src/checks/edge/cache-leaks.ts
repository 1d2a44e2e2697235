import { deployPlatform } from '../../evidence/deploy/platform.ts';
import { edgeCache, type HandedOn } from '../../evidence/edge/cache.ts';
import { edgeHttp } from '../../evidence/edge/http.ts';
import { defineCheck, hint, maybe, one } from '../../model/check.ts';
import { quote } from '../../model/text.ts';
import { deceptionRemedy, headerRemedy, payloadRemedy, privateRemedy } from './cache-remedies.ts';
import { notForVisitors, purposeOf } from './edge-facts.ts';
import { type Stack, stackOf } from './stack.ts';

const DATA = { class: 'blocker', impact: 'data', identity: ['route'], minutes: 30 } as const;
/** Hosts where people log in. */
const PERSONAL = new Set(['app', 'api', 'admin']);

export const cacheLeaks = defineCheck({
  id: 'edge/cache-leaks',
  rows: ['C11'],
  stage: 'edge',
  about: 'host',
  title: 'No cache hands what is for one visitor to another',
  why: 'An edge cache that keeps a page of a customer shows that customer’s data, or hands their session, to whoever asks next. It is the quickest way to a data breach on launch day.',
  test: 'Open a page of https://{subject} while logged in, then the same address in a private window: it must not greet you by name',
  refs: ['RFC 9111 §3, §7.1', 'PortSwigger: web cache deception and poisoning'],
  needs: { seen: one(edgeCache), http: maybe(edgeHttp, []), deploy: hint(deployPlatform) },
  maxAge: '24h',
  unless: notForVisitors,
  problems: {
    'private-shared': { says: 'What {route:name} answers to a customer who is logged in is handed to people who are not', ...DATA },
    deception: {
      says: '{route:name} can be stolen by a link: with {by:outside} at its end a cache keeps the page of whoever opens it, and hands it to anybody',
      ...DATA,
    },
    'same-cookie': {
      says: '{route:name} hands the cookie made for one visitor to the next ({by:outside}): if it is a session, both are the same person',
      ...DATA,
    },
    poisonable: {
      says: 'One request with a made-up header {by:outside} changes {route:name} for everybody: whoever sends it can put their own site in place of yours',
      ...DATA,
    },
    'payload-as-page': {
      says: '{route:name} shows visitors the inner format of the framework instead of the page once a cache has kept it',
      ...DATA,
      impact: 'experience',
    },
    'loop-poisonable': {
      says: 'One request with a made-up header {by:outside} turns {route:name} into a redirect to itself for everybody',
      ...DATA,
      class: 'incident',
      impact: 'downtime',
    },
    'believes-header': {
      says: '{route:name} builds addresses from a made-up header {by:outside}; no cache keeps them today, but links in mails made the same way lead to the attacker',
      class: 'later',
      impact: 'control',
      identity: ['route'],
      minutes: 20,
      fails: [],
    },
  },
  judge({ seen, http, deploy }, { subject, intent, report }) {
    const stack = stackOf(http?.platforms ?? [], deploy?.framework);
    for (const one of seen.handedOn) {
      const details = {
        route: one.url,
        by: one.by,
        proof: [{ says: 'asked one after the other, at an address that only we use', lines: one.lines }],
        fix: remedyOf(one, stack),
      };
      report.fail(PROBLEM[one.how], details);
    }
    const [by] = seen.reflected;
    if (by !== undefined && seen.handedOn.every(({ how }) => how !== 'header')) {
      const proof = [{ says: `an address from the header ${by} stands in the page` }];
      report.fail('believes-header', { route: `https://${subject.name}/`, by: quote(by), proof, fix: headerRemedy(stack, by) });
    }
    if (seen.decisions.length === 0) return report.notApplicable('the host serves no page, and the config declares none of it (endpoints)');
    if (!seen.session && PERSONAL.has(purposeOf(intent, subject.name)))
      report.unknown(
        'nobody looked as a customer: put a session of this host into the config (sessions), so that what is kept for one can be told from what is for all',
      );
    report.pass(`${seen.decisions.length} answers looked at as two visitors, nothing handed on`);
  },
});

const PROBLEM = {
  private: 'private-shared',
  deception: 'deception',
  cookie: 'same-cookie',
  header: 'poisonable',
  scheme: 'loop-poisonable',
  payload: 'payload-as-page',
} as const;

function remedyOf({ how, by, url }: HandedOn, stack: Stack) {
  if (how === 'deception') return deceptionRemedy(stack);
  if (how === 'payload') return payloadRemedy();
  return how === 'header' || how === 'scheme' ? headerRemedy(stack, by) : privateRemedy(stack, URL.parse(url)?.pathname ?? '/');
}
