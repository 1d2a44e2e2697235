import { bool, instant, list, object, oneOf, quoted, type TypeOf } from '../../model/schema.ts';

/** What a mail or policy server showed as its certificate, as far as mail depends on it. */
export const serverCertificate = object({
  /** `incomplete`: the intermediate was not sent; `undecided`: its issuer could not be found out. */
  trust: oneOf('trusted', 'untrusted', 'incomplete', 'undecided'),
  /** It is made out for the name that was asked. */
  nameMatches: bool,
  /** Some of the names in it. */
  names: list(quoted(), 10),
  notBefore: instant,
  notAfter: instant,
});
export type ServerCertificate = TypeOf<typeof serverCertificate>;
