import { edgeHttp } from '../../evidence/edge/http.ts';
import { tlsEnumeration } from '../../evidence/edge/tls-enumeration.ts';
import { weaknessesOf } from '../../formats/cipher-suite.ts';
import { defineCheck, maybe, one } from '../../model/check.ts';
import { quote } from '../../model/text.ts';
import { NO_ADDRESS, notForVisitors, softened } from './edge-facts.ts';
import { stackOf } from './stack.ts';
import { primeRemedy, suiteRemedy } from './tls-remedies.ts';
import { acceptedLines, suitesByWeakness, VERSION_NAMES, WEAKNESS_NAMES } from './tls-facts.ts';

/** Primes of this size and below are within reach of a state (RFC 9325 §4.1, weakdh.org). */
const WEAK_PRIME_BITS = 1024;
const weak = { class: 'incident', impact: 'data', identity: [], minutes: 15, reach: 'one-flow' } as const;

export const weakCiphers = defineCheck({
  id: 'edge/weak-ciphers',
  rows: ['C5'],
  stage: 'edge',
  about: 'host',
  title: 'No broken encryption is accepted, however old the client claims to be',
  why: 'An attacker between a visitor and the server can push both down to the weakest encryption that the server accepts, and then read or change what is sent.',
  test: 'nmap --script ssl-enum-ciphers -p 443 {subject}',
  refs: ['RFC 9325 §3.1, §4.1', 'RFC 7465', 'RFC 7568', 'RFC 6176'],
  needs: { seen: one(tlsEnumeration), http: maybe(edgeHttp, []) },
  maxAge: '24h',
  unless: notForVisitors,
  problems: {
    'ssl-accepted': { says: '{host:name} still accepts {versions:names}, which anybody between visitor and server can break', ...weak },
    'weak-accepted': { says: '{host:name} accepts broken encryption: {families:names}', ...weak },
    'small-prime': { says: '{host:name} agrees on keys in a way that a rich attacker can break (a Diffie-Hellman prime of only {bits:count} bits)', ...weak },
  },
  judge({ seen, http }, { subject, intent, report }) {
    const host = subject.name;
    if (seen.status === 'no-address') return report.notApplicable(NO_ADDRESS);
    if (seen.protocols.every(({ outcome }) => outcome !== 'accepted')) return report.unknown('no encrypted connection could be set up; see edge/certificate');
    const stack = stackOf(http?.platforms ?? []);
    const common = { host, ...softened(intent, host) };
    const ssl = seen.protocols.filter(({ version, outcome }) => version.startsWith('SSL') && outcome === 'accepted');
    const proofOf = (protocols: typeof seen.protocols, wanted: (suite: string) => boolean = () => true) => [
      { says: `each version offered alone to ${seen.address ?? ''} port 443; accepted`, lines: acceptedLines(protocols, wanted) },
    ];
    if (ssl.length > 0) {
      const versions = ssl.map(({ version }) => VERSION_NAMES[version]);
      report.fail('ssl-accepted', { ...common, versions, proof: proofOf(ssl), fix: suiteRemedy(stack) });
    }
    const weaknesses = suitesByWeakness(seen.protocols.filter(({ version }) => version !== 'SSLv2'));
    if (weaknesses.size > 0) {
      const families = [...weaknesses.keys()].map((weakness) => WEAKNESS_NAMES[weakness]);
      const proof = proofOf(seen.protocols, (suite) => weaknessesOf(suite).length > 0);
      report.fail('weak-accepted', { ...common, families, proof, fix: suiteRemedy(stack), test: `nmap --script ssl-enum-ciphers -p 443 ${host}` });
    }
    const { smallestPrime } = seen;
    if (smallestPrime && smallestPrime.bits <= WEAK_PRIME_BITS) {
      const lines = [quote(`${smallestPrime.suite}: prime of ${smallestPrime.bits} bits`)];
      report.fail('small-prime', {
        ...common,
        bits: smallestPrime.bits,
        proof: [{ says: `${seen.address ?? ''} port 443 sent`, lines }],
        fix: primeRemedy(stack),
      });
    }
    report.pass(`${seen.protocols.flatMap(({ suites }) => suites).length} pairs of version and cipher suite are accepted, none of them broken`);
  },
});
