import { defineEvidence } from '../../model/evidence.ts';
import { bool, int, list, name, nullable, object, oneOf, quoted, type TypeOf } from '../../model/schema.ts';
import { arrivalShape, flowShape, signatureShape } from './kept-received-messages.ts';

/** Longest DNS text kept. */
export const RECORD_CAP = 2000;

const authResult = oneOf('pass', 'fail', 'softfail', 'neutral', 'none', 'policy', 'temperror', 'permerror');
const { domain, selector, algorithm, signed, unsignedBytes } = signatureShape;
const signature = object({
  domain,
  selector,
  algorithm,
  signed,
  unsignedBytes,
  result: authResult,
  /** See `DkimProblem` in formats/dkim-verify. */
  problem: nullable(name),
  why: quoted(),
  testing: bool,
  keyBits: nullable(int),
  /** TXT at the key's name. */
  records: list(quoted(RECORD_CAP), 10),
  misplacedAt: nullable(name),
});
const spf = object({
  result: authResult,
  domain: quoted(255),
  /** The term that decided. */
  term: nullable(quoted()),
  why: nullable(quoted()),
  /** The SPF record at the judged domain, if there is one. */
  record: nullable(quoted(RECORD_CAP)),
});
const arrival = object({
  ...arrivalShape,
  signatures: list(signature, 10),
  /** For the envelope sender; `null` when nobody knows the address that sent it. */
  spf: nullable(spf),
  /** What SPF would say if the From domain, or the one above it, were the envelope sender; only asked when `spf` did not pass. `ownTerm` stands in that domain's own record. */
  spfOfFrom: nullable(object({ result: authResult, domain: quoted(255), ownTerm: nullable(quoted()) })),
  dmarc: nullable(
    object({
      result: oneOf('pass', 'fail', 'none', 'temperror', 'permerror'),
      policy: nullable(oneOf('none', 'quarantine', 'reject')),
      policyFrom: nullable(quoted(255)),
      record: nullable(quoted(RECORD_CAP)),
      organisation: nullable(quoted(255)),
      spfAligned: bool,
      dkimAligned: list(quoted(255), 10),
      why: quoted(),
    }),
  ),
});
const message = object({ ...flowShape, arrival: nullable(arrival) });
const schema = object({ messages: list(message, 50) });

export type ReceivedMessages = TypeOf<typeof schema>;
export type ReceivedFlow = TypeOf<typeof message>;
export type ReceivedMail = NonNullable<ReceivedFlow['arrival']>;
export type ReceivedSignature = TypeOf<typeof signature>;

/**
 * The app's own mails as they were received by `launch-ready mail`, one per flow, newest, at most 30 days old: SPF, DKIM and DMARC of each by what DNS says now.
 * Empty when the config says that the project sends no mail.
 */
export const receivedMessageEvidence = defineEvidence<ReceivedMessages>({
  id: 'email/received-message',
  version: 1,
  about: 'project',
  grade: 'proven',
  schema,
});
