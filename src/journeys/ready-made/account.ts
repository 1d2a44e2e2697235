import { CouldNotLook } from '../../ports/probe.ts';
import { byRole, sendForm } from '../fill-form.ts';
import { fail, NO_INBOX } from '../outcome.ts';
import type { Runnable } from '../run-journey.ts';
import type { Tools } from '../tools.ts';
import type { Answer, Visitor } from '../visitor.ts';
import { FORGOT_PAGE, formOn, goTo, LOGIN_PAGE, openPage, SIGNUP_PAGE, titleOf } from './pages.ts';

const SEND_MS = 15_000;

interface Person {
  readonly email: string;
  readonly password: string;
}

/** Logs in by the form, and sees that the session holds: the page after it opens again. */
export async function logIn(tools: Tools, { email, password }: Person): Promise<Answer> {
  const { visitor } = tools;
  const { form } = await tools.step('open the log-in page', (signal) => goTo(tools, LOGIN_PAGE, signal));
  const inside = await tools.step('log in', async (signal) => {
    const answer = await visitor.ask({ ...sendForm(form, byRole(form, { email, password })), timeoutMs: SEND_MS }, signal);
    if (answer.status >= 400) fail(`the log-in was answered ${answer.status}${titleOf(answer)}`);
    if (formOn(answer, LOGIN_PAGE)) fail(`the log-in form came again${alertOn(answer)}: the address and password of the config were not taken`);
    if (visitor.cookies.names(answer.url).length === 0) fail('the log-in was taken, but no cookie was set, so the next page does not know the visitor');
    return answer;
  });
  await tools.step('open the page behind it again', async (signal) => {
    const again = await openPage(visitor, inside.url.href, signal);
    if (again.status >= 400) fail(`${again.url.pathname} answered ${again.status} right after the log-in`);
    if (formOn(again, LOGIN_PAGE)) fail(`${inside.url.pathname} asks to log in again: the session is lost from one page to the next`);
  });
  return inside;
}

/** What the page says went wrong, in short. */
function alertOn(answer: Answer): string {
  const words = /(?:incorrect|invalid|wrong|do not match|does not match|not found|try again|falsch|error)[^.!]{0,60}/i.exec(answer.page().words)?.[0];
  return words ? ` (“${words.trim()}”)` : '';
}

function personOf(tools: Tools): Person {
  const person = tools.account();
  if (!person)
    throw new CouldNotLook(
      'no-credential',
      'the config names nobody who may log in: add journeys.accounts with an address and the name of the variable with the password',
    );
  return person;
}

export const loginJourney: Runnable = {
  name: 'login',
  flow: 'login',
  async run(tools) {
    await logIn(tools, personOf(tools));
  },
};

export const logoutJourney: Runnable = {
  name: 'logout',
  flow: 'logout',
  async run(tools) {
    const { visitor } = tools;
    const inside = await logIn(tools, personOf(tools));
    const copied = visitor.copy();
    const toStrangers = await tools.step('see what strangers get there', async (signal) => {
      const answer = await openPage(tools.stranger(), inside.url.href, signal);
      if (isInside(answer, inside))
        throw new CouldNotLook('not-found', `${inside.url.pathname} looks the same to strangers, so nobody can tell by it whether a session ended`);
      return answer;
    });
    await tools.step('log out', (signal) => logOut(visitor, inside, signal));
    await tools.step('open the page as the visitor who logged out', async (signal) => {
      const answer = await openPage(visitor, inside.url.href, signal);
      if (isInside(answer, inside) && !isSame(answer, toStrangers)) fail(`${inside.url.pathname} still opens after logging out`);
    });
    await tools.step('open it with a copy of the old session', async (signal) => {
      const answer = await openPage(copied, inside.url.href, signal);
      if (isInside(answer, inside) && !isSame(answer, toStrangers))
        fail(`a copy of the old session still opens ${inside.url.pathname}: logging out only forgets the cookie in one browser, the session goes on`);
    });
  },
};

const LOG_OUT = /\b(?:log|sign)[ _-]?out\b|abmelden|ausloggen|d[ée]connexion|cerrar sesi[oó]n/i;

async function logOut(visitor: Visitor, inside: Answer, signal: AbortSignal): Promise<void> {
  const { forms, links } = inside.controls();
  const form = forms.find(({ action, buttons }) => LOG_OUT.test(action.pathname) || buttons.some(({ text }) => LOG_OUT.test(text)));
  const link = links.find(({ url, text }) => LOG_OUT.test(text) || LOG_OUT.test(url.pathname));
  if (!form && !link)
    throw new CouldNotLook('not-found', `${inside.url.pathname} has no form and no link to log out by (a script may build it, which only a browser runs)`);
  const asked = form ? sendForm(form, new Map()) : ({ method: 'GET', url: link?.url.href ?? '' } as const);
  const answer = await visitor.ask({ ...asked, timeoutMs: SEND_MS }, signal);
  if (answer.status >= 400) fail(`logging out was answered ${answer.status}${titleOf(answer)}`);
}

/** The same place without a log-in form in it. */
function isInside(answer: Answer, inside: Answer): boolean {
  return answer.status < 400 && answer.url.pathname === inside.url.pathname && !formOn(answer, LOGIN_PAGE);
}
function isSame(one: Answer, other: Answer): boolean {
  return one.url.href === other.url.href && one.text === other.text;
}

/** Makes an account that nobody has, and comes in or is told to look for a mail. */
async function signUp(tools: Tools): Promise<void> {
  const { email, password } = { email: tools.words.address, password: tools.words.password };
  const { form } = await tools.step('open the sign-up page', (signal) => goTo(tools, SIGNUP_PAGE, signal));
  await tools.step('sign up', async (signal) => {
    const values = {
      email,
      password,
      name: 'Launch Ready',
      'first-name': 'Launch',
      'last-name': 'Ready',
      company: 'Launch Ready',
      agree: 'on',
      other: tools.words.token,
    };
    const answer = await tools.visitor.ask({ ...sendForm(form, byRole(form, values)), timeoutMs: SEND_MS }, signal);
    if (answer.status >= 400) fail(`the sign-up was answered ${answer.status}${titleOf(answer)}`);
    if (formOn(answer, SIGNUP_PAGE)) fail(`the sign-up form came again${alertOn(answer)}`);
  });
}

export const signupJourney: Runnable = {
  name: 'signup',
  flow: 'signup',
  async run(tools) {
    await signUp(tools);
  },
};

export const resetJourney: Runnable = {
  name: 'password-reset',
  flow: 'password-reset',
  async run(tools) {
    const { inbox, words } = tools;
    if (!inbox) throw new CouldNotLook('no-credential', NO_INBOX);
    // Of an account of our own: that of the config keeps its password.
    await signUp(tools);
    const stranger = { ...tools, visitor: tools.stranger() };
    const { form } = await tools.step('open the page for a forgotten password', (signal) => findForgot(stranger, signal));
    const mail = await tools.step(
      'ask for the mail, and wait for it',
      async (signal) => {
        const waiting = await inbox.expect(signal);
        const answer = await stranger.visitor.ask({ ...sendForm(form, byRole(form, { email: words.address })), timeoutMs: SEND_MS }, signal);
        if (answer.status >= 400) fail(`asking for a new password was answered ${answer.status}${titleOf(answer)}`);
        return waiting.arrival(signal);
      },
      120_000,
    );
    const password = `${words.password}2`;
    await tools.step('open the link in the mail', async (signal) => {
      const link = mail.links.find(({ pathname, search }) => /reset|password|recover|token|confirm/i.test(pathname + search)) ?? mail.links[0];
      if (!link) return fail('the mail holds no link');
      const answer = await openLink(stranger.visitor, link, form.action, signal);
      if (answer.status >= 400)
        fail(`the link in the mail leads to ${answer.url.host}${answer.url.pathname}, which answered ${answer.status}${titleOf(answer)}`);
      const choose = answer.controls().forms.find((one) => one.fields.some(({ type }) => type === 'password'));
      if (!choose) return fail(`the link in the mail leads to ${answer.url.host}${answer.url.pathname}, where no new password can be typed`);
      const done = await stranger.visitor.ask({ ...sendForm(choose, byRole(choose, { password })), timeoutMs: SEND_MS }, signal);
      if (done.status >= 400) fail(`the new password was answered ${done.status}${titleOf(done)}`);
    });
    await logIn({ ...tools, visitor: tools.stranger() }, { email: words.address, password });
  },
};

/** A link that leads to nobody is the app's fault when it leads elsewhere. */
async function openLink(visitor: Visitor, link: URL, app: URL, signal: AbortSignal): Promise<Answer> {
  try {
    return await openPage(visitor, link.href, signal);
  } catch (error) {
    if (error instanceof CouldNotLook && error.code !== 'interrupted' && link.host !== app.host)
      fail(`the link in the mail leads to ${link.host}, not to the app at ${app.host}`);
    throw error;
  }
}

async function findForgot(tools: Tools, signal: AbortSignal): Promise<Awaited<ReturnType<typeof goTo>>> {
  const login = await goTo(tools, LOGIN_PAGE, signal).catch((error: unknown) => {
    if (error instanceof CouldNotLook && error.code === 'not-found') return undefined;
    throw error;
  });
  return goTo(tools, FORGOT_PAGE, signal, login?.answer.url.href ?? '/');
}
