import { defineEvidence } from '../../model/evidence.ts';
import { bool, digest, int, nullable, object, oneOf, quoted, type TypeOf } from '../../model/schema.ts';

const schema = object({
  /** `none`: no git repository here; `unreadable`: there is one, or git is missing, and git could not be asked. */
  git: oneOf('here', 'none', 'unreadable'),
  /** Commit that HEAD names; null before the first commit and without git. */
  head: nullable(digest),
  /** null when detached */
  branch: nullable(quoted()),
  /** Tracked files differ from HEAD; null when that could not be told without running a filter of the repository. */
  dirty: nullable(bool),
  shallow: bool,
  /** Commits that any branch or tag reaches. */
  commits: int,
  trackedFiles: int,
  untrackedFiles: int,
});
export type RepositoryState = TypeOf<typeof schema>;

/** What the repository is: git facts and the size of the working tree. */
export const repositoryState = defineEvidence<RepositoryState>({ id: 'audit/repository-state', version: 1, about: 'repository', grade: 'observed', schema });
