import type { HtmlForm } from '../../formats/html-forms.ts';
import { CouldNotLook } from '../../ports/probe.ts';
import { hasRole, isSentByScript, shown } from '../fill-form.ts';
import { fail } from '../outcome.ts';
import type { Tools } from '../tools.ts';
import type { Answer, Visitor } from '../visitor.ts';

/** A page that a flow begins at: how people get there, where it usually is, and the form it has. */
export interface PageKind {
  /** "the log-in page" */
  readonly says: string;
  /** What its link says or where it leads. */
  readonly link: RegExp;
  readonly paths: readonly string[];
  readonly isForm: (form: HtmlForm) => boolean;
}

const passwords = (form: HtmlForm): number => shown(form).filter(({ type }) => type === 'password').length;
const isNew = (form: HtmlForm): boolean =>
  passwords(form) > 1 ||
  shown(form).some(({ autocomplete }) => autocomplete === 'new-password') ||
  hasRole(form, 'name') ||
  hasRole(form, 'agree') ||
  hasRole(form, 'first-name');

export const LOGIN_PAGE: PageKind = {
  says: 'the log-in page',
  link: /\b(?:log|sign)[ _-]?in\b|anmelden|einloggen|connexion|iniciar sesi[oó]n|accedi/i,
  paths: ['/login', '/signin', '/sign-in', '/auth/login', '/auth/signin', '/log-in'],
  isForm: (form) => passwords(form) === 1 && !isNew(form),
};
export const SIGNUP_PAGE: PageKind = {
  says: 'the sign-up page',
  link: /\bsign[ _-]?up\b|\bregister\b|create (?:an |your )?account|registrieren|konto erstellen|s.inscrire|reg[ií]strate/i,
  paths: ['/signup', '/register', '/sign-up', '/auth/signup', '/auth/register'],
  isForm: (form) => passwords(form) > 0 && isNew(form),
};
export const FORGOT_PAGE: PageKind = {
  says: 'the page for a forgotten password',
  link: /forgot|lost (?:your )?password|reset[ _-]?(?:your )?password|passwort vergessen|mot de passe oubli/i,
  paths: ['/forgot', '/forgot-password', '/reset-password', '/auth/forgot-password', '/password/reset'],
  isForm: (form) => passwords(form) === 0 && hasRole(form, 'email') && shown(form).length <= 3,
};
export const CONTACT_PAGE: PageKind = {
  says: 'the contact form',
  link: /contact|get in touch|talk to|book a (?:call|demo)|request a demo|kontakt/i,
  paths: ['/contact', '/kontakt', '/demo'],
  isForm: (form) => passwords(form) === 0 && hasRole(form, 'email') && (hasRole(form, 'message') || hasRole(form, 'name') || hasRole(form, 'phone')),
};

/** Opens a page and sees that it came: a page, not an error. */
export async function openPage(visitor: Visitor, url: string, signal: AbortSignal, guessed = false): Promise<Answer> {
  const answer = await visitor.ask({ method: 'GET', url, ...(guessed && { guessed }), timeoutMs: 15_000 }, signal);
  return answer;
}

export function mustBePage(answer: Answer): void {
  if (answer.status >= 400) fail(`${answer.url.pathname} answered ${answer.status}${titleOf(answer)}`);
}

/** What the page calls itself, for a sentence: the reason for an error often stands there. */
export function titleOf(answer: Answer): string {
  if (!answer.isHtml()) return answer.text.length > 0 && answer.text.length < 300 ? `: ${answer.text}` : '';
  const words = answer.page().title ?? answer.page().words.slice(0, 120);
  return words ? ` (“${words.trim().slice(0, 120)}”)` : '';
}

export interface Found {
  readonly answer: Answer;
  readonly form: HtmlForm;
}

/**
 * Goes to a page as a person does: by a link of the page that is open or of the home page, or, where none leads there, by its usual address.
 * @throws CouldNotLook when there is no such page, or it is built by a script that has to run in a browser
 */
export async function goTo({ visitor }: Pick<Tools, 'visitor'>, kind: PageKind, signal: AbortSignal, from = '/'): Promise<Found> {
  const start = await openPage(visitor, from, signal);
  const here = start.status < 400 ? formOn(start, kind) : undefined;
  if (here) return { answer: start, form: here };
  const links = start.isHtml() ? start.controls().links : [];
  const linked = links.find(({ url, text }) => url.host === start.url.host && (kind.link.test(text) || kind.link.test(url.pathname)));
  let script = false;
  for (const [url, guessed] of [...(linked ? [[linked.url.href, false] as const] : []), ...kind.paths.map((path) => [path, true] as const)]) {
    const answer = await openPage(visitor, url, signal, guessed);
    if (answer.status >= 400 || !answer.isHtml()) {
      if (!guessed) fail(`the link “${linked?.text ?? ''}” leads to ${answer.url.pathname}, which answered ${answer.status}`);
      continue;
    }
    const form = formOn(answer, kind);
    if (form && !isSentByScript(form)) return { answer, form };
    script ||= form !== undefined || answer.page().scripts.length > 0;
    if (!guessed) break;
  }
  throw new CouldNotLook(
    'not-found',
    script
      ? `${kind.says} is built by a script, which only a browser runs; write the request as steps of a journey instead`
      : `no link leads to ${kind.says}, and it is not where it usually is (${kind.paths.slice(0, 3).join(', ')})`,
  );
}

export function formOn(answer: Answer, kind: PageKind): HtmlForm | undefined {
  return answer.isHtml() ? answer.controls().forms.find(kind.isForm) : undefined;
}
