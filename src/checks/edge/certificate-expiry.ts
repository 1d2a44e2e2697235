import { edgeHttp } from '../../evidence/edge/http.ts';
import { renewalPath } from '../../evidence/edge/renewal-path.ts';
import { edgeTls } from '../../evidence/edge/tls.ts';
import { defineCheck, maybe, one } from '../../model/check.ts';
import { issueRemedy } from './certificate-remedies.ts';
import { certificateProof } from './certificate-faults.ts';
import { NO_ADDRESS, notForVisitors, softened } from './edge-facts.ts';
import { obstacleOf, openPathRemedy, pathProof, renewerOf } from './renewal-facts.ts';
import { stackOf } from './stack.ts';

const DAY_MS = 86_400_000;
const LAST_CHANCE_DAYS = 3;
const MOST_WARNING_DAYS = 30;

export const certificateExpiry = defineCheck({
  id: 'edge/certificate-expiry',
  rows: ['C1', 'C3'],
  stage: 'edge',
  about: 'host',
  title: 'The certificate renews itself in good time',
  why: 'An expired certificate takes the whole site down from one second to the next. One that is close to its end has usually stopped renewing itself.',
  test: 'echo | openssl s_client -connect {subject}:443 -servername {subject} 2>/dev/null | openssl x509 -noout -dates',
  refs: ['CA/Browser Forum Baseline Requirements §6.3.2'],
  needs: { tls: one(edgeTls, ['addresses']), http: maybe(edgeHttp, []), path: maybe(renewalPath, []) },
  maxAge: '24h',
  monitorable: '1h',
  unless: notForVisitors,
  problems: {
    imminent: { says: 'The certificate of {host:name} ends in {left:days}', class: 'blocker', impact: 'downtime', identity: [], minutes: 30, waitMinutes: 10 },
    'renewal-late': {
      says: 'The certificate of {host:name} ends in {left:days} of {lifetime:days}; by now it should have renewed itself',
      class: 'incident',
      impact: 'downtime',
      identity: [],
      minutes: 30,
      waitMinutes: 10,
      // It is still valid: only the renewal is in doubt.
      fails: ['C3'],
    },
    'renewal-blocked': {
      says: 'The certificate of {host:name} ends in {left:days} and cannot renew: the authority asks for its challenge, and {why:outside}',
      class: 'incident',
      impact: 'downtime',
      identity: [],
      minutes: 20,
      waitMinutes: 10,
      fails: ['C3'],
    },
  },
  judge({ tls, http, path }, { subject, now, intent, report }) {
    if (tls.status === 'no-address') return report.notApplicable(NO_ADDRESS);
    const ending = tls.addresses
      .flatMap((address) => address.chain.slice(0, 1).map((leaf) => ({ address, leaf, leftMs: Date.parse(leaf.notAfter) - now })))
      .toSorted((a, b) => a.leftMs - b.leftMs)[0];
    if (!ending) return report.notApplicable('no certificate was sent; see edge/certificate');
    const { address, leaf, leftMs } = ending;
    if (leftMs < 0) return report.notApplicable('it has expired already; see edge/certificate');
    const lifetimeMs = Date.parse(leaf.notAfter) - Date.parse(leaf.notBefore);
    const [left, lifetime] = [Math.floor(leftMs / DAY_MS), Math.round(lifetimeMs / DAY_MS)];
    const details = {
      host: subject.name,
      left,
      proof: certificateProof([address]),
      fix: issueRemedy(stackOf(http?.platforms ?? []), [subject.name]),
      ...softened(intent, subject.name),
    };
    // Short-lived certificates (six days) renew within their last days by design: only what is late for its own lifetime counts.
    const isLate = leftMs < Math.min(MOST_WARNING_DAYS * DAY_MS, lifetimeMs / 3);
    const platforms = http?.platforms ?? [];
    const why = isLate && path && renewerOf(platforms, leaf.issuer).by === 'server' ? obstacleOf(path) : undefined;
    const blocked = why && path && { ...details, proof: [...details.proof, ...pathProof(path)], fix: openPathRemedy(stackOf(platforms)) };
    if (leftMs <= Math.min(LAST_CHANCE_DAYS * DAY_MS, lifetimeMs / 4)) report.fail('imminent', blocked ?? details);
    else if (blocked) report.fail('renewal-blocked', { ...blocked, why });
    else if (isLate) report.fail('renewal-late', { ...details, lifetime });
    else report.pass(`${left} of ${lifetime} days left`);
  },
});
