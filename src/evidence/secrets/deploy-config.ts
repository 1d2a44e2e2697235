import { defineEvidence } from '../../model/evidence.ts';
import { bool, int, list, masked, name, object, oneOf, quoted, type TypeOf } from '../../model/schema.ts';

const schema = object({
  /** Values of variables whose names promise a secret, written out in source code or in a file that tells a platform, container or workflow how to run the app. */
  values: list(
    object({
      name,
      path: quoted(),
      line: int,
      /** Long and random, or simple enough to be a stand-in. */
      looks: oneOf('secret', 'weak'),
      shown: masked,
      tracked: bool,
      /** It stands in source code, not in a file that deploys. */
      inCode: bool,
      /** By its name the file is for development or tests only. */
      forDevelopment: bool,
    }),
    200,
  ),
  /** Files read. */
  files: int,
});
export type DeployConfig = TypeOf<typeof schema>;

/** Secrets that only their name tells, written into code or deployment config by value. Keys that their own shape tells are in `secrets/repository-secrets`. Part: `tree`. */
export const deployConfig = defineEvidence<DeployConfig>({ id: 'secrets/deploy-config', version: 1, about: 'repository', grade: 'observed', schema });
