import * as z from 'zod/mini';
import { matches, text } from './schema-words.ts';

/* What a config says about secrets that only this project knows. */

const rule = z.strictObject({
  id: text('acme-session …', matches(/^[a-z0-9]+(?:-[a-z0-9]+){0,8}$/, 'expected a name such as acme-session')),
  says: z.optional(text('What it is, with its article: an Acme session key', matches(/^an? \S.{0,80}$/, 'expected words such as: an Acme session key'))),
  keywords: z
    .array(text('acme_ …', matches(/^[\x21-\x7e]{3,60}$/, 'expected 3 to 60 letters, digits or signs that stand in every line with such a secret')))
    .check(z.minLength(1), z.maxLength(20)),
  pattern: text('An RE2 pattern; its first group, if it has one, is the secret', (value) =>
    value.length > 1000 ? 'expected at most 1000 characters' : undefined,
  ),
});

export const secrets = z.strictObject({ rules: z.optional(z.array(rule).check(z.maxLength(100))) }).check(
  z.superRefine(({ rules = [] }, context) => {
    rules.forEach(({ id }, index) => {
      const first = rules.findIndex((one) => one.id === id);
      if (first < index) context.addIssue({ code: 'custom', path: ['rules', index, 'id'], message: `${id} is already rules[${first}]` });
    });
  }),
);
