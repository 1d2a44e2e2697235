import { bool, digest, instant, int, list, name, nullable, object, oneOf, optional, quoted, type TypeOf } from '../../model/schema.ts';

/*
 * What `launch-ready mail` keeps of the mails it received, in `.launch-ready/kept/received-messages.json`: facts and digests, no text, no address of a person,
 * no token. Enough to verify the mail again against today's DNS. The contract between the verb, which writes it, and the probe, which reads it.
 */

export const KEPT_MESSAGES_SCHEMA = 'launch-ready/received-messages@1';
/** Longest DKIM signature kept, base64: 8,192 bits. */
export const SIGNATURE_CAP = 1400;

/** See `DkimSignature` in formats. */
export const signatureShape = {
  domain: quoted(255),
  selector: quoted(255),
  algorithm: quoted(40),
  identityDomain: quoted(255),
  signed: list(quoted(80), 100),
  headerDigest: digest,
  bodyMatches: bool,
  unsignedBytes: int,
  signature: quoted(SIGNATURE_CAP),
  signedAt: nullable(int),
  expiresAt: nullable(int),
  faults: list(quoted(), 10),
} as const;

/** The mail that came. `shape` with these fields is used by the evidence too. */
export const arrivalShape = {
  at: instant,
  /** From the moment the app was asked to the moment the mail was there. */
  afterMs: int,
  via: oneOf('smtp', 'imap', 'api'),
  /** Where a mailbox put it; `not-known` where there are no folders. */
  placement: oneOf('inbox', 'spam', 'other', 'not-known'),
  folder: nullable(quoted(120)),
  /** Address it was sent from, and how we know: the connection to our sink, the config's word, or the Received line of the receiving service. */
  client: nullable(object({ ip: name, helo: quoted(255), known: oneOf('connection', 'declared', 'received') })),
  /** Domain of MAIL FROM; empty for a bounce address `<>`, `null` when it was not seen. */
  mailFromDomain: nullable(quoted(255)),
  bytes: int,
  from: list(object({ domain: quoted(255), shown: quoted(300) }), 10),
  replyToDomains: list(quoted(255), 10),
  links: list(
    object({
      scheme: oneOf('http', 'https'),
      host: quoted(255),
      port: nullable(int),
      role: oneOf('action', 'unsubscribe', 'other'),
      shown: quoted(),
    }),
    100,
  ),
  messageIdDomains: list(quoted(255), 3),
  dates: list(nullable(instant), 3),
  hasText: bool,
  hasHtml: bool,
  unsubscribe: object({ present: bool, overHttps: bool, oneClick: bool }),
  /** What passed when the mail was verified right after it had arrived: keys and addresses of a service change later, and that is no fault of the mail. */
  passedThen: object({ dkim: bool, spf: bool }),
} as const;

export const flowShape = {
  /** Name in the config. */
  flow: name,
  purpose: oneOf('reset', 'confirmation', 'alert', 'newsletter', 'other'),
  environment: name,
  /** When the app was asked. */
  askedAt: instant,
  /** `request`: by an HTTP request of ours that the app accepted; `person`: somebody was told what to do. */
  asked: oneOf('request', 'person'),
  /** How long was waited at most. */
  withinMs: int,
  /** Mailbox of a placement test, by its name in the config. */
  seed: optional(name),
} as const;

const flow = object({ ...flowShape, arrival: nullable(object({ ...arrivalShape, signatures: list(object(signatureShape), 10) })) });
export const keptReceivedMessages = object({ schema: oneOf(KEPT_MESSAGES_SCHEMA), flows: list(flow, 50) });
export type KeptReceivedMessages = TypeOf<typeof keptReceivedMessages>;
export type KeptFlow = TypeOf<typeof flow>;
export type KeptArrival = NonNullable<KeptFlow['arrival']>;
