import * as z from 'zod/mini';
import { ENDPOINT_KINDS, SESSION_ROLES } from '../model/intent.ts';
import { envName, fields, hostName, matches, text, webUrl } from './schema-words.ts';

/* What a config says about the app itself. */

const HEADER_NAME = /^[A-Za-z0-9!#$%&'*+.^_`|~-]{1,60}$/;
const headerName = text('Name of a header', matches(HEADER_NAME, 'expected the name of a header such as authorization'), HEADER_NAME.source);
export const appEndpoint = z
  .strictObject({
    url: webUrl,
    is: z.enum(ENDPOINT_KINDS),
    method: z.optional(z.enum(['GET', 'POST', 'PUT', 'PATCH', 'DELETE'])),
    headers: z.optional(z.record(headerName, z.string().check(z.maxLength(2000)))),
    body: z.optional(z.json()),
    as: z.optional(z.enum(['json', 'form'])),
  })
  .check(
    z.superRefine(({ method, body, as }, context) => {
      if (method === 'GET' && body !== undefined)
        context.addIssue({ code: 'custom', path: ['method'], message: 'a GET request has no body; put it into the url' });
      if (as === 'form' && !fields.safeParse(body).success)
        context.addIssue({ code: 'custom', path: ['body'], message: 'expected the fields of a form, such as { "email": "{address}" }' });
    }),
  );
export const appSession = z.strictObject({
  name: text('user, admin …', matches(/^[a-z0-9][a-z0-9-]{0,40}$/, 'expected a name such as user')),
  role: z.enum(SESSION_ROLES),
  host: hostName('Host that the session is for'),
  header: z.optional(headerName),
  valueEnv: envName('USER_COOKIE'),
});
export const origin = text('An origin', (value) =>
  URL.canParse(value) && /^https?:$/.test(new URL(value).protocol) && new URL(value).origin === value.replace(/\/$/, '')
    ? undefined
    : 'expected an origin such as https://partner.example, without a path',
);
