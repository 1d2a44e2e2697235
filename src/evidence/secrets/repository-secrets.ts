import { defineEvidence } from '../../model/evidence.ts';
import { bool, digest, instant, int, list, masked, name, nullable, object, oneOf, quoted, type TypeOf } from '../../model/schema.ts';
import { SECRET_CLASSES } from '../../model/secret-rule.ts';

/** What sort of file it is, by its path: keys in tests and documents are often made up. */
const role = oneOf('code', 'test', 'docs', 'example');

const place = object({
  path: quoted(),
  line: int,
  role,
  /** Known to git, or only lying there and not ignored. */
  tracked: bool,
});

const schema = object({
  secrets: list(
    object({
      /** Id in data/secret-rules. */
      format: name,
      class: oneOf(...SECRET_CLASSES),
      /** False: it may well be harmless. */
      sure: bool,
      masked,
      /** Same value, same fingerprint; null for values too weak for one. */
      fingerprint: nullable(digest),
      /** Where it stands in the working tree; empty when only history has it. */
      places: list(place, 50),
      /** Where a version of the history has it; null when none does (or none could be looked at). */
      history: nullable(
        object({
          path: quoted(),
          role,
          /** Contents that hold it. */
          versions: int,
          /** Commit that brought it in. */
          commit: nullable(digest),
          at: nullable(instant),
        }),
      ),
      /** What says that it is harmless: a `launch-ready:allow` comment at each place in the files, or the baseline of `launch-ready scan` (never of what is sure). */
      accepted: nullable(oneOf('comment', 'baseline')),
    }),
    2000,
  ),
  scanned: object({ files: int, bytes: int, versions: int, historyBytes: int, compressedFiles: int }),
});
export type RepositorySecrets = TypeOf<typeof schema>;
/** Runs of version 1 knew of nothing that was accepted. */
const upgrade = (old: unknown): RepositorySecrets => {
  const { secrets, scanned } = old as { readonly secrets: readonly Omit<RepositorySecret, 'accepted'>[]; readonly scanned: RepositorySecrets['scanned'] };
  return { secrets: secrets.map((secret) => ({ ...secret, accepted: null })), scanned };
};
export type RepositorySecret = RepositorySecrets['secrets'][number];

/** Keys and passwords in the working tree and in every version that the history holds, masked. Parts: `tree`, `history`. */
export const repositorySecrets = defineEvidence<RepositorySecrets>({
  id: 'secrets/repository-secrets',
  version: 2,
  about: 'repository',
  grade: 'observed',
  schema,
  upgrade,
});
