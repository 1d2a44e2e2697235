import { defineEvidence } from '../../model/evidence.ts';
import { bool, int, list, name, nullable, object, oneOf, quoted, type TypeOf } from '../../model/schema.ts';

const asset = object({
  url: quoted(300),
  kind: oneOf('page', 'script', 'stylesheet', 'image'),
  status: int,
  contentType: nullable(quoted(100)),
  cacheControl: nullable(quoted(200)),
  expires: nullable(quoted(60)),
  /** The file name holds a digest of its content, so that a changed file gets another address. */
  hashed: bool,
  contentEncoding: nullable(name),
  /** On the wire; of a body that was cut, what came. */
  wireBytes: int,
  /** After undoing the coding. */
  bytes: int,
});
export type Asset = TypeOf<typeof asset>;

const schema = object({ /** `none`: the host serves no page of its own. */ status: oneOf('seen', 'none'), assets: list(asset, 12) });
export type EdgeAssets = TypeOf<typeof schema>;

/** The page and the first static files it loads from its own host: size, coding and cache headers. */
export const edgeAssets = defineEvidence<EdgeAssets>({ id: 'edge/assets', version: 1, about: 'host', grade: 'proven', schema });
