import { defineEvidence } from '../../model/evidence.ts';
import { bool, int, list, name, nullable, object, oneOf, optional, quoted, type TypeOf } from '../../model/schema.ts';

/** Sorted record texts of one type, as that server has them; `null` when it did not answer this question. */
const texts = nullable(list(quoted(500), 500));

const answer = oneOf('ok', 'nodata', 'nxdomain', 'referral', 'servfail', 'refused', 'timeout', 'unreachable', 'malformed', 'no-address', 'address-unknown');

const schema = object({
  /** `missing`: no such domain, proven. */
  status: oneOf('delegated', 'missing'),
  /** The zone the domain lies in: itself, or a parent when it is not delegated on its own. */
  zone: name,
  /** The NS set a recursive resolver sees, in code-unit order. */
  names: list(name, 32),
  /** Each name server asked itself: those of `names` and those that only the parent zone names, in code-unit order. */
  servers: list(
    object({
      name,
      /** The address that was asked. */
      address: nullable(name),
      /** All addresses of its name. */
      addresses: list(name, 16),
      /** With `no-address`: the zone that says that there is no such name. */
      lostIn: nullable(name),
      /** What became of the SOA question. `no-address`: the server's own name does not exist (proven); `address-unknown`: that could not be found out. */
      answer,
      authoritative: bool,
      /** It offers to look up names for us: a resolver, or something in between that answers in its place. */
      recursive: bool,
      serial: nullable(int),
      /** The primary server that the SOA names; often one that is hidden. */
      primary: nullable(name),
      /** The target, when the domain itself is an alias (CNAME). */
      alias: nullable(quoted(255)),
      names: nullable(list(name, 32)),
      records: object({ A: texts, AAAA: texts, MX: texts, TXT: texts }),
      /** Its other addresses, asked for the SOA record. */
      others: optional(list(object({ address: name, answer, authoritative: bool, serial: nullable(int), line: quoted(500) }), 16)),
      line: quoted(500),
    }),
    16,
  ),
});
export type NameServers = TypeOf<typeof schema>;

/** The name servers of the zone, and what each of them says. */
export const nameServers = defineEvidence<NameServers>({ id: 'domain/name-servers', version: 1, about: 'domain', grade: 'proven', schema });
