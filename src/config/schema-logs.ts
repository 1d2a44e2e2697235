import * as z from 'zod/mini';
import { LOG_KINDS } from '../model/intent.ts';
import { envName, matches, text } from './schema-words.ts';

/* What a config says about logs. */

const ORIGINS = ['file', 'command', 'journal', 'github'] as const;

const source = z
  .strictObject({
    name: text('api, nginx …', matches(/^[a-z0-9][a-z0-9._-]{0,40}$/, 'expected a name such as api')),
    kind: z.optional(z.enum(LOG_KINDS)),
    file: z.optional(text('A file, relative to the config')),
    command: z.optional(z.array(text('The program, then its arguments')).check(z.minLength(1))),
    journal: z.optional(text('A systemd unit', matches(/^[A-Za-z0-9][A-Za-z0-9:_.@-]{0,200}$/, 'expected the name of a systemd unit such as api.service'))),
    github: z.optional(
      z.strictObject({
        repository: text('owner/name', matches(/^[\w.-]{1,100}\/[\w.-]{1,100}$/, 'expected owner/name')),
        tokenEnv: envName('GITHUB_TOKEN'),
        runs: z.optional(z.int().check(z.minimum(1), z.maximum(20))),
      }),
    ),
  })
  .check(
    z.superRefine((one, context) => {
      const given = ORIGINS.filter((origin) => one[origin] !== undefined);
      if (given.length !== 1)
        context.addIssue({ code: 'custom', path: [], message: `expected exactly one of ${ORIGINS.join(', ')}; got ${given.join(' and ') || 'none'}` });
    }),
  );

export const logs = z
  .strictObject({
    sources: z.optional(z.array(source)),
    redactor: z.optional(
      z.strictObject({
        module: text('A module of yours, relative to the repository', (value) =>
          value.startsWith('/') || value.split('/').includes('..') ? 'expected a path inside the repository such as src/logger.ts' : undefined,
        ),
        export: z.optional(text('The name it exports', matches(/^[A-Za-z_$][\w$]*$/, 'expected the name of an export such as logger'))),
      }),
    ),
  })
  .check(
    z.superRefine(({ sources = [] }, context) => {
      sources.forEach(({ name }, index) => {
        const first = sources.findIndex((one) => one.name === name);
        if (first < index) context.addIssue({ code: 'custom', path: ['sources', index, 'name'], message: `${name} is already sources[${first}]` });
      });
    }),
  );
