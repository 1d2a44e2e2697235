import { defineEvidence } from '../../model/evidence.ts';
import { int, instant, list, name, nullable, num, object, oneOf, optional, quoted, type TypeOf } from '../../model/schema.ts';

const source = object({
  /** The service or network in words: `Mailchimp`, `mail of 203.0.113.0/24`. */
  name: quoted(120),
  /** Id in data/mail-providers, when it is one of them. */
  provider: nullable(name),
  /**
   * `service`: a mail service or server that was recognised; `own`: it authenticates as the domain itself; `forwarder`: the mail was passed on by somebody
   * who received it (a mailing list, a forwarding address); `stranger`: nothing says that it is yours.
   */
  kind: oneOf('service', 'own', 'forwarder', 'stranger'),
  messages: int,
  /** Messages that passed DMARC: SPF or DKIM passed for the From domain. */
  aligned: int,
  spfAligned: int,
  dkimAligned: int,
  /**
   * Of the messages that are not aligned: no signature at all; signed, but for another domain; signed for the From domain, and the signature did not verify.
   */
  unsigned: int,
  signedByOther: int,
  brokenSignature: int,
  /** Some of its addresses. */
  addresses: list(name, 5),
});
const schema = object({
  /** Days (UTC) that at least one report covers, and the first and last of them. */
  days: int,
  from: instant,
  to: instant,
  reports: int,
  /** Receivers that reported. */
  reporters: int,
  messages: int,
  aligned: int,
  /** aligned / messages, 0 to 1; 0 without messages. */
  alignedShare: num,
  spfAligned: int,
  dkimAligned: int,
  /** What receivers did with the messages. */
  quarantined: int,
  rejected: int,
  /** The policy that the newest report found published, as it says: `none` … */
  published: nullable(name),
  /** Biggest first. Whoever asks whether a stricter policy would lose mail leaves strangers out: their mail is not the owner's. */
  sources: list(source, 100),
  /** Messages of sources beyond the list. */
  otherMessages: int,
  /** Selectors of the domain's own keys with which receivers verified mail in the newest 14 days, most mail first. Missing in older evidence. */
  selectors: optional(list(object({ domain: name, selector: name, messages: int }), 40)),
});
export type DmarcReportsEvidence = TypeOf<typeof schema>;
export type DmarcReportSource = TypeOf<typeof source>;

/** What receivers reported about mail with this domain, or a name below it, in From (RFC 9990): the newest 60 days that were read with `launch-ready dmarc`. */
export const dmarcReportsEvidence = defineEvidence<DmarcReportsEvidence>({ id: 'email/dmarc-reports', version: 1, about: 'domain', grade: 'proven', schema });
