import { createHash } from 'node:crypto';
import { digest, instant, int, list, name, nullable, object, oneOf, optional, quoted, type TypeOf } from '../../model/schema.ts';

/*
 * What `launch-ready dmarc` keeps of the reports it read, in `.launch-ready/kept/dmarc-reports.json`: sums per day, From domain and source, no single message.
 * The contract between the verb, which writes it, and the probe, which reads it.
 */

export const KEPT_SCHEMA = 'launch-ready/dmarc-reports@1';

const source = object({
  /** Same key, same source. */
  key: name,
  name: quoted(120),
  provider: nullable(name),
  kind: oneOf('service', 'own', 'forwarder', 'stranger'),
  messages: int,
  aligned: int,
  spfAligned: int,
  dkimAligned: int,
  /** Of the messages that are not aligned: no signature at all; signed, but for another domain; signed for the From domain, and the signature did not verify. */
  unsigned: int,
  signedByOther: int,
  brokenSignature: int,
  quarantined: int,
  rejected: int,
  addresses: list(name, 5),
});
const day = object({
  /** UTC, `2026-11-25` */
  day: name,
  /** From domain */
  domain: name,
  sources: list(source, 200),
});
const report = object({
  /** Digest of receiver, report id and domain: the same report counts once. */
  id: digest,
  /** `policy domain` of an aggregate report. */
  domain: name,
  reporter: quoted(120),
  first: name,
  last: name,
  /** The policy that the receiver found. */
  p: nullable(name),
});
const selector = object({
  /** The domain that signed: a policy domain or one below it. */
  domain: name,
  selector: name,
  /** Messages with a signature that receivers found good, and the newest day of them. */
  messages: int,
  last: name,
});
const failure = object({
  id: digest,
  day: name,
  domain: name,
  address: nullable(name),
  failed: list(name, 10),
  messages: int,
});
const tls = object({
  id: digest,
  day: name,
  domain: name,
  type: oneOf('sts', 'tlsa', 'no-policy-found', 'other'),
  mode: nullable(oneOf('enforce', 'testing', 'none')),
  successful: int,
  failed: int,
  failures: list(object({ type: name, host: nullable(name), sessions: int }), 20),
});
const refused = object({
  at: instant,
  /** Digest of the file, so that the same one is listed once. */
  id: digest,
  place: quoted(200),
  code: name,
  reason: quoted(200),
});
export const keptDmarcReports = object({
  schema: oneOf(KEPT_SCHEMA),
  reports: list(report, 50_000),
  days: list(day, 50_000),
  /** Missing in what older versions kept. */
  selectors: optional(list(selector, 5000)),
  failures: list(failure, 5000),
  tls: list(tls, 20_000),
  refused: list(refused, 200),
});
export type KeptDmarcReports = TypeOf<typeof keptDmarcReports>;
export type KeptSource = TypeOf<typeof source>;
export type KeptDay = TypeOf<typeof day>;
export type KeptReport = TypeOf<typeof report>;
export type KeptSelector = TypeOf<typeof selector>;
export type KeptFailure = TypeOf<typeof failure>;
export type KeptTls = TypeOf<typeof tls>;
export type KeptRefused = TypeOf<typeof refused>;

/** Identity of what was read. */
export function digestOf(...parts: readonly string[]): string {
  return createHash('sha256').update(parts.join('\n')).digest('hex').slice(0, 32);
}

export const NOTHING_KEPT: KeptDmarcReports = { schema: KEPT_SCHEMA, reports: [], days: [], failures: [], tls: [], refused: [] };
