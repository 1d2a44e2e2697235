import { edgeTls } from '../../evidence/edge/tls.ts';
import { defineCheck, one } from '../../model/check.ts';
import { certificateProof, quoteNames } from './certificate-faults.ts';
import { fullChainRemedy } from './certificate-remedies.ts';
import { NO_ADDRESS, notForVisitors } from './edge-facts.ts';

const untidy = { class: 'later', impact: 'experience', identity: [], minutes: 15 } as const;

export const chainSent = defineCheck({
  id: 'edge/chain-sent',
  rows: ['C1'],
  stage: 'edge',
  about: 'host',
  title: 'The server sends the certificates that are needed, in their order',
  why: 'Browsers put a jumbled chain in order; older devices, embedded clients and some payment providers’ callbacks give up on it. What is not needed is sent to every visitor for nothing.',
  test: 'echo | openssl s_client -connect {subject}:443 -servername {subject} -showcerts 2>/dev/null | grep -E "^ *[0-9]+ s:|i:"',
  refs: ['RFC 5246 §7.4.2', 'RFC 8446 §4.4.2'],
  needs: { tls: one(edgeTls, ['addresses']) },
  maxAge: '24h',
  unless: notForVisitors,
  problems: {
    'wrong-order': { says: '{host:name} sends its certificates in the wrong order', ...untidy },
    unneeded: { says: '{host:name} sends certificates that belong to something else ({names:outside})', ...untidy },
  },
  judge({ tls }, { subject, report }) {
    if (tls.status === 'no-address') return report.notApplicable(NO_ADDRESS);
    const known = tls.addresses.filter(({ sent }) => sent);
    const host = subject.name;
    const fix = fullChainRemedy(host);
    const jumbled = known.filter(({ sent }) => sent?.isWrongOrder);
    if (jumbled.length > 0) report.fail('wrong-order', { host, proof: certificateProof(jumbled), fix });
    const padded = known.filter(({ sent }) => sent && sent.unneeded.length > 0);
    if (padded.length > 0) report.fail('unneeded', { host, names: quoteNames(padded[0]?.sent?.unneeded ?? []), proof: certificateProof(padded), fix });
    if (known.length === 0) report.notApplicable('the certificates were only seen encrypted, where their order on the wire cannot be told');
    report.pass(`${known[0]?.sent?.certificates ?? 0} certificates, each after the one it certifies`);
  },
});
