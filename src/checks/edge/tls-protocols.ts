import { cloudflare } from '../../evidence/edge/cloudflare.ts';
import { edgeHttp } from '../../evidence/edge/http.ts';
import { edgeTls } from '../../evidence/edge/tls.ts';
import { defineCheck, hint, maybe, one } from '../../model/check.ts';
import { quote } from '../../model/text.ts';
import { settingProof } from './cloudflare-facts.ts';
import { NO_ADDRESS, notForVisitors } from './edge-facts.ts';
import { stackOf } from './stack.ts';
import { VERSION_NAMES } from './tls-facts.ts';
import { protocolRemedy } from './tls-remedies.ts';

const OLD = ['TLSv1', 'TLSv1.1'] as const;
const VERSIONS = [...OLD, 'TLSv1.2', 'TLSv1.3'] as const;

export const tlsProtocols = defineCheck({
  id: 'edge/tls-protocols',
  rows: ['C5'],
  stage: 'edge',
  about: 'host',
  title: 'Only current versions of encryption are accepted',
  why: 'TLS 1.0 and 1.1 have known weaknesses and fail every security questionnaire a business customer sends. Browsers no longer speak them, so nobody needs them.',
  test: 'curl -sS --tlsv1.0 --tls-max 1.1 --ciphers DEFAULT@SECLEVEL=0 -o /dev/null https://{subject} (must fail)',
  refs: ['RFC 8996', 'RFC 9325 §3.1'],
  needs: { tls: one(edgeTls, ['protocols']), http: maybe(edgeHttp, []), zone: hint(cloudflare) },
  maxAge: '24h',
  unless: notForVisitors,
  problems: {
    'old-accepted': {
      says: '{host:name} still accepts {versions:names}',
      class: 'incident',
      impact: 'data',
      identity: [],
      minutes: 10,
      reach: 'one-flow',
    },
    'no-current': {
      says: '{host:name} speaks neither TLS 1.2 nor 1.3: browsers refuse to connect',
      class: 'blocker',
      impact: 'downtime',
      identity: [],
      minutes: 20,
    },
  },
  judge({ tls, http, zone }, { subject, report }) {
    if (tls.status === 'no-address') return report.notApplicable(NO_ADDRESS);
    const { protocols } = tls;
    if (!protocols) return report.unknown('no encrypted connection could be set up; see edge/certificate');
    const accepts = (version: (typeof VERSIONS)[number]): boolean => protocols[version] === 'accepted';
    const proof = [
      { says: `each version offered alone to ${protocols.address} port 443`, lines: VERSIONS.map((version) => quote(`${version}: ${protocols[version]}`)) },
      ...settingProof(zone, 'min_tls_version', '1.0', '1.1'),
    ];
    const fix = protocolRemedy(stackOf(http?.platforms ?? []), zone?.zone?.id);
    if (protocols['TLSv1.2'] === 'refused' && protocols['TLSv1.3'] === 'refused') report.fail('no-current', { host: subject.name, proof, fix });
    const versions = OLD.filter(accepts).map((version) => VERSION_NAMES[version]);
    if (versions.length > 0) report.fail('old-accepted', { host: subject.name, versions, proof, fix });
    const spoken = VERSIONS.filter(accepts).map((version) => VERSION_NAMES[version]);
    const hybrid = protocols.group?.includes('MLKEM') ? ` with keys that a later quantum computer cannot recover (${protocols.group})` : '';
    const http2 = tls.addresses.some(({ alpn }) => alpn === 'h2') ? ', HTTP/2' : '';
    report.pass(`${spoken.join(' and ')}${http2}${hybrid}`);
  },
});
