import { isAtOrBelow } from '../../model/domain-name.ts';
import { parseDmarc } from '../../formats/dmarc.ts';
import type { Remedy } from '../../model/fix.ts';
import { withTags } from './dmarc-remedy.ts';
import { dnsRemedy, replaceText } from '../domain/dns-remedy.ts';
import { AGAIN, type Arrived, fromDomain, organisationOf } from './received-mail.ts';
import { proofOf, type ReceivedContext } from './received-signature.ts';

const TREATED = { none: 'usual mail for now', quarantine: 'spam', reject: 'forged, and to refuse it' } as const;

/** Judges what DMARC makes of one mail. `told`: the reason is already a finding of its own. */
export function judgeReceivedDmarc(one: Arrived, told: boolean, { report }: ReceivedContext): void {
  const { mail } = one;
  const flow = one.flow.flow;
  const from = fromDomain(mail) ?? '';
  const { dmarc } = mail;
  if (!dmarc || dmarc.result === 'pass' || dmarc.result === 'none' || dmarc.result === 'permerror') return;
  if (dmarc.result === 'temperror') return told ? undefined : report.unknown(`DMARC of the ${flow} mail could not be judged: ${dmarc.why}`);
  if (told) return undefined;
  const policy = TREATED[dmarc.policy ?? 'none'];
  const proof = [proofOf(one), ...(dmarc.record === null ? [] : [{ says: `TXT at _dmarc.${dmarc.policyFrom ?? from}`, lines: [dmarc.record] }])];
  return report.fail('not-aligned', { flow, from, why: dmarc.why, policy, proof, test: `dig +short TXT _dmarc.${dmarc.policyFrom ?? from}`, fix: align(one) });
}

/** Where only the strictness stands in the way, the record is relaxed; else the sender has to prove the From domain. */
function align({ mail }: Arrived): Remedy {
  const from = fromDomain(mail) ?? '';
  const zone = organisationOf(mail);
  const { dmarc } = mail;
  const strict = dmarc?.record === null || dmarc?.record === undefined ? undefined : parseDmarc(dmarc.record);
  const signed = strict?.adkim === 's' && mail.signatures.some(({ result, domain }) => result === 'pass' && isAtOrBelow(domain, zone));
  const sent = strict?.aspf === 's' && mail.spf?.result === 'pass' && isAtOrBelow(mail.spf.domain, zone);
  if ((signed || sent) && dmarc?.record && dmarc.policyFrom !== null) {
    const text = withTags(dmarc.record, { ...(signed && { adkim: null }), ...(sent && { aspf: null }) });
    const after = ['The mail is proven by a name below your domain; the strict setting (adkim=s, aspf=s) does not count that. Without it receivers do.', AGAIN];
    return dnsRemedy({ zone }, replaceText(`_dmarc.${dmarc.policyFrom}`, [dmarc.record], text), after);
  }
  return {
    steps: [
      `Let the sending service sign with ${from} (its "domain authentication" or "custom DKIM"), or use a return address below ${zone} ("custom return path", "MAIL FROM domain").`,
      AGAIN,
    ],
  };
}
