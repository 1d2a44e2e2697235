import { createHmac, timingSafeEqual } from 'node:crypto';
import { browserScript } from '../browser-script.ts';
import { sendMail } from '../mail.ts';
import { adminPage, homePage, notePage } from '../pages.ts';
import { LOGO, STYLES } from '../styles.ts';
import { html, json, Refusal, type Reply, type Route, type Visit } from '../visit.ts';

function asset(type: string, body: string, visit: Visit): Reply {
  const caching = visit.has('no-asset-caching') ? 'no-store' : 'public, max-age=31536000, immutable';
  return { status: 200, type, body, headers: { 'cache-control': caching } };
}

function health({ store, settings }: Visit): Reply {
  const database = store.answers() ? 'ok' : 'failed';
  return json({ status: database, database, ...(settings.faults.has('no-build-id') ? {} : { build: settings.build }) }, database === 'ok' ? 200 : 503, {
    'cache-control': 'no-store',
  });
}

async function lead(visit: Visit): Promise<Reply> {
  const [name, email, text] = ['name', 'email', 'text'].map((field) => (visit.fields[field] ?? '').trim().slice(0, 1000));
  if (!name || !email?.includes('@') || !text) throw new Refusal(400, 'incomplete', 'Please fill in your name, your address and a question.');
  visit.store.addLead(name, email, text);
  await thank(visit, email, name);
  return visit.wantsJson ? json({ ok: true }, 201) : html(notePage('Thank you', 'We have your question and will write back within a day.'));
}
/** The lead is kept already: a mail server that is down must not lose it, only be seen in the log. */
async function thank(visit: Visit, email: string, name: string): Promise<void> {
  try {
    await sendMail(
      visit.settings,
      email,
      'We have your question',
      `Hello ${name},\n\nthank you for writing. A person will answer within a day.\n\nAcme Bikes\n`,
    );
  } catch (error) {
    visit.settings.log(JSON.stringify({ level: 'error', says: 'confirmation mail failed', requestId: visit.requestId, reason: String(error) }));
  }
}

function billing(visit: Visit): Reply {
  const expected = createHmac('sha256', visit.settings.webhookSecret).update(visit.rawBody).digest();
  const given = Buffer.from(String(visit.request.headers['x-acme-signature'] ?? ''), 'hex');
  const genuine = given.length === expected.length && timingSafeEqual(given, expected);
  if (!genuine && !visit.has('unsigned-webhooks')) throw new Refusal(401, 'bad-signature', 'The signature does not fit.');
  return json({ received: true });
}

export const siteRoutes: readonly Route[] = [
  { method: 'GET', path: /^\/$/, answer: (visit) => html(homePage(visit), 200, { 'cache-control': 'public, max-age=0, must-revalidate' }) },
  { method: 'GET', path: /^\/assets\/app\.css$/, answer: (visit) => asset('text/css; charset=utf-8', STYLES, visit) },
  { method: 'GET', path: /^\/assets\/app\.js$/, answer: (visit) => asset('text/javascript; charset=utf-8', browserScript(visit), visit) },
  { method: 'GET', path: /^\/(?:assets\/logo|favicon)\.svg$/, answer: (visit) => asset('image/svg+xml', LOGO, visit) },
  {
    method: 'GET',
    path: /^\/robots\.txt$/,
    answer: () => ({ status: 200, type: 'text/plain; charset=utf-8', body: 'User-agent: *\nDisallow: /api/\nDisallow: /admin\n' }),
  },
  { method: 'GET', path: /^\/healthz$/, answer: health },
  { method: 'POST', path: /^\/api\/lead$/, budget: 'form', answer: lead },
  { method: 'POST', path: /^\/api\/webhooks\/billing$/, answer: billing },
  { method: 'GET', path: /^\/admin$/, needs: 'admin', answer: (visit) => html(adminPage(visit.store.counts(), visit.store.latestLeads())) },
  { method: 'GET', path: /^\/api\/admin\/numbers$/, needs: 'admin', answer: (visit) => json(visit.store.counts()) },
  {
    method: 'GET',
    path: /^\/api\/fail$/,
    answer: () => {
      throw new TypeError("Cannot read properties of undefined (reading 'orders') at postgres://acme@db.internal/acme");
    },
  },
];
