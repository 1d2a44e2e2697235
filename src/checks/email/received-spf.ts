import { isAtOrBelow } from '../../model/domain-name.ts';
import type { Proof } from '../../model/finding.ts';
import type { Remedy } from '../../model/fix.ts';
import { parseSpf } from '../../formats/spf.ts';
import { mergeSpf } from '../../formats/spf-edit.ts';
import { dnsRemedy, replaceText } from '../domain/dns-remedy.ts';
import { AGAIN, type Arrived, fromDomain, isOld, organisationOf } from './received-mail.ts';
import { proofOf, type ReceivedContext, senderOf } from './received-signature.ts';

/** Judges SPF of one mail where the answer lies in the sender's own hands: the return address is at a name of theirs. */
export function judgeReceivedSpf(one: Arrived, context: ReceivedContext): { readonly told: boolean } {
  const { report } = context;
  const { mail } = one;
  const { spf, client } = mail;
  const flow = one.flow.flow;
  if (!spf || !client || spf.result === 'pass') return { told: false };
  // The return address of a sending service is its own affair: DKIM then has to carry the mail.
  if (!isAtOrBelow(spf.domain, organisationOf(mail))) return { told: false };
  if (spf.result === 'temperror') {
    report.unknown(`DNS did not answer for SPF of ${spf.domain}, so the sender of the ${flow} mail could not be judged`);
    return { told: false };
  }
  if (mail.passedThen.spf && isOld(mail, context.now)) {
    report.unknown(`SPF of ${spf.domain} allowed the sender of the ${flow} mail when it came, and does not now; look at a new mail: launch-ready mail`);
    return { told: true };
  }
  // A forwarding on the way looks the same in a mailbox.
  const unsure =
    client.known === 'received'
      ? { grade: 'inferred' as const, soften: { to: 'later' as const, because: 'a forwarding to this mailbox would look the same' } }
      : {};
  const proof = [proofOf(one), recordProof(spf.domain, spf.record)];
  const test = `dig +short TXT ${spf.domain}`;
  const from = mail.spfOfFrom;
  const result = spf.result === 'none' ? 'none (no record)' : spf.result;
  if (from?.result === 'pass')
    report.fail('spf-wrong-name', { flow, from: from.domain, sender: spf.domain, result, proof, test, ...unsure, fix: allow(one, context) });
  else report.fail('spf-refused', { flow, sender: spf.domain, ip: client.ip, result, proof, test, ...unsure, fix: allow(one, context) });
  return { told: true };
}

function recordProof(domain: string, record: string | null): Proof {
  return record === null ? { says: `DNS answered: there is no SPF record at ${domain}` } : { says: `TXT at ${domain}: ${record}` };
}

/** The record at the return address with the term that allows this sender: the one that works at the From domain, the service's own, or the address. */
function allow({ mail, flow }: Arrived, context: ReceivedContext): Remedy {
  const { spf, spfOfFrom, client } = mail;
  const name = spf?.domain ?? '';
  const zone = organisationOf(mail);
  const service = senderOf(fromDomain(mail) ?? '', context);
  const known = spfOfFrom?.result === 'pass' ? spfOfFrom.ownTerm : null;
  const term = known ?? (service?.spf.include ? `include:${service.spf.include}` : `ip${client?.ip.includes(':') ? '6' : '4'}:${client?.ip ?? ''}`);
  const old = spf?.record ?? null;
  const added = `v=spf1 ${term} ~all`;
  // What is there is merged with what is missing; a record that cannot be read is replaced.
  const text = (old !== null && mergeSpf([old, added])) || added;
  const usable = parseSpf(text).faults.length === 0 && name !== '';
  const after = [
    ...(known === null && !service ? [`Before you do: make sure that ${client?.ip ?? ''} is a server of yours or of your sending service.`] : []),
    AGAIN,
  ];
  if (!usable) return { steps: [`Add the server that sends the ${flow.flow} mail to SPF of ${name}.`, ...after] };
  return dnsRemedy({ zone }, replaceText(name, old === null ? [] : [old], text), after);
}
