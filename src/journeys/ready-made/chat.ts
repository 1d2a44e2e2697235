import type { TimedChatAnswer } from '../../drivers/chat/ask-chat.ts';
import { fail } from '../outcome.ts';
import type { Runnable } from '../run-journey.ts';
import { logIn } from './account.ts';

const QUESTION = 'Hello! In one short sentence: what can you help me with?';

export const chatJourney: Runnable = {
  name: 'chat-message',
  flow: 'chat-message',
  async run(tools) {
    const first = await tools.step('ask the chat one question', async (signal) => {
      const answer = await tools.chat(QUESTION, signal);
      // Who must log in first is not failing: it is asked again below.
      if (!needsLogIn(answer) || tools.accounts.length === 0) mustAnswer(answer);
      return answer;
    });
    if (!needsLogIn(first)) return;
    const person = tools.account();
    if (!person) return;
    await logIn(tools, person);
    await tools.step('ask the chat, logged in', async (signal) => mustAnswer(await tools.chat(QUESTION, signal)));
  },
};

const needsLogIn = ({ exchange }: TimedChatAnswer): boolean =>
  exchange.status === 401 || exchange.status === 403 || (exchange.status >= 300 && exchange.status < 400);

/** The chat answered, with words. */
export function mustAnswer({ exchange, text: said, form, error }: TimedChatAnswer): void {
  const text = said.trim();
  const path = new URL(exchange.url).pathname;
  const told = form === 'page' ? '' : (error ?? text);
  if (exchange.status >= 300) fail(`${path} answered ${exchange.status}${told ? `: ${told.slice(0, 160)}` : ''}`);
  if (form === 'page') fail(`${path} answered with a web page, not with an answer`);
  if (error !== undefined) fail(`the answer broke off with an error (${error.slice(0, 120)})${text ? ` after “${text.slice(0, 80)}”` : ''}`);
  if (exchange.cut === 'time' || exchange.cut === 'ended-early') fail(`the answer did not come to an end${text ? ` after “${text.slice(0, 80)}”` : ''}`);
  if (text === '') fail(`${path} answered ${exchange.status} without a single word`);
}
