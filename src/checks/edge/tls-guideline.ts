import { TLS_GUIDELINE as GUIDELINE } from '../../data/tls-guideline.ts';
import { edgeHttp } from '../../evidence/edge/http.ts';
import { edgeTls, type EdgeTls } from '../../evidence/edge/tls.ts';
import { tlsEnumeration, type TlsEnumeration } from '../../evidence/edge/tls-enumeration.ts';
import { defineCheck, maybe, one } from '../../model/check.ts';
import { NO_ADDRESS, notForVisitors } from './edge-facts.ts';
import { stackOf } from './stack.ts';
import { acceptedLines, VERSION_NAMES } from './tls-facts.ts';
import { suiteRemedy } from './tls-remedies.ts';

const DAY_MS = 86_400_000;

export const tlsGuideline = defineCheck({
  id: 'edge/tls-guideline',
  rows: ['C5'],
  stage: 'edge',
  about: 'host',
  title: `Encryption is set up as Mozilla advises for general use (guideline ${GUIDELINE.version}, ${GUIDELINE.configuration})`,
  why: 'What is accepted without need is what the next attack will be about, and what security questionnaires ask for.',
  test: 'nmap --script ssl-enum-ciphers -p 443 {subject}; compare with ssl-config.mozilla.org',
  refs: [GUIDELINE.url, 'RFC 9325 §4'],
  needs: { seen: one(tlsEnumeration), tls: maybe(edgeTls, ['addresses']), http: maybe(edgeHttp, []) },
  maxAge: '24h',
  unless: notForVisitors,
  problems: {
    beyond: {
      says: '{host:name} differs from the guideline of Mozilla: it has {more:names}',
      class: 'later',
      impact: 'data',
      identity: [],
      minutes: 15,
    },
  },
  judge({ seen, tls, http }, { subject, report }) {
    const host = subject.name;
    if (seen.status === 'no-address') return report.notApplicable(NO_ADDRESS);
    if (seen.protocols.every(({ outcome }) => outcome !== 'accepted')) return report.unknown('no encrypted connection could be set up; see edge/certificate');
    const more = [...versionsBeyond(seen), ...suitesBeyond(seen), ...certificateBeyond(tls)];
    if (more.length === 0) return report.pass(`nothing beyond guideline ${GUIDELINE.version} of ${GUIDELINE.published}`);
    const lines = acceptedLines(seen.protocols, isBeyond);
    report.fail('beyond', {
      host,
      more,
      proof: [{ says: `accepted by ${seen.address ?? ''} port 443 beyond it`, lines }],
      fix: suiteRemedy(stackOf(http?.platforms ?? [])),
    });
  },
});

const isBeyond = (suite: string): boolean => !GUIDELINE.suites.includes(suite);

function versionsBeyond({ protocols }: TlsEnumeration): string[] {
  return protocols
    .filter(({ version, outcome }) => outcome === 'accepted' && !GUIDELINE.versions.includes(version))
    .map(({ version }) => VERSION_NAMES[version]);
}

/** Suites of versions that should be gone go with them. */
function suitesBeyond({ protocols }: TlsEnumeration): string[] {
  return protocols.flatMap(({ version, suites }) => {
    const beyond = GUIDELINE.versions.includes(version) ? suites.filter(isBeyond) : [];
    return beyond.length > 0 ? [`${beyond.length} cipher suite${beyond.length > 1 ? 's' : ''} more in ${VERSION_NAMES[version]}`] : [];
  });
}

function certificateBeyond(tls: EdgeTls | undefined): string[] {
  const leaf = tls?.addresses.find(({ outcome }) => outcome === 'done')?.chain[0];
  if (!leaf) return [];
  const days = Math.floor((Date.parse(leaf.notAfter) - Date.parse(leaf.notBefore)) / DAY_MS);
  const { keyType, keyBits } = leaf;
  const isSmall = keyType === 'rsa' && keyBits !== null && keyBits < GUIDELINE.leastRsaBits;
  const isOdd = keyType === 'ec' && keyBits !== null && !GUIDELINE.certificateCurveBits.includes(keyBits);
  return [
    ...(isSmall || isOdd ? [`a certificate with a key of ${keyBits} bits (${keyType})`] : []),
    ...(days > GUIDELINE.mostLifetimeDays ? [`a certificate for ${days} days`] : []),
  ];
}
