import { resetMail, sendMail } from '../mail.ts';
import { forgotPage, loginPage, notePage, resetPage, signupPage } from '../pages.ts';
import { html, json, redirect, Refusal, type Reply, type Route, type Visit } from '../visit.ts';

export const SESSION_COOKIE = 'acme_session';

const EMAIL = /^[^\s@<>"]{1,64}@[^\s@<>"]{1,190}$/;
const LEAST_PASSWORD = 10;

function emailIn(visit: Visit): string {
  const email = (visit.fields['email'] ?? '').trim().toLowerCase();
  if (!EMAIL.test(email)) throw new Refusal(400, 'bad-email', 'That does not look like an email address.');
  return email;
}
function newPasswordIn(visit: Visit): string {
  const password = visit.fields['password'] ?? '';
  if (password.length < LEAST_PASSWORD) throw new Refusal(400, 'short-password', `A password needs at least ${LEAST_PASSWORD} characters.`);
  return password;
}

function sessionCookie(visit: Visit, token: string, seconds: number): Record<string, string> {
  const strict = visit.has('weak-cookie') ? '' : `; HttpOnly; SameSite=Lax${visit.settings.origin.startsWith('https:') ? '; Secure' : ''}`;
  return { 'set-cookie': `${SESSION_COOKIE}=${token}; Path=/; Max-Age=${seconds}${strict}` };
}
function welcome(visit: Visit, user: number, name: string): Reply {
  const cookie = sessionCookie(visit, visit.store.addSession(user, visit.now), 7 * 24 * 3600);
  return visit.wantsJson ? json({ name }, 200, cookie) : redirect('/chat', cookie);
}

async function signUp(visit: Visit): Promise<Reply> {
  const name = (visit.fields['name'] ?? '').trim().slice(0, 80) || 'friend';
  const user = await visit.store.addUser(emailIn(visit), name, newPasswordIn(visit));
  if (!user) throw new Refusal(409, 'taken', 'There is already an account with this address. Log in instead?');
  return welcome(visit, user.id, user.name);
}

async function logIn(visit: Visit): Promise<Reply> {
  const user = await visit.store.userByPassword((visit.fields['email'] ?? '').trim().toLowerCase(), visit.fields['password'] ?? '');
  if (!user) throw new Refusal(401, 'bad-login', 'Address and password do not match.');
  return welcome(visit, user.id, user.name);
}

function logOut(visit: Visit): Reply {
  if (!visit.has('sessions-survive-logout')) visit.store.endSession(visit.sessionToken);
  const cookie = sessionCookie(visit, '', 0);
  return visit.wantsJson ? json({ ok: true }, 200, cookie) : redirect('/', cookie);
}

async function askForReset(visit: Visit): Promise<Reply> {
  const email = emailIn(visit);
  const user = visit.store.userByEmail(email);
  if (user) {
    const mail = resetMail(visit.settings.origin, user.name, visit.store.addReset(user.id, visit.now));
    await sendMail(visit.settings, email, mail.subject, mail.text);
  }
  // The same answer for unknown addresses: it must not tell who has an account.
  return visit.wantsJson ? json({ ok: true }) : html(notePage('Check your mail', 'If we know this address, a link to choose a new password is on its way.'));
}

async function reset(visit: Visit): Promise<Reply> {
  const token = visit.fields['token'] ?? '';
  const user = visit.store.userByReset(token, visit.now);
  if (!user) throw new Refusal(400, 'bad-token', 'This link has expired or was used already. Ask for a new one.');
  await visit.store.setPassword(user.id, newPasswordIn(visit));
  if (!visit.has('reset-link-reusable')) visit.store.endReset(token);
  visit.store.endSessionsOf(user.id);
  return welcome(visit, user.id, user.name);
}

export const accountRoutes: readonly Route[] = [
  { method: 'GET', path: /^\/login$/, answer: () => html(loginPage()) },
  { method: 'GET', path: /^\/signup$/, answer: () => html(signupPage()) },
  { method: 'GET', path: /^\/forgot$/, answer: () => html(forgotPage()) },
  { method: 'GET', path: /^\/reset$/, answer: (visit) => html(resetPage(visit.query.get('token') ?? ''), 200, { 'referrer-policy': 'no-referrer' }) },
  { method: 'POST', path: /^\/api\/signup$/, budget: 'login', answer: signUp },
  { method: 'POST', path: /^\/api\/login$/, budget: 'login', answer: logIn },
  { method: 'POST', path: /^\/api\/logout$/, answer: logOut },
  { method: 'POST', path: /^\/api\/forgot$/, budget: 'form', answer: askForReset },
  { method: 'POST', path: /^\/api\/reset$/, budget: 'login', answer: reset },
];
