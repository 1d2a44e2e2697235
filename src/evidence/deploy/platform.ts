import { defineEvidence } from '../../model/evidence.ts';
import { int, list, name, nullable, object, quoted, type TypeOf } from '../../model/schema.ts';

const place = object({ path: quoted(), line: int });
const schema = object({
  /** Hosting platforms that files or deploy commands point to; `id` in data/platforms. */
  platforms: list(object({ id: name, shownBy: list(place, 10) }), 20),
  framework: nullable(name),
  packageManager: nullable(name),
  orms: list(name, 20),
  migrations: list(object({ tool: name, path: quoted() }), 10),
  mailProviders: list(name, 10),
  healthRoutes: list(object({ route: quoted(), path: quoted() }), 20),
  chatRoutes: list(object({ route: quoted(), path: quoted() }), 20),
  /** Scripts outside the workflows that deploy. */
  deployScripts: list(place, 20),
  /** Headings about going back to an earlier release. */
  rollbackNotes: list(place, 20),
  /** Headings about deploying. */
  deployNotes: list(place, 20),
});
export type DeployPlatform = TypeOf<typeof schema>;

/** Where and how the app is deployed, as far as the repository shows it. */
export const deployPlatform = defineEvidence<DeployPlatform>({ id: 'deploy/platform', version: 1, about: 'repository', grade: 'observed', schema });
