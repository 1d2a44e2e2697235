import { bool, digest, int, list, masked, name, nullable, object, oneOf, quoted, type TypeOf } from '../../model/schema.ts';
import { SECRET_CLASSES } from '../../model/secret-rule.ts';

/** What the place is a part of. `log`: no visitor gets it. */
export const CLIENT_PARTS = [
  'script',
  'style',
  'page',
  'inline-script',
  'payload',
  'comment',
  'source-map',
  'manifest',
  'settings',
  'answer',
  'header',
  'cookie',
  'log',
] as const;
export type ClientPart = (typeof CLIENT_PARTS)[number];

const place = object({
  part: oneOf(...CLIENT_PARTS),
  /** Address, or path in the repository. */
  at: quoted(300),
  /** From 1; in a source map those of the module. */
  line: int,
  column: int,
  /** The module it was built from, and who imports that, up to the entry; empty when no source map tells. */
  modules: list(quoted(200), 8),
});
export type ClientPlace = TypeOf<typeof place>;

export const clientSecret = object({
  /** Id in data/secrets; none when it is known only as the value of a variable. */
  format: nullable(name),
  class: oneOf(...SECRET_CLASSES),
  /** False: it may well be harmless. */
  sure: bool,
  masked,
  /** Same value, same fingerprint, in every place and run; none for values too weak for one. */
  fingerprint: nullable(digest),
  /** The project's own variables that have this value; found by the value itself. */
  variables: list(name, 20),
  /** How that value is written there. */
  encoding: nullable(oneOf('raw', 'base64', 'url', 'json', 'html', 'hex')),
  places: list(place, 20),
});
export type ClientSecret = TypeOf<typeof clientSecret>;
