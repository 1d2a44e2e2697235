import { CouldNotLook } from '../../ports/probe.ts';
import { recogniseAnswer } from '../../recognise/challenge.ts';
import { byRole, sendForm } from '../fill-form.ts';
import { fail, NO_INBOX } from '../outcome.ts';
import type { Runnable } from '../run-journey.ts';
import type { Tools } from '../tools.ts';
import { CONTACT_PAGE, formOn, goTo, mustBePage, openPage, titleOf } from './pages.ts';

/** Fewer letters than this on a home page: nobody could read anything. */
const LEAST_WORDS = 20;

export const homeJourney: Runnable = {
  name: 'home',
  flow: 'home',
  isPassive: true,
  async run(tools) {
    await tools.step('open the home page', async (signal) => {
      const answer = await openPage(tools.visitor, '/', signal);
      mustBePage(answer);
      if (!answer.isHtml()) fail(`the home page is no page but ${answer.header('content-type') ?? 'something without a type'}`);
      const foreign = recogniseAnswer({ status: answer.status, headers: answer.headers, body: answer.text.slice(0, 20_000) });
      if (foreign) fail(`the home page is not the app’s own: ${foreign.kind.replace('-', ' ')} of ${foreign.by}`);
      const { words, scripts } = answer.page();
      if (words.trim().length >= LEAST_WORDS) return;
      if (scripts.length > 0) throw new CouldNotLook('not-found', 'what can be read on the home page is built by a script, which only a browser runs');
      fail('the home page answered 200 and is blank: there is nothing on it to read');
    });
  },
};

const HEALTH_PATHS = ['/healthz', '/health', '/api/health', '/api/healthz', '/up', '/readyz', '/status'];

export const healthJourney: Runnable = {
  name: 'health',
  flow: 'health',
  async run(tools) {
    await tools.step('ask the health route', async (signal) => {
      for (const path of HEALTH_PATHS) {
        const answer = await openPage(tools.visitor, path, signal, true);
        // A page is what many apps answer to every address.
        if (answer.status === 404 || (answer.isHtml() && answer.status < 500)) continue;
        if (answer.status >= 400) fail(`${path} answered ${answer.status}${titleOf(answer)}`);
        if (/"(?:status|state|health|db|database)"\s*:\s*"(?:down|fail\w*|error|unhealthy|degraded)"/i.test(answer.text))
          fail(`${path} says itself that something is down${titleOf(answer)}`);
        return;
      }
      throw new CouldNotLook('not-found', `none of ${HEALTH_PATHS.slice(0, 4).join(', ')} answers as a health route does`);
    });
  },
};

async function sendLead(tools: Tools): Promise<void> {
  const { form } = await tools.step('open the contact form', (signal) => goTo(tools, CONTACT_PAGE, signal));
  await tools.step('send it', async (signal) => {
    const { words } = tools;
    const values = {
      email: words.address,
      name: 'Launch Ready',
      'first-name': 'Launch',
      'last-name': 'Ready',
      company: 'Launch Ready',
      phone: '+1 202 555 0100',
      agree: 'on',
      message: `A smoke test of Launch Ready (${words.token}). Nothing to do.`,
      other: words.token,
    };
    const answer = await tools.visitor.ask({ ...sendForm(form, byRole(form, values)), timeoutMs: 15_000 }, signal);
    if (answer.status >= 400) fail(`the form was answered ${answer.status}${titleOf(answer)}`);
    const again = formOn(answer, CONTACT_PAGE);
    if (again?.fields.some(({ value }) => value === words.address)) fail('the form came again with what was typed: it was not taken');
  });
}

export const leadJourney: Runnable = { name: 'lead-form', flow: 'lead-form', run: sendLead };

export const confirmationJourney: Runnable = {
  name: 'confirmation-mail',
  flow: 'confirmation-mail',
  async run(tools) {
    const { inbox } = tools;
    if (!inbox) throw new CouldNotLook('no-credential', NO_INBOX);
    const waiting = await tools.step('look into the mailbox', (signal) => inbox.expect(signal));
    await sendLead(tools);
    await tools.step('wait for the mail', async (signal) => void (await waiting.arrival(signal)), 120_000);
  },
};
