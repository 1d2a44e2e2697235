import * as z from 'zod/mini';
import { PLATFORM_NAMES } from '../model/intent.ts';
import { ENV_NAME, envName, matches, text } from './schema-words.ts';

const hostedProject = text(
  'Project, site, app or service as the platform names it',
  matches(/^[\w.-]{1,100}(?:\/[\w.-]{1,100})?$/, 'expected an id or a short name'),
);
/** Where the names of the variables that are set can be had. */
export const variables = z.strictObject({
  names: z.optional(
    z.array(
      text(
        'Name of a variable that is set',
        matches(ENV_NAME, 'expected the name of an environment variable such as DATABASE_URL, not its value'),
        ENV_NAME.source,
      ),
    ),
  ),
  file: z.optional(
    text(
      'File below the repository with the names',
      matches(/^(?!\/)(?!.*\.\.)[^\\]{1,300}$/, 'expected a path below the repository such as ops/vercel-env.txt'),
    ),
  ),
  platform: z.optional(
    z.strictObject({
      name: z.enum(PLATFORM_NAMES),
      project: hostedProject,
      team: z.optional(text('Team or account id', matches(/^[\w.-]{1,100}$/, 'expected an id or a short name'))),
      tokenEnv: envName('VERCEL_TOKEN'),
      target: z.optional(text("The platform's name of this environment", matches(/^[\w.-]{1,60}$/, 'expected a name such as production'))),
      others: z.optional(
        z
          .array(z.strictObject({ name: text('Name of the stage', matches(/^[\w.-]{1,60}$/, 'expected a name such as staging')), project: hostedProject }))
          .check(z.maxLength(5)),
      ),
    }),
  ),
});
