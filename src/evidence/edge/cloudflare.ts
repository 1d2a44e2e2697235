import { defineEvidence } from '../../model/evidence.ts';
import { bool, dict, instant, int, list, name, nullable, object, oneOf, quoted, type TypeOf } from '../../model/schema.ts';

/** `null` in every part: it could not be read, and a limit of that name says why. */
const record = object({
  /** In lower case; may begin with `*.`. */
  name: quoted(255),
  type: oneOf('A', 'AAAA', 'CNAME'),
  content: quoted(255),
  proxied: bool,
});
export type CloudflareRecord = TypeOf<typeof record>;

const rule = object({
  action: quoted(40),
  expression: quoted(2000),
  description: quoted(200),
  enabled: bool,
  /** Of a rate limit: seconds and requests. */
  limit: nullable(object({ characteristics: list(quoted(100), 20), period: int, requests: nullable(int), timeout: nullable(int) })),
  /** Of a cache rule; `edgeTtl` is its mode. */
  cache: nullable(object({ eligible: nullable(bool), edgeTtl: nullable(quoted(40)) })),
  /** Of a rule that executes a managed ruleset: what it changes of it as a whole. */
  overrides: nullable(object({ action: nullable(quoted(40)), sensitivity: nullable(quoted(40)), enabled: nullable(bool) })),
  /** Of a rule that skips: phases, products, or `current` for the rest of its own ruleset. */
  skips: list(quoted(60), 40),
  /** Of a configuration rule: the settings it changes. */
  sets: dict(quoted(60)),
});
export type CloudflareRule = TypeOf<typeof rule>;

const pack = object({
  type: quoted(40),
  status: quoted(40),
  hosts: list(quoted(255), 60),
  /** Latest end among its certificates. */
  expires: nullable(instant),
  errors: list(quoted(200), 5),
});
export type CertificatePack = TypeOf<typeof pack>;

const pageRule = object({ target: quoted(300), actions: list(object({ id: quoted(60), value: quoted(100) }), 20) });
export type CloudflarePageRule = TypeOf<typeof pageRule>;

const zone = object({
  id: name,
  status: quoted(40),
  /** Cloudflare only answers DNS; nothing is proxied. */
  paused: bool,
  /** As Cloudflare names it, e.g. `Free Website`. */
  plan: quoted(60),
  type: quoted(40),
});

const schema = object({
  /** `elsewhere`: the name servers of the domain are not Cloudflare's, and the token sees no such zone. */
  status: oneOf('read', 'elsewhere'),
  zone: nullable(zone),
  /** By Cloudflare's id of the setting; one that the plan does not have is missing. */
  settings: nullable(dict(quoted(60))),
  /** Seconds until development mode ends by itself. */
  developmentModeEndsIn: nullable(int),
  /** Those that lead web traffic somewhere. */
  records: nullable(list(record, 5000)),
  dnssec: nullable(object({ status: quoted(40), ds: nullable(quoted(300)) })),
  universalSsl: nullable(bool),
  packs: nullable(list(pack, 200)),
  /** By phase; an empty list where the zone has none of its own. */
  rules: dict(list(rule, 300)),
  bots: nullable(object({ fightMode: bool, definitely: nullable(quoted(40)), likely: nullable(quoted(40)) })),
  pageRules: nullable(list(pageRule, 200)),
  /** Cloudflare shows the origin a certificate of its own. */
  originPulls: nullable(bool),
});
export type Cloudflare = TypeOf<typeof schema>;

/** What is set for the domain at Cloudflare, as its API says. Limits: the parts of data/cloudflare-reads. */
export const cloudflare = defineEvidence<Cloudflare>({ id: 'edge/cloudflare', version: 1, about: 'domain', grade: 'observed', schema });
