import { defineEvidence } from '../../model/evidence.ts';
import { bool, list, name, object, quoted, type TypeOf } from '../../model/schema.ts';

const schema = object({
  workflows: list(
    object({
      path: quoted(),
      onPush: bool,
      onPullRequest: bool,
      onTag: bool,
      manual: bool,
      builds: bool,
      tests: bool,
      lints: bool,
      typechecks: bool,
      fullHistory: bool,
      /** It runs on a proposal or on every pushed branch, not only after merging. */
      beforeMerge: bool,
      /** Platforms it deploys to; ids in data/platforms. */
      deploysTo: list(name, 20),
      /** Secret scanners it runs. */
      scanners: list(name, 20),
      /** What a scanner finds fails the workflow. */
      scannersStop: bool,
    }),
    200,
  ),
  /** Secret scanners that only run before a commit on a developer's machine. */
  localScanners: list(name, 20),
});
export type Ci = TypeOf<typeof schema>;

/** What the workflows of the repository do on push and pull request. */
export const ci = defineEvidence<Ci>({ id: 'deploy/ci', version: 2, about: 'repository', grade: 'observed', schema });
