import { defineEvidence } from '../../model/evidence.ts';
import { int, list, name, nullable, object, oneOf, type TypeOf } from '../../model/schema.ts';

const schema = object({
  /** `no-address`: DNS proves that the host leads nowhere; then there is nothing to look at. */
  status: oneOf('seen', 'no-address'),
  address: nullable(name),
  /** Each version offered alone, with every cipher suite there is. `unseen`: no answer that says either. */
  protocols: list(
    object({
      version: oneOf('SSLv2', 'SSLv3', 'TLSv1', 'TLSv1.1', 'TLSv1.2', 'TLSv1.3'),
      outcome: oneOf('accepted', 'refused', 'unseen'),
      /** Registered names, in the order in which the server chose them out of what was left. */
      suites: list(name, 400),
    }),
    6,
  ),
  /** Key exchange groups accepted in the newest version spoken. */
  groups: list(name, 32),
  /** The smallest prime of a Diffie-Hellman exchange that was shown, with a suite that shows it. */
  smallestPrime: nullable(object({ bits: int, suite: name })),
  hellos: int,
});
export type TlsEnumeration = TypeOf<typeof schema>;
export type EnumeratedProtocol = TlsEnumeration['protocols'][number];

/**
 * Everything a host accepts on port 443: versions down to SSLv2, cipher suites, groups. Only looked at for hosts that the config lists as owned.
 * Limits: `protocols` for versions that could not be seen, `suites` where the list is cut short.
 */
export const tlsEnumeration = defineEvidence<TlsEnumeration>({ id: 'edge/tls-enumeration', version: 1, about: 'host', grade: 'proven', schema });
