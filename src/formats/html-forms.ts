import { Parser } from 'htmlparser2';
import { parseUrl } from './url.ts';

/** One field that a person fills in, or that the page fills in itself. All raw outside text. */
export interface FormField {
  readonly name: string;
  /** `text`, `email`, `password`, `hidden`, `checkbox`, `textarea`, `select` …; lower case. */
  readonly type: string;
  /** What stands in it before anybody types. */
  readonly value: string;
  readonly checked: boolean;
  readonly required: boolean;
  /** The token of `autocomplete` that says what it is for, such as `username`; lower case. */
  readonly autocomplete: string;
  /** What people read beside it: label, `aria-label`, placeholder. */
  readonly label: string;
}
export interface HtmlForm {
  /** Absolute: where it is sent. */
  readonly action: URL;
  readonly method: 'GET' | 'POST';
  readonly encoding: 'urlencoded' | 'multipart' | 'text';
  readonly fields: readonly FormField[];
  /** What its buttons say. */
  readonly buttons: readonly { readonly name: string; readonly value: string; readonly text: string }[];
}
/** A link with what people read on it. */
export interface HtmlLink {
  readonly url: URL;
  readonly text: string;
}
export interface HtmlControls {
  readonly forms: readonly HtmlForm[];
  readonly links: readonly HtmlLink[];
}

const MOST_FORMS = 50;
const MOST_FIELDS = 200;
const MOST_LINKS = 1000;
const MOST_TEXT = 300;
const NOT_SENT: ReadonlySet<string> = new Set(['submit', 'button', 'image', 'reset', 'file']);

interface DraftField {
  name: string;
  id: string;
  type: string;
  value: string;
  checked: boolean;
  required: boolean;
  autocomplete: string;
  label: string;
}
interface DraftForm {
  action: string;
  method: string;
  encoding: string;
  fields: DraftField[];
  buttons: { name: string; value: string; text: string }[];
}

/**
 * The forms and links of a page, read without running it (WHATWG HTML §4.10). Fields outside every form are one more form that is sent to the page
 * itself, as scripts do it. `url` is the page's own address. Never throws.
 */
export function readControls(html: string, url: string): HtmlControls {
  const forms: DraftForm[] = [];
  const links: { href: string; text: string }[] = [];
  const labels = new Map<string, string>();
  const loose: DraftForm = { action: '', method: 'post', encoding: '', fields: [], buttons: [] };
  let base = url;
  let form: DraftForm | undefined;
  let label: { text: string; forId: string; fields: DraftField[] } | undefined;
  let link: { href: string; text: string } | undefined;
  let button: { name: string; value: string; text: string } | undefined;
  let writing: DraftField | undefined;

  const addField = (tag: string, given: Readonly<Record<string, string>>): DraftField | undefined => {
    const into = form ?? loose;
    if (into.fields.length >= MOST_FIELDS) return undefined;
    const type = tag === 'input' ? (given['type'] ?? 'text').toLowerCase() : tag;
    if (type === 'submit' || type === 'image') into.buttons.push({ name: given['name'] ?? '', value: given['value'] ?? '', text: given['value'] ?? '' });
    if (NOT_SENT.has(type) || 'disabled' in given) return undefined;
    const field: DraftField = {
      name: given['name'] ?? '',
      id: given['id'] ?? '',
      type,
      value: given['value'] ?? (type === 'checkbox' || type === 'radio' ? 'on' : ''),
      checked: 'checked' in given,
      required: 'required' in given || given['aria-required'] === 'true',
      autocomplete: (given['autocomplete'] ?? '').trim().toLowerCase().split(/\s+/).at(-1) ?? '',
      label: [given['aria-label'], given['placeholder']].filter(Boolean).join(' '),
    };
    into.fields.push(field);
    label?.fields.push(field);
    return field;
  };

  const parser = new Parser({
    onopentag(tag, given) {
      if (tag === 'base' && given['href']) base = parseUrl(given['href'], url)?.href ?? url;
      else if (tag === 'form' && forms.length < MOST_FORMS) {
        form = { action: given['action'] ?? '', method: given['method'] ?? 'get', encoding: given['enctype'] ?? '', fields: [], buttons: [] };
        forms.push(form);
      } else if (tag === 'label') label = { text: '', forId: given['for'] ?? '', fields: [] };
      else if (tag === 'input' || tag === 'select') writing = tag === 'select' ? addField(tag, given) : (addField(tag, given), undefined);
      else if (tag === 'textarea') writing = addField(tag, given);
      else if (tag === 'option' && writing?.type === 'select' && (writing.value === '' || 'selected' in given)) writing.value = given['value'] ?? writing.value;
      else if (tag === 'button' && (given['type'] ?? 'submit').toLowerCase() === 'submit') {
        button = { name: given['name'] ?? '', value: given['value'] ?? '', text: given['aria-label'] ?? '' };
        (form ?? loose).buttons.push(button);
      } else if (tag === 'a' && given['href'] !== undefined && links.length < MOST_LINKS) {
        link = { href: given['href'], text: given['aria-label'] ?? '' };
        links.push(link);
      }
    },
    ontext(text) {
      if (writing?.type === 'textarea') writing.value = cut(writing.value + text);
      else if (label && !writing) label.text = cut(label.text + text);
      if (button) button.text = cut(button.text + text);
      if (link) link.text = cut(link.text + text);
    },
    onclosetag(tag) {
      if (tag === 'form') form = undefined;
      else if (tag === 'label' && label) {
        for (const field of label.fields) field.label = `${label.text} ${field.label}`;
        if (label.forId !== '') labels.set(label.forId, label.text);
        label = undefined;
      } else if (tag === 'textarea' || tag === 'select') writing = undefined;
      else if (tag === 'button') button = undefined;
      else if (tag === 'a') link = undefined;
    },
  });
  parser.write(html);
  parser.end();
  const all = loose.fields.length > 0 ? [...forms, loose] : forms;
  return {
    forms: all.flatMap((one) => finished(one, base, labels)),
    links: links.flatMap(({ href, text }) => {
      const to = parseUrl(href, base);
      return to && /^https?:$/.test(to.protocol) ? [{ url: to, text: tidy(text) }] : [];
    }),
  };
}

function finished({ action, method, encoding, fields, buttons }: DraftForm, base: string, labels: ReadonlyMap<string, string>): HtmlForm[] {
  const to = parseUrl(action === '' ? base : action, base);
  if (!to || !/^https?:$/.test(to.protocol)) return [];
  return [
    {
      action: to,
      method: method.toLowerCase() === 'post' ? 'POST' : 'GET',
      encoding: /multipart/i.test(encoding) ? 'multipart' : /plain/i.test(encoding) ? 'text' : 'urlencoded',
      fields: fields.map(({ id, label, ...field }) => ({ ...field, label: tidy(`${labels.get(id) ?? ''} ${label}`) })),
      buttons: buttons.map((one) => ({ ...one, text: tidy(one.text) })),
    },
  ];
}

const cut = (text: string): string => text.slice(0, MOST_TEXT);
const tidy = (text: string): string => cut(text.replaceAll(/\s+/g, ' ').trim());
