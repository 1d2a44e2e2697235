import type { Chat, User } from './store.ts';
import type { Visit } from './visit.ts';

export const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (char) => `&#${char.charCodeAt(0)};`);

function page(title: string, body: string, extra = ''): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)} · Acme Assist</title>
<meta name="description" content="Acme Bikes: ask our assistant about bikes, orders and repairs.">
<link rel="icon" href="/favicon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/assets/app.css">
${extra}<script src="/assets/app.js" defer></script>
</head>
<body>
${body}
</body>
</html>
`;
}

const header = (links: string): string =>
  `<header><a class="brand" href="/"><img src="/assets/logo.svg" alt="" width="28" height="28"> Acme Assist</a><nav>${links}</nav></header>`;
const GUEST_LINKS = '<a href="/login">Log in</a> <a class="button" href="/signup">Sign up</a>';

export function homePage(visit: Visit): string {
  const host = new URL(visit.settings.origin).host;
  const mixed = visit.has('mixed-content');
  const badge = mixed ? `<img class="badge" src="http://${host}/assets/logo.svg" alt="Trusted shop" width="48" height="48">` : '';
  const body = `${header(visit.user ? '<a href="/chat">My chats</a>' : GUEST_LINKS)}
<main>
<section class="hero">
<div>
<h1>Bike questions, answered in seconds.</h1>
<p>Which size fits me? Where is my order? Can you fix my brakes by Friday? Ask away, day or night.</p>
<p><a class="button large" href="/signup">Start chatting for free</a></p>
${badge}
</div>
<form class="chat" data-ask>
<div class="messages" aria-live="polite"><p class="bot">Hello! I am the Acme assistant. What can I do for you?</p></div>
<div class="compose"><input name="message" aria-label="Your question" placeholder="How much is an e-bike?" autocomplete="off" required maxlength="2000"><button>Ask</button></div>
</form>
</section>
<section class="cards">
<article><h2>Order help</h2><p>Delivery dates, changes and returns without waiting on the phone.</p></article>
<article><h2>Workshop</h2><p>Describe the noise, get a first idea and a repair slot.</p></article>
<article><h2>Real people</h2><p>If the assistant does not know, a person writes back within a day.</p></article>
</section>
<section class="lead">
<h2>Talk to a person</h2>
<form method="post" action="/api/lead" data-lead>
<label>Your name <input name="name" autocomplete="name" required></label>
<label>Email <input name="email" type="email" autocomplete="email" required></label>
<label class="wide">Question <textarea name="text" rows="3" required></textarea></label>
<button>Send</button><p role="status"></p>
</form>
</section>
</main>
<footer>Acme Bikes · Mill Lane 5 · <a href="/admin">Team</a></footer>`;
  return page('Bike questions, answered', body, mixed ? `<script src="http://${host}/assets/app.js" defer></script>\n` : '');
}

function formPage(title: string, action: string, fields: string, button: string, below: string): string {
  return page(
    title,
    `${header('')}<main class="narrow"><h1>${title}</h1><form method="post" action="${action}" data-form>${fields}<button>${button}</button><p role="alert"></p></form><p>${below}</p></main>`,
  );
}
const EMAIL_FIELD = '<label>Email <input name="email" type="email" autocomplete="username" required autofocus></label>';
const passwordField = (label: string, kind: 'current' | 'new'): string =>
  `<label>${label} <input name="password" type="password" autocomplete="${kind}-password" required${kind === 'new' ? ' minlength="10"' : ''}></label>`;

export const loginPage = (): string =>
  formPage(
    'Log in',
    '/api/login',
    EMAIL_FIELD + passwordField('Password', 'current'),
    'Log in',
    '<a href="/forgot">Forgot your password?</a> · <a href="/signup">New here?</a>',
  );
export const signupPage = (): string =>
  formPage(
    'Sign up',
    '/api/signup',
    `<label>Name <input name="name" autocomplete="name" required></label>${EMAIL_FIELD.replace(' autofocus', '')}${passwordField('Password (10 characters or more)', 'new')}`,
    'Create account',
    'Already with us? <a href="/login">Log in</a>',
  );
export const forgotPage = (): string => formPage('New password', '/api/forgot', EMAIL_FIELD, 'Send me a link', '<a href="/login">Back to log in</a>');
export const resetPage = (token: string): string =>
  formPage(
    'Choose a new password',
    '/api/reset',
    `<input type="hidden" name="token" value="${escapeHtml(token)}">${passwordField('New password', 'new')}`,
    'Save',
    '',
  );

export function notePage(title: string, text: string): string {
  return page(
    title,
    `${header('')}<main class="narrow"><h1>${escapeHtml(title)}</h1><p>${escapeHtml(text)}</p><p><a href="/">Back to the start</a></p></main>`,
  );
}

export function chatPage(user: User, chats: readonly Chat[]): string {
  const items = chats.map((chat) => `<li><button type="button" data-chat="${chat.id}">${escapeHtml(chat.title)}</button></li>`).join('');
  const logout = `<span>${escapeHtml(user.name)}</span> <form method="post" action="/api/logout"><button class="plain">Log out</button></form>`;
  return page(
    'My chats',
    `${header(logout)}
<main class="two">
<aside><button type="button" class="button" data-new>New chat</button><ul data-chats>${items}</ul></aside>
<form class="chat tall" data-talk>
<div class="messages" aria-live="polite"><p class="bot">Hello ${escapeHtml(user.name)}! What can I do for you?</p></div>
<div class="compose"><input name="message" aria-label="Message" placeholder="Write a message" autocomplete="off" required maxlength="2000"><button>Send</button></div>
</form>
</main>`,
  );
}

export function adminPage(counts: Readonly<Record<string, unknown>>, leads: readonly Readonly<Record<string, string>>[]): string {
  const numbers = Object.entries(counts).map(([name, count]) => `<article><h2>${escapeHtml(String(count))}</h2><p>${escapeHtml(name)}</p></article>`);
  const rows = leads.map((lead) => `<tr>${['name', 'email', 'text'].map((key) => `<td>${escapeHtml(lead[key] ?? '')}</td>`).join('')}</tr>`);
  return page(
    'Admin',
    `${header('<a href="/chat">My chats</a>')}<main><h1>Admin</h1><section class="cards">${numbers.join('')}</section><h2>Latest questions</h2><table><thead><tr><th>Name<th>Email<th>Question</tr></thead><tbody>${rows.join('')}</tbody></table></main>`,
  );
}
