import { edgeHttp } from '../../evidence/edge/http.ts';
import { edgeTls } from '../../evidence/edge/tls.ts';
import { defineCheck, maybe, one } from '../../model/check.ts';
import { coverRemedy, fullChainRemedy, issueRemedy, revokedRemedy } from './certificate-remedies.ts';
import { certificateProblems } from './certificate-problems.ts';
import { certificateProof, faultsOf, keyText, quoteNames, weakLink } from './certificate-faults.ts';
import { zoneOf } from '../domain/host-facts.ts';
import { NO_ADDRESS, notForVisitors, softened } from './edge-facts.ts';
import { stackOf } from './stack.ts';

export const certificate = defineCheck({
  id: 'edge/certificate',
  rows: ['C1'],
  stage: 'edge',
  about: 'host',
  title: 'The host has a certificate that every visitor’s software accepts',
  why: 'With a certificate that is not accepted, browsers show a full-page warning instead of the site, and apps, webhooks and payment providers cannot connect at all.',
  test: 'Open https://{subject} in a private window, or: curl -sSI https://{subject}',
  refs: ['RFC 5280 §6', 'RFC 9525 §6', 'CA/Browser Forum Baseline Requirements §6.1.5'],
  needs: { tls: one(edgeTls, ['addresses']), http: maybe(edgeHttp, []) },
  maxAge: '24h',
  monitorable: '1h',
  unless: notForVisitors,
  problems: certificateProblems,
  judge({ tls, http }, { subject, now, intent, report }) {
    if (tls.status === 'no-address') return report.notApplicable(NO_ADDRESS);
    const host = subject.name;
    const stack = stackOf(http?.platforms ?? []);
    for (const [fault, addresses] of faultsOf(tls, now)) {
      const leaf = addresses[0]?.chain[0];
      const common = { host, proof: certificateProof(addresses), fix: issueRemedy(stack, [host]), ...softened(intent, host) };
      const chain = { ...common, fix: fullChainRemedy(host) };
      if (fault === 'no-tls' || fault === 'address-without-tls') report.fail(fault, { ...common, grade: 'observed' });
      else if (!leaf) continue;
      else if (fault === 'expired') report.fail(fault, { ...common, expired: leaf.notAfter });
      else if (fault === 'not-yet-valid') report.fail(fault, { ...common, begins: leaf.notBefore });
      else if (fault === 'unknown-authority') report.fail(fault, { ...common, issuer: leaf.issuer });
      else if (fault === 'wrong-name')
        report.fail(fault, { ...common, names: quoteNames(leaf.dnsNames), fix: coverRemedy(stack, host, leaf.dnsNames, zoneOf(subject)) });
      else if (fault === 'weak-key') report.fail(fault, { ...common, key: keyText((addresses[0] && weakLink(addresses[0])) ?? leaf) });
      else if (fault === 'self-signed') report.fail(fault, common);
      else if (fault === 'revoked') report.fail(fault, { ...common, fix: revokedRemedy(stack, host) });
      else report.fail(fault, fault === 'incomplete-chain' && addresses[0]?.incompleteBecause === 'public-name' ? { ...chain, grade: 'observed' } : chain);
    }
    const shown = tls.addresses.find(({ outcome }) => outcome === 'done');
    const revocation =
      shown?.revocationList?.status === 'unseen' ? `; the authority's list of revoked ones could not be read (${shown.revocationList.says ?? ''})` : '';
    report.pass(`trusted, for this name, until ${shown?.chain[0]?.notAfter.slice(0, 10) ?? 'an unknown date'}${revocation}`);
  },
});
