import { edgeTls, type TlsAddress } from '../../evidence/edge/tls.ts';
import { defineCheck, one } from '../../model/check.ts';
import { quote } from '../../model/text.ts';
import { NO_ADDRESS, notForVisitors } from './edge-facts.ts';

export const sameCertificate = defineCheck({
  id: 'edge/same-certificate',
  rows: ['C1'],
  stage: 'edge',
  about: 'host',
  title: 'Every address of the host shows the same certificate',
  why: 'Servers that each have a certificate of their own are renewed each on its own: one that is forgotten takes part of the visitors down, and nobody sees it from their own desk.',
  test: 'for a in $(dig +short {subject} A; dig +short {subject} AAAA); do echo | openssl s_client -connect "[$a]:443" -servername {subject} 2>/dev/null | openssl x509 -noout -fingerprint -enddate; done',
  refs: ['RFC 9525 §6'],
  needs: { tls: one(edgeTls, ['addresses', 'skipped']) },
  maxAge: '24h',
  unless: notForVisitors,
  problems: {
    differs: {
      says: '{host:name} shows {certificates:count} different certificates on its {addresses:count} addresses, the first to end on {ends:date}',
      class: 'later',
      impact: 'downtime',
      identity: [],
      minutes: 30,
    },
  },
  judge({ tls }, { subject, report }) {
    if (tls.status === 'no-address') return report.notApplicable(NO_ADDRESS);
    const shown = tls.addresses.flatMap((address) => address.chain.slice(0, 1).map((leaf) => ({ address, leaf })));
    if (shown.length < 2) return report.notApplicable('only one address shows a certificate');
    // Servers with two kinds of key choose by what they know of the client: that is one set-up, not two.
    const kinds = new Set(shown.map(({ leaf }) => leaf.keyType));
    const certificates = new Set(shown.map(({ leaf }) => leaf.fingerprint));
    if (certificates.size === 1 || kinds.size > 1) return report.pass(`${shown.length} addresses agree`);
    const line = ({ address, leaf }: { address: TlsAddress; leaf: TlsAddress['chain'][number] }) =>
      quote(`${address.address}: ${leaf.subject}, ends ${leaf.notAfter.slice(0, 10)}, serial ${leaf.serial ?? 'unknown'}, by ${leaf.issuer}`);
    report.fail('differs', {
      host: subject.name,
      certificates: certificates.size,
      addresses: shown.length,
      ends: shown.map(({ leaf }) => leaf.notAfter).toSorted()[0] ?? '',
      proof: [{ says: 'each address asked on port 443 sent', lines: shown.map(line) }],
      fix: {
        steps: [
          'If all addresses are meant to lead to one product: end TLS in one place (load balancer or edge), or spread one certificate to all servers.',
          'If each server renews by itself: watch the end date on every address, not only on the name, and check that the challenge reaches the right one.',
          'If one of the addresses is an old server: take its DNS record away.',
        ],
      },
    });
  },
});
