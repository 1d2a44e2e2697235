import * as z from 'zod/mini';
import { parseV4, parseV6 } from '../model/address.ts';
import { canonicalName } from './names.ts';

/* The kinds of text in a config, and what is said about one that does not fit. */

/** A string that `fault` accepts; its words become the message. */
export function text(description: string, fault: (value: string) => string | undefined = () => undefined, pattern?: string): z.ZodMiniType<string> {
  const words = z.string().check(
    z.minLength(1),
    z.maxLength(2000),
    z.superRefine((value, context) => {
      const message = fault(value);
      if (message !== undefined) context.addIssue({ code: 'custom', message });
    }),
  );
  return words.check(z.meta({ description, ...(pattern !== undefined && { pattern }) }));
}

export const matches =
  (pattern: RegExp, expected: string) =>
  (value: string): string | undefined =>
    pattern.test(value) ? undefined : expected;

export const hostName = (description: string): z.ZodMiniType<string> => text(description, (value) => canonicalName(value).fault);
/** An owned host may also be this machine or a private address, which only the config can allow. */
export const ownedName = text('A host that belongs to you; private addresses and localhost only count when they stand here.', (value) =>
  value === 'localhost' || /^[0-9a-f.:]+$/i.test(value) ? undefined : canonicalName(value).fault,
);

export const DATE = /^\d{4}-\d{2}-\d{2}$/;
const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?(Z|[+-]\d{2}:\d{2})$/;
export const isDate = (value: string): boolean => DATE.test(value) && (new Date(`${value}T00:00:00Z`).toJSON() ?? '').startsWith(value);
export const date = (description: string): z.ZodMiniType<string> =>
  text(description, (value) => (isDate(value) ? undefined : 'expected a date such as 2026-12-01'), DATE.source);
export const instant = (description: string): z.ZodMiniType<string> =>
  text(description, (value) =>
    isDate(value) || (INSTANT.test(value) && isDate(value.slice(0, 10)) && !Number.isNaN(Date.parse(value)))
      ? undefined
      : 'expected an instant with its zone, such as 2026-12-01T09:00:00+01:00',
  );

export const ENV_NAME = /^[A-Za-z_][A-Za-z0-9_]*$/;
export const ADDRESS = /^(\d{1,3}(\.\d{1,3}){3}|[0-9a-fA-F:]+)$/;
const ENDPOINT = /^(\d{1,3}(\.\d{1,3}){3}|\[[0-9a-fA-F:]+\]):\d{1,5}$/;
export const endpoint = text('address:port', matches(ENDPOINT, 'expected address:port, such as 192.0.2.53:53 or [2001:db8::53]:53'), ENDPOINT.source);
export const routeFrom = text('address:port or *:port', matches(/^(\*:\d{1,5}$|\d|\[)/, 'expected address:port or *:port'));

export const ipAddress = text('An IP address mail leaves from', (value) =>
  parseV4(value) === undefined && parseV6(value) === undefined ? 'expected an IP address such as 203.0.113.7' : undefined,
);

export const webUrl = text('A web address', (value) => {
  if (!URL.canParse(value)) return 'expected a URL such as https://app.example.com/api/chat';
  return /^https?:$/.test(new URL(value).protocol) ? undefined : 'expected a URL that begins with https://';
});

export const envName = (example: string): z.ZodMiniType<string> =>
  text('Name of an environment variable', matches(ENV_NAME, `expected the name of an environment variable such as ${example}, not its value`), ENV_NAME.source);

/** Fields of a form, or headers. */
export const fields = z.record(text('Name of a field'), z.string().check(z.maxLength(2000)));
