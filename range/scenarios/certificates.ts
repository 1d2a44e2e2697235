import { appBut, declaring } from '../faults/change.ts';
import { withRecords } from '../faults/dns.ts';
import {
  anotherCertificateAt,
  onPlainHttp,
  plainHttpRedirects,
  withoutEdge,
  certificateIs,
  chainIs,
  expiredCertificate,
  portIs,
  protocolsAre,
  revoked,
  stapled,
  weakKey,
} from '../faults/web.ts';
import { DOMAIN } from '../healthy.ts';
import type { Scenario } from '../scenario.ts';

const APP = `app.${DOMAIN}`;
const found = (problem: string): string => `edge/certificate:${problem}@${APP}`;

export const certificateScenarios: readonly Scenario[] = [
  { name: 'the certificate of app has expired', world: appBut(expiredCertificate('app')), finds: [found('expired')] },
  { name: 'the certificate of app is not valid yet', world: appBut(certificateIs('app', { fromDays: 2, untilDays: 92 })), finds: [found('not-yet-valid')] },
  { name: 'app signed its certificate itself', world: appBut(certificateIs('app', { issuer: 'self' })), finds: [found('self-signed')] },
  {
    name: 'the certificate of app is from an unknown authority',
    world: appBut(certificateIs('app', { issuer: 'unknown' })),
    finds: [found('unknown-authority')],
  },
  { name: 'app sends its certificate alone', world: appBut(chainIs('app', 'incomplete')), finds: [found('incomplete-chain')] },
  { name: 'app sends an expired intermediate', world: appBut(certificateIs('app', { issuer: 'expired' })), finds: [found('expired-intermediate')] },
  { name: 'the certificate of app is for the domain only', world: appBut(certificateIs('app', { names: [DOMAIN] })), finds: [found('wrong-name')] },
  {
    name: 'the certificate of app has only a common name',
    world: appBut(certificateIs('app', { names: [], commonName: APP })),
    finds: [found('wrong-name')],
  },
  { name: 'the key of app has 1024 bits', world: appBut(weakKey('app')), finds: [found('weak-key')] },
  { name: 'a wildcard certificate with an RSA key is fine', world: appBut(certificateIs('app', { names: [`*.${DOMAIN}`], key: 'rsa2048' })), finds: [] },
  {
    name: 'a chain in the wrong order is advice only',
    world: appBut(chainIs('app', 'wrong-order')),
    finds: [],
    also: [`edge/chain-sent:wrong-order@${APP}`],
  },
  { name: 'a certificate too many is advice only', world: appBut(chainIs('app', 'with-unneeded')), finds: [], also: [`edge/chain-sent:unneeded@${APP}`] },
  { name: 'the list of the authority names the certificate of app', world: appBut(revoked('app')), finds: [found('revoked')] },
  { name: 'app staples that its certificate is revoked', world: appBut(stapled('app', 'revoked')), finds: [found('revoked')] },
  { name: 'app staples that its certificate is good', world: appBut(stapled('app', 'good')), finds: [] },
  {
    name: 'two addresses of app show certificates of their own',
    world: appBut(anotherCertificateAt('app', '203.0.113.241')),
    finds: [],
    also: [`edge/same-certificate:differs@${APP}`],
  },
  { name: 'a chain with the root is fine', world: appBut(chainIs('app', 'with-root')), finds: [] },
  {
    name: 'the certificate of app ends in two days',
    world: appBut(certificateIs('app', { fromDays: -88, untilDays: 2 })),
    finds: [`edge/certificate-expiry:imminent@${APP}`],
  },
  {
    name: 'the certificate of app has not renewed',
    world: appBut(certificateIs('app', { fromDays: -75, untilDays: 15 })),
    finds: [`edge/certificate-expiry:renewal-late@${APP}`],
  },
  { name: 'a certificate for six days with four left is fine', world: appBut(certificateIs('app', { fromDays: -2, untilDays: 4.5 })), finds: [] },
  {
    name: 'app closes every connection on the HTTPS port',
    world: appBut(portIs('app', 'https', 'closes')),
    finds: [found('no-tls'), `edge/https-forced:https-down@${APP}`],
  },
  {
    name: 'www has an expired certificate, and only app is declared',
    world: appBut(
      declaring({
        hosts: [
          { name: APP, purpose: 'app', declared: true },
          { name: DOMAIN, purpose: 'apex', declared: false },
          { name: `www.${DOMAIN}`, purpose: 'www', declared: false },
        ],
        canonicalHost: APP,
      }),
      expiredCertificate('www'),
    ),
    finds: [`edge/certificate:expired@www.${DOMAIN}`],
  },
  {
    name: 'app accepts on the HTTPS port and never says anything',
    world: appBut(portIs('app', 'https', 'silent')),
    finds: [],
    unknown: [`edge/certificate@${APP}`, `edge/https-forced@${APP}`],
  },
  { name: 'one of two addresses of app speaks no TLS', world: appBut(withRecords(['app', 'A', '203.0.113.240'])), finds: [found('address-without-tls')] },
  { name: 'app still speaks TLS 1.0', world: appBut(protocolsAre('app', ['TLSv1', 'TLSv1.3'])), finds: [`edge/tls-protocols:old-accepted@${APP}`] },
  {
    name: 'app speaks only TLS 1.1',
    world: appBut(protocolsAre('app', ['TLSv1.1', 'TLSv1.1'])),
    finds: [`edge/tls-protocols:no-current@${APP}`, `edge/tls-protocols:old-accepted@${APP}`],
  },
  { name: 'app speaks only TLS 1.2', world: appBut(protocolsAre('app', ['TLSv1.2', 'TLSv1.2'])), finds: [] },
  {
    name: 'app answers the challenge of the authority with 403',
    world: appBut(withoutEdge('app'), onPlainHttp('app', '*', { status: 403, body: 'Forbidden' })),
    finds: [],
    also: [`edge/renewal-path:closed@${APP}`],
  },
  {
    name: 'app sends the challenge of the authority to its front page, and its certificate is late',
    world: appBut(
      withoutEdge('app'),
      certificateIs('app', { fromDays: -75, untilDays: 15 }),
      plainHttpRedirects('app', { redirect: `https://${DOMAIN}`, keep: 'nothing' }),
    ),
    finds: [`edge/certificate-expiry:renewal-blocked@${APP}`, `domain/redirect-keeps-path:path-lost@${APP}`],
    also: [`edge/renewal-path:closed@${APP}`],
  },
  {
    name: 'app sends the challenge of the authority on to the same place at another host, which authorities follow',
    world: appBut(
      withoutEdge('app'),
      certificateIs('app', { fromDays: -75, untilDays: 15 }),
      plainHttpRedirects('app', { redirect: `https://${DOMAIN}`, keep: 'path' }),
    ),
    finds: [`edge/certificate-expiry:renewal-late@${APP}`, `domain/redirect-keeps-path:query-lost@${APP}`],
  },
  {
    name: 'a rate limit stands before the challenge of the authority',
    world: appBut(withoutEdge('app'), onPlainHttp('app', '*', { fault: 'too-many-requests' })),
    finds: [],
    also: [`edge/renewal-path:closed@${APP}`],
  },
  {
    name: 'app is late to renew behind an edge that renews by itself',
    world: appBut(certificateIs('app', { fromDays: -75, untilDays: 15 }), onPlainHttp('app', '*', { status: 403, body: 'No' })),
    finds: [`edge/certificate-expiry:renewal-late@${APP}`],
  },
];
