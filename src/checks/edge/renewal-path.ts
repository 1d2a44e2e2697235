import { edgeHttp } from '../../evidence/edge/http.ts';
import { renewalPath as kind } from '../../evidence/edge/renewal-path.ts';
import { edgeTls } from '../../evidence/edge/tls.ts';
import { defineCheck, maybe, one } from '../../model/check.ts';
import { NO_ADDRESS, notForVisitors } from './edge-facts.ts';
import { obstacleOf, openPathRemedy, pathProof, renewerOf } from './renewal-facts.ts';
import { stackOf } from './stack.ts';

export const renewalPath = defineCheck({
  id: 'edge/renewal-path',
  rows: ['C3'],
  stage: 'edge',
  about: 'host',
  title: 'The authority can reach its challenge, so that the certificate can renew itself',
  why: 'A certificate that was issued before the last redirect, login wall or bot rule came is fine until the day it should renew. Then the site goes dark.',
  test: 'curl -sSLI http://{subject}/.well-known/acme-challenge/anything (404 at an address that still ends in that path is right; 401, 403 or another page is not)',
  refs: ['RFC 8555 §8.3'],
  needs: { path: one(kind), tls: maybe(edgeTls, ['addresses']), http: maybe(edgeHttp, []) },
  maxAge: '24h',
  monitorable: '1h',
  unless: notForVisitors,
  problems: {
    closed: {
      says: 'A certificate for {host:name} cannot be renewed over HTTP as things are: {why:outside}',
      class: 'later',
      impact: 'downtime',
      identity: [],
      minutes: 20,
    },
  },
  judge({ path, tls, http }, { subject, report }) {
    if (path.status === 'no-address') return report.notApplicable(NO_ADDRESS);
    if (!tls) return report.unknown('the present certificate could not be seen');
    const leaf = tls.addresses.find(({ trust }) => trust === 'trusted')?.chain[0];
    if (!leaf) return report.notApplicable('there is no trusted certificate that could be renewed');
    const platforms = http?.platforms ?? [];
    const renewer = renewerOf(platforms, leaf.issuer);
    if (renewer.by === 'provider') return report.pass(`${renewer.name} renews the certificate by itself`);
    if (renewer.by === 'unknown')
      return report.pass(`issued by ${leaf.issuer}: not renewed over HTTP, so by hand or by an agent of that authority; it ends ${leaf.notAfter.slice(0, 10)}`);
    const why = obstacleOf(path);
    // Renewal may also go by DNS or TLS, which nobody sees from outside: only a late certificate shows that it does not.
    if (why) return report.fail('closed', { host: subject.name, why, proof: pathProof(path), fix: openPathRemedy(stackOf(platforms)), grade: 'observed' });
    report.pass(`renewed over HTTP by a program on the server; the way to its challenge is open (${path.walk?.hops.at(-1)?.status ?? 'no answer'})`);
  },
});
