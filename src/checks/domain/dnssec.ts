import { dnssec } from '../../evidence/domain/dnssec.ts';
import { nameServers } from '../../evidence/domain/name-servers.ts';
import { WEAK_ALGORITHMS } from '../../formats/dnssec.ts';
import { defineCheck, maybe, one } from '../../model/check.ts';
import { dsProof, expiresSoon, resign, serverStanding, stopOrRenewDs } from './dnssec-facts.ts';

const SAYS = {
  broken: 'The registrar asks for DNSSEC signatures of {zone:name} by a key that its name servers do not have: large resolvers refuse every name under it',
  wrong: 'The DNSSEC signatures of {zone:name} do not fit their keys: large resolvers refuse every name under it',
  expired: 'The DNSSEC signatures of {zone:name} ended on {until:date}: large resolvers refuse every name under it',
  expiring: 'The DNSSEC signatures of {zone:name} end on {until:date} and nothing has renewed them: then large resolvers refuse every name under it',
  some: '{servers:names} answer for {zone:name} without valid DNSSEC signatures: visitors who happen to reach them get nothing',
  weak: 'DNSSEC of {zone:name} uses {what:names}, which resolvers stop accepting',
  unanchored: '{zone:name} is signed with DNSSEC, but the registrar has no DS record: the signatures protect nobody',
} as const;
const REFUSED = { class: 'blocker', impact: 'downtime', identity: [], minutes: 15, waitMinutes: 1440 } as const;

export const dnssecCheck = defineCheck({
  id: 'domain/dnssec',
  rows: ['B1'],
  stage: 'domain',
  about: 'domain',
  title: 'DNSSEC, where it is on, is whole',
  why: 'With DNSSEC a resolver checks each answer against keys that the registrar vouches for. When they do not fit, most often after a change of name servers, Google, Cloudflare and many providers answer as if the domain did not exist: site and mail are gone for their users.',
  test: 'dig {subject} SOA +dnssec @1.1.1.1 (SERVFAIL is bad), then the same with +cd (an answer there means that DNSSEC is the cause)',
  refs: ['RFC 4035 §5', 'RFC 6781 §4.3.5', 'RFC 8624'],
  needs: { seen: one(dnssec), servers: maybe(nameServers, ['names']) },
  maxAge: '24h',
  monitorable: '15m',
  problems: {
    'ds-without-key': { says: SAYS.broken, ...REFUSED },
    'wrong-signatures': { says: SAYS.wrong, ...REFUSED },
    expired: { says: SAYS.expired, ...REFUSED },
    expiring: { says: SAYS.expiring, ...REFUSED, class: 'incident', fails: [] },
    'some-servers': { says: SAYS.some, ...REFUSED, class: 'incident' },
    weak: { says: SAYS.weak, class: 'later', impact: 'downtime', identity: [], minutes: 30, waitMinutes: 1440 },
    'not-anchored': { says: SAYS.unanchored, class: 'later', impact: 'control', identity: [], minutes: 10, waitMinutes: 60 },
  },
  judge({ seen, servers }, { now, report }) {
    const { zone, ds } = seen;
    const answered = seen.servers.filter((server) => server.answered);
    if (answered.length === 0) return report.unknown('no name server of the zone could be asked for its keys');
    if (ds.length === 0) {
      const signed = answered.find((server) => server.keySignatures.some(({ state }) => state === 'holds'));
      if (!signed) return report.notApplicable('the zone is not signed, and nothing asks for it');
      return report.fail('not-anchored', { zone, proof: dsProof(seen), fix: stopOrRenewDs(seen, servers?.names) });
    }
    const all = answered.map((server) => ({ server, standing: serverStanding(server, now) }));
    if (all.some(({ standing }) => standing.state === 'unreadable')) return report.unknown('the zone uses a DNSSEC algorithm that is not known here');
    const bad = all.filter(({ standing }) => standing.state !== 'sound');
    const details = { zone, proof: dsProof(seen), fix: stopOrRenewDs(seen, servers?.names) };
    const until = new Date(Math.max(...all.map(({ standing }) => standing.untilMs))).toISOString();
    if (bad.length > 0 && bad.length < all.length)
      return report.fail('some-servers', { ...details, servers: bad.map(({ server }) => server.name), fix: resign(zone, servers?.names) });
    if (bad.some(({ standing }) => standing.state === 'no-trusted-key')) return report.fail('ds-without-key', details);
    if (bad.some(({ standing }) => standing.state === 'wrong')) return report.fail('wrong-signatures', details);
    if (bad.length > 0) return report.fail('expired', { ...details, until, fix: resign(zone, servers?.names) });
    if (all.every(({ server }) => expiresSoon(server, now))) report.fail('expiring', { ...details, until, fix: resign(zone, servers?.names) });
    const weak = [
      ...new Set(
        [...ds, ...answered.flatMap(({ keys }) => keys)]
          .filter(({ algorithm }) => WEAK_ALGORITHMS.includes(algorithm))
          .map(({ algorithm }) => `algorithm ${algorithm}`),
      ),
    ];
    const what = [...weak, ...(ds.every(({ digestType }) => digestType === 1) ? ['SHA-1 digests'] : [])];
    if (what.length > 0) report.fail('weak', { ...details, what });
    report.pass(`signed, good until ${until.slice(0, 10)}${seen.resolver.validated ? '; a validating resolver agrees' : ''}`);
  },
});
