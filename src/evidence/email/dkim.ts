import { defineEvidence } from '../../model/evidence.ts';
import { bool, int, list, name, nullable, object, oneOf, quoted, type TypeOf } from '../../model/schema.ts';

export const DKIM_CAP = 2000;

const key = object({
  type: oneOf('rsa', 'ed25519', 'unknown'),
  bits: nullable(int),
  /** `pkcs1`: a form that OpenDKIM and others cannot read. */
  form: nullable(oneOf('spki', 'pkcs1', 'raw')),
  revoked: bool,
  testing: bool,
  /** `h=` and `s=` as far as they narrow what the key is for; empty: all. */
  hashes: list(name, 10),
  services: list(name, 10),
  faults: list(quoted(), 10),
});
const selector = object({
  selector: name,
  /** The domain that signs: the From domain or the domain itself. */
  domain: name,
  /**
   * `declared` in the config, one of the declared `provider`, `seen` in a mail that was received, `reported` by receivers as good in the last two weeks, or on
   * our list of `known` ones.
   */
  because: oneOf('declared', 'provider', 'seen', 'reported', 'known'),
  /** Id in data/mail-providers. */
  provider: nullable(name),
  /** `other`: there is TXT, but no key in it. Absences are proven. */
  state: oneOf('key', 'many', 'other', 'none', 'unknown'),
  why: nullable(quoted()),
  chain: list(quoted(), 16),
  records: list(quoted(DKIM_CAP), 10),
  key: nullable(key),
  /** The name has an address instead of a key: the record was put behind a proxy. */
  hasAddress: bool,
  /** A key under a name that was typed wrongly; only looked for where there is none at the right name. */
  misplaced: list(object({ name, record: quoted(DKIM_CAP) }), 4),
});
const schema = object({ selectors: list(selector, 200) });
export type DkimEvidence = TypeOf<typeof schema>;
export type DkimSelector = TypeOf<typeof selector>;

/** DKIM keys of the selectors that were asked. There is no way to list all selectors of a domain, so absence here proves nothing about others. */
export const dkimEvidence = defineEvidence<DkimEvidence>({ id: 'email/dkim', version: 1, about: 'domain', grade: 'proven', schema });
