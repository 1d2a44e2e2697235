import type { FormField, HtmlForm } from '../formats/html-forms.ts';
import { fail } from './outcome.ts';
import type { Asked } from './visitor.ts';

export const FIELD_ROLES = ['email', 'password', 'first-name', 'last-name', 'name', 'message', 'phone', 'company', 'agree', 'other'] as const;
export type FieldRole = (typeof FIELD_ROLES)[number];

const WORDS: readonly (readonly [FieldRole, RegExp])[] = [
  ['first-name', /first.?name|given.?name|vorname|pr[eé]nom/i],
  ['last-name', /last.?name|family.?name|surname|nachname/i],
  ['company', /company|organi[sz]ation|firma|business/i],
  ['email', /e-?mail|user.?name|^login$|^user$|correo|courriel/i],
  ['phone', /phone|mobile|telefon|^tel$/i],
  ['message', /message|question|comment|text|nachricht|anliegen|tell us/i],
  ['name', /name/i],
];

/** What a person would type into it. */
export function roleOf({ type, name, autocomplete, label }: FormField): FieldRole {
  if (type === 'password') return 'password';
  if (type === 'email' || autocomplete === 'email' || autocomplete === 'username') return 'email';
  if (type === 'tel') return 'phone';
  if (type === 'textarea') return 'message';
  if (type === 'checkbox') return /agree|accept|terms|privacy|consent|agb|datenschutz/i.test(`${name} ${label}`) ? 'agree' : 'other';
  if (type !== 'text') return 'other';
  return WORDS.find(([, word]) => word.test(name))?.[0] ?? WORDS.find(([, word]) => word.test(label))?.[0] ?? 'other';
}

export const shown = ({ fields }: HtmlForm): readonly FormField[] => fields.filter(({ type }) => type !== 'hidden');
export const hasRole = (form: HtmlForm, role: FieldRole): boolean => shown(form).some((field) => roleOf(field) === role);

/** Values by what the fields are for; every password field gets the same one. */
export function byRole(form: HtmlForm, values: Partial<Readonly<Record<FieldRole, string>>>): ReadonlyMap<FormField, string> {
  return new Map(
    shown(form).flatMap((field) => {
      const value = values[roleOf(field)] ?? (field.required && field.type === 'text' && field.value === '' ? values.other : undefined);
      return value === undefined ? [] : [[field, value] as const];
    }),
  );
}

/** Values by the name of the field, by what stands beside it, or by what it is for (`email`, `password`). Fails the step when the form has no such field. */
export function byName(form: HtmlForm, values: Readonly<Record<string, string>>): ReadonlyMap<FormField, string> {
  const filled = new Map<FormField, string>();
  for (const [key, value] of Object.entries(values)) {
    const word = key.toLowerCase();
    const fitting =
      form.fields.find(({ name }) => name.toLowerCase() === word) ??
      shown(form).find(({ label }) => label.toLowerCase().startsWith(word)) ??
      shown(form).find((field) => roleOf(field) === word);
    if (!fitting)
      fail(
        `the form has no field "${key.slice(0, 40)}"; it has ${
          shown(form)
            .map(({ name, label }) => name || label)
            .join(', ')
            .slice(0, 200) || 'none'
        }`,
      );
    filled.set(fitting, value);
  }
  return filled;
}

/** Only a script sends it: passwords never go into an address. */
export function isSentByScript(form: HtmlForm): boolean {
  return (form.method === 'GET' && hasRole(form, 'password')) || shown(form).some(({ name }) => name === '');
}

const BOUNDARY = 'launch-ready-form-boundary';

/** The request that a browser makes of a form that was filled in (WHATWG HTML §4.10.21), by its first button. */
export function sendForm(form: HtmlForm, filled: ReadonlyMap<FormField, string>): Pick<Asked, 'method' | 'url' | 'content' | 'secret'> {
  const [button] = form.buttons;
  const pairs = [
    ...form.fields.flatMap((field) => {
      const value = filled.get(field);
      const isTicked = field.checked || value !== undefined;
      if (field.name === '' || ((field.type === 'checkbox' || field.type === 'radio') && !isTicked)) return [];
      return [[field.name, field.type === 'checkbox' || field.type === 'radio' ? field.value : (value ?? field.value)] as const];
    }),
    ...(button && button.name !== '' ? [[button.name, button.value] as const] : []),
  ];
  const encoded = (): string => new URLSearchParams(pairs.map(([name, value]): [string, string] => [name, value])).toString();
  const secret = hasRole(form, 'password');
  if (form.method === 'GET') {
    const url = new URL(form.action);
    url.search = encoded();
    return { method: 'GET', url: url.href, secret };
  }
  const content =
    form.encoding === 'multipart'
      ? { type: `multipart/form-data; boundary=${BOUNDARY}`, text: multipart(pairs) }
      : { type: 'application/x-www-form-urlencoded', text: encoded() };
  return { method: 'POST', url: form.action.href, content, secret };
}

function multipart(pairs: readonly (readonly [string, string])[]): string {
  const parts = pairs.map(([name, value]) => `--${BOUNDARY}\r\nContent-Disposition: form-data; name="${name.replaceAll(/["\r\n]/g, '_')}"\r\n\r\n${value}\r\n`);
  return `${parts.join('')}--${BOUNDARY}--\r\n`;
}
