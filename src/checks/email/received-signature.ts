import { isAtOrBelow } from '../../model/domain-name.ts';
import { MAIL_PROVIDERS } from '../../data/mail-providers.ts';
import type { ReceivedSignature } from '../../evidence/email/received-message.ts';
import type { JudgeContext } from '../../model/check.ts';
import type { Proof } from '../../model/finding.ts';
import type { Remedy } from '../../model/fix.ts';
import type { MailProvider } from '../../model/mail-provider.ts';
import { quote } from '../../model/text.ts';
import { dnsRemedy, textRecord } from '../domain/dns-remedy.ts';
import type { receivedAuthenticationProblems } from './received-authentication-problems.ts';
import { AGAIN, type Arrived, fromDomain, isOld, organisationOf, receivedLine } from './received-mail.ts';

export type ReceivedContext = JudgeContext<typeof receivedAuthenticationProblems>;

/** What was concluded: whether a finding was reported, and the domain that proved the mail, if one did. */
export interface SignatureVerdict {
  readonly told: boolean;
  readonly by?: string;
}

/** Judges the DKIM signatures of one mail: one that holds for the sender's own domain is enough. */
export function judgeReceivedSignature(one: Arrived, context: ReceivedContext): SignatureVerdict {
  const { report } = context;
  const { mail } = one;
  const flow = one.flow.flow;
  const from = fromDomain(mail) ?? '';
  const proof = [proofOf(one)];
  if (mail.signatures.length === 0) {
    report.fail('unsigned', { flow, proof, fix: switchOn(from, context) });
    return { told: true };
  }
  const own = mail.signatures.filter(({ domain }) => isAtOrBelow(domain, organisationOf(mail)) || isAtOrBelow(from, domain));
  if (own.length === 0) {
    const signers = [...new Set(mail.signatures.map(({ domain }) => domain))];
    report.fail('other-domain', { flow, signers, from, proof, fix: switchOn(from, context) });
    return { told: true };
  }
  const good = own.find(({ result }) => result === 'pass');
  if (good) {
    const host = hostOf(good);
    if (good.unsignedBytes > 0) report.fail('partly-signed', { flow, proof });
    if (good.testing) report.fail('testing', { flow, host, proof });
    return { told: false, by: `${good.domain} (selector ${good.selector})` };
  }
  const unseen = own.find(({ result }) => result === 'temperror');
  const changed = mail.passedThen.dkim && isOld(mail, context.now);
  if (changed && !unseen)
    report.unknown(`the signature of the ${flow} mail was good when it came, and the key in DNS is another one now; look at a new mail: launch-ready mail`);
  else if (unseen) report.unknown(`${unseen.why}, so the signature of the ${flow} mail could not be verified`);
  else if (own[0]) broken(one, own[0], proof, context);
  return { told: true };
}

function broken(one: Arrived, signature: ReceivedSignature, proof: Proof[], context: ReceivedContext): void {
  const { report } = context;
  const flow = one.flow.flow;
  const host = hostOf(signature);
  const why = signature.why;
  const records: Proof = {
    says: signature.records.length > 0 ? `TXT at ${signature.misplacedAt ?? host}` : `DNS answered: there is no TXT record at ${host}`,
    lines: signature.records,
  };
  const looked = [...proof, records];
  const test = `dig +short TXT ${host}`;
  if (signature.problem === 'body-changed') return report.fail('body-changed', { flow, domain: signature.domain, proof, fix: stopChanges() });
  if (signature.problem === 'headers-changed')
    return report.fail('headers-changed', { flow, host, proof: looked, fix: publishAgain(signature, host, context) });
  if (signature.problem === 'key-missing' && signature.misplacedAt !== null)
    return report.fail('key-misplaced', { flow, host, found: signature.misplacedAt, proof: looked, test, fix: copyKey(one, signature, host) });
  if (signature.problem === 'key-missing') return report.fail('key-missing', { flow, host, proof: looked, test, fix: publishAgain(signature, host, context) });
  if (signature.problem !== null && signature.problem.startsWith('key-'))
    return report.fail('key-unusable', { flow, host, why, proof: looked, test, fix: publishAgain(signature, host, context) });
  return report.fail('weak-signature', { flow, why, proof, fix: signBetter() });
}

export function hostOf({ selector, domain }: Pick<ReceivedSignature, 'selector' | 'domain'>): string {
  return `${selector}._domainkey.${domain}`;
}

/** What the mail carried, as a receiver sees it. */
export function proofOf(one: Arrived): Proof {
  const { mail } = one;
  const { client, spf, dmarc } = mail;
  const sender = mail.mailFromDomain === '' ? '<>' : (mail.mailFromDomain ?? 'not seen');
  return {
    says: `What a receiver sees in ${receivedLine(one)}`,
    lines: [
      quote(`From: ${mail.from.map(({ shown }) => shown).join(', ')}   return address: ${sender}   sent by: ${client ? client.ip : 'not known'}`),
      ...mail.signatures.map(({ domain, selector, result, why }) => quote(`DKIM d=${domain} s=${selector}: ${result}, ${why}`)),
      ...(mail.signatures.length === 0 ? [quote('DKIM: no DKIM-Signature line')] : []),
      quote(spf ? `SPF of ${spf.domain}: ${spf.result}${spf.term === null ? '' : ` by ${spf.term}`}` : 'SPF: not judged, the sending address is not known'),
      ...(dmarc ? [quote(`DMARC: ${dmarc.result}, ${dmarc.why}`)] : []),
    ],
  };
}

export function senderOf(domain: string, { intent }: ReceivedContext): MailProvider | undefined {
  const own = intent.senders.filter((sender) => isAtOrBelow(domain, sender.domain) || isAtOrBelow(sender.domain, domain));
  return own.flatMap(({ provider }) => MAIL_PROVIDERS.find(({ id, kind }) => id === provider && kind !== 'mailbox') ?? [])[0];
}

function switchOn(from: string, context: ReceivedContext): Remedy {
  const provider = senderOf(from, context);
  return {
    steps: [
      provider
        ? `Open ${provider.title}: ${provider.where}. Add ${from} as a sending domain and publish the DKIM record it shows.`
        : `In the service (or mail server) that sends the app's mail, add ${from} as a sending domain and publish the DKIM record it shows.`,
      `Wait until the service says that ${from} is verified; until then many services sign with a domain of their own, or not at all.`,
      'If the app hands its mail to a server of your own, that server must sign (for Postfix: OpenDKIM as a milter).',
      AGAIN,
    ],
  };
}

function publishAgain(signature: ReceivedSignature, host: string, context: ReceivedContext): Remedy {
  const provider = senderOf(signature.domain, context);
  return {
    steps: [
      `Open ${provider ? `${provider.title}: ${provider.where}` : 'the service (or mail server) that signs the mail'} and copy the DKIM record for the selector "${signature.selector}" of ${signature.domain}, whole.`,
      `Publish exactly that at ${host}, in place of what stands there. If your DNS host offers a proxy for the record, switch it off.`,
      AGAIN,
    ],
  };
}

function copyKey(one: Arrived, signature: ReceivedSignature, host: string): Remedy {
  const zone = organisationOf(one.mail);
  const provider = `The record is right, only its name is not: most DNS panels add "${zone}" to the name themselves, so type it without.`;
  const text = signature.records.find((record) => /\bp=/.test(record));
  if (text === undefined) return { steps: [provider, `Move the record from ${signature.misplacedAt ?? ''} to ${host}.`, AGAIN] };
  return dnsRemedy({ zone }, [textRecord('remove', signature.misplacedAt ?? '', text), textRecord('add', host, text)], [provider, AGAIN]);
}

function stopChanges(): Remedy {
  return {
    steps: [
      'Find what changes the mail after it was signed: a footer or disclaimer, link tracking or a virus scanner on the relay between the app and the outside, or a mailing list.',
      'Switch it off for this mail, or let the last server on the way sign instead of the first.',
      AGAIN,
    ],
  };
}

function signBetter(): Remedy {
  return {
    steps: [
      'Set the signing to rsa-sha256 with a key of 2048 bits, "relaxed/relaxed", and the From line among the signed ones; these are the defaults of every current sending service and of OpenDKIM.',
      AGAIN,
    ],
  };
}
