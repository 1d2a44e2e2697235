import * as z from 'zod/mini';
import { FLOWS, JOURNEY_METHODS } from '../model/journey.ts';
import { envName, fields, matches, text, webUrl } from './schema-words.ts';

/* What a config says about what users do. */

const name = (example: string): z.ZodMiniType<string> => text(`${example} …`, matches(/^[a-z0-9][a-z0-9-]{0,40}$/, `expected a name such as ${example}`));
const words = z.union([text('What people read'), z.array(text('What people read'))]);
const STATUS = /^[1-5](?:xx|\d\d)$/;
const status = z.union([
  z.int().check(z.minimum(100), z.maximum(599)),
  text('200, 2xx …', matches(STATUS, 'expected a status such as 200 or 2xx'), STATUS.source),
]);
const address = text('A path of the app, or a web address', (value) =>
  value.startsWith('/') || value.startsWith('{') || URL.canParse(value) ? undefined : 'expected a path such as /login, or a whole web address',
);
const expectation = z.strictObject({
  status: z.optional(z.union([status, z.array(status)])),
  text: z.optional(words),
  notText: z.optional(words),
  path: z.optional(text('Path at which the visitor ends up', matches(/^\//, 'expected a path such as /chat'))),
  json: z.optional(z.record(text('Dotted path, such as user.plan'), z.json())),
  headers: z.optional(fields),
  cookies: z.optional(z.array(text('Name of a cookie'))),
  notCookies: z.optional(z.array(text('Name of a cookie'))),
  firstTextSeconds: z.optional(z.number().check(z.positive(), z.maximum(600))),
});
const saving = z.union([
  z.strictObject({ json: text('Dotted path in the JSON answer') }),
  z.strictObject({ header: text('Name of a header') }),
  z.strictObject({ field: text('Name of a form field') }),
  z.strictObject({ link: text('Part of the address or text of a link') }),
]);
const ACTIONS = ['http', 'submit', 'chat', 'mail'] as const;
const step = z
  .strictObject({
    name: z.optional(text('In the words of the report')),
    http: z.optional(
      z.strictObject({
        url: address,
        method: z.optional(z.enum(JOURNEY_METHODS)),
        headers: z.optional(fields),
        body: z.optional(z.json()),
        as: z.optional(z.enum(['json', 'form', 'text'])),
        follow: z.optional(z.boolean()),
      }),
    ),
    submit: z.optional(fields),
    chat: z.optional(z.strictObject({ message: text('The question') })),
    mail: z.optional(z.literal(true)),
    expect: z.optional(expectation),
    save: z.optional(z.record(text('Name for later steps', matches(/^[A-Za-z_][\w-]{0,60}$/, 'expected a name such as chatId')), saving)),
    withinSeconds: z.optional(z.number().check(z.positive(), z.maximum(600))),
  })
  .check(
    z.superRefine((given, context) => {
      const actions = ACTIONS.filter((action) => given[action] !== undefined);
      if (actions.length > 1)
        context.addIssue({
          code: 'custom',
          path: [actions[1] ?? ''],
          message: `a step does one thing; make another step for ${actions.slice(1).join(' and ')}`,
        });
      if (actions.length === 0 && !given.expect && !given.save)
        context.addIssue({ code: 'custom', path: [], message: `a step needs ${ACTIONS.join(', ')}, or expect, or save` });
      const { body, as, method } = given.http ?? {};
      if (as === 'form' && !fields.safeParse(body).success)
        context.addIssue({ code: 'custom', path: ['http', 'body'], message: 'expected the fields of a form, such as { "email": "{address}" }' });
      if ((method === 'GET' || method === 'HEAD') && body !== undefined)
        context.addIssue({ code: 'custom', path: ['http', 'method'], message: `a ${method} request has no body; put it into the url` });
    }),
  );

export const journeys = z.strictObject({
  base: z.optional(webUrl),
  accounts: z.optional(
    z.array(
      z.strictObject({ name: name('user'), email: text('What is typed into the log-in form as address or user name'), passwordEnv: envName('SMOKE_PASSWORD') }),
    ),
  ),
  without: z.optional(z.array(z.enum(FLOWS))),
  own: z.optional(
    z
      .array(z.strictObject({ name: name('upgrade-plan'), flow: z.optional(z.enum(FLOWS)), steps: z.array(step).check(z.minLength(1), z.maxLength(100)) }))
      .check(
        z.superRefine((all, context) => {
          for (const [at, { name: one }] of all.entries())
            if (all.findIndex((other) => other.name === one) < at)
              context.addIssue({ code: 'custom', path: [at, 'name'], message: `there is another journey called ${one}` });
        }),
      ),
  ),
});
