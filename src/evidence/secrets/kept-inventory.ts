import { dict, digest, instant, int, list, masked, name, nullable, object, oneOf, quoted, type TypeOf } from '../../model/schema.ts';
import { SECRET_CLASSES } from '../../model/secret-rule.ts';

/*
 * What `launch-ready secrets` remembers between runs, in `.launch-ready/kept/secret-inventory.json`: where each value was seen first and last, and whether its
 * provider still takes it. Fingerprints and masked forms, nothing that can be used. The contract between the verb, which writes it, and the probe, which reads it.
 */

export const SECRET_INVENTORY_SCHEMA = 'launch-ready/secret-inventory@1';

/**
 * Where a value can stand. `file`: in a file that git tracks or would take along; `settings`: in an env file that git ignores, where it belongs; `build`: in what
 * was built for the browser; `deployed`: in what the running app hands to everybody; `ci-log` and `log`: in the words of builds and of the app.
 */
export const SECRET_PLACES = ['file', 'history', 'settings', 'build', 'deployed', 'ci-log', 'log'] as const;
export type SecretPlaceKind = (typeof SECRET_PLACES)[number];

const place = object({
  kind: oneOf(...SECRET_PLACES),
  /** A path, a URL or the name of a log. */
  where: quoted(),
  line: nullable(int),
  /** The commit that brought it in. */
  commit: nullable(digest),
  /** Variable that it is the value of. */
  variable: nullable(name),
  firstSeen: instant,
  lastSeen: instant,
  /** When a whole look at this kind of place no longer found it there. */
  goneSince: nullable(instant),
});
export type KeptPlace = TypeOf<typeof place>;

/** What the provider said when it was asked with the value. */
const answer = object({ outcome: oneOf('accepted', 'refused'), by: name, status: int, at: instant });
export type ProviderAnswer = TypeOf<typeof answer>;

const value = object({
  format: name,
  class: oneOf(...SECRET_CLASSES),
  masked,
  places: list(place, 200),
  answer: nullable(answer),
});
export type KeptSecret = TypeOf<typeof value>;

export const keptInventory = object({
  schema: oneOf(SECRET_INVENTORY_SCHEMA),
  /** By fingerprint. */
  secrets: dict(value),
});
export type KeptInventory = TypeOf<typeof keptInventory>;
