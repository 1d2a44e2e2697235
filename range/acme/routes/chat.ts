import { answer } from '../model.ts';
import { chatPage } from '../pages.ts';
import type { User } from '../store.ts';
import { html, json, Refusal, type Reply, type Route, type Visit } from '../visit.ts';

const MESSAGE_CAP = 2000;

function userOf(visit: Visit): User {
  if (!visit.user) throw new Refusal(401, 'log-in-first', 'Please log in first.');
  return visit.user;
}
function messageIn(visit: Visit): string {
  const message = (visit.fields['message'] ?? '').trim();
  if (message === '' || message.length > MESSAGE_CAP) throw new Refusal(400, 'bad-message', `Write between 1 and ${MESSAGE_CAP} characters.`);
  return message;
}
/** The chat of the address, if this user may see it. */
function chatOf(visit: Visit, readOnly: boolean): number {
  const chat = Number(visit.params[0]);
  const owner = visit.store.ownerOf(chat);
  const mine = owner === userOf(visit).id;
  if (owner === undefined || !(mine || (readOnly && visit.has('history-by-id')))) throw new Refusal(404, 'no-chat', 'There is no such chat.');
  return chat;
}

const event = (name: string, data: unknown): string => `event: ${name}\ndata: ${JSON.stringify(data)}\n\n`;

/** The answer as server-sent events: `token` for each piece, then `done`, or `failed` with what to tell the visitor. Calls `keep` with the whole text. */
async function* stream(visit: Visit, message: string, keep: (text: string) => void): AsyncGenerator<string> {
  const patience = visit.has('model-without-timeout') ? visit.signal : AbortSignal.any([visit.signal, AbortSignal.timeout(visit.settings.model.timeoutMs)]);
  let text = '';
  try {
    for await (const token of answer(message, visit.settings, patience)) {
      text += token;
      yield event('token', { text: token });
    }
    keep(text);
    yield event('done', { characters: text.length });
  } catch {
    if (visit.signal.aborted) return;
    yield event('failed', { code: 'model-timeout', message: 'The assistant is taking too long. Please try again in a minute.' });
  }
}

function streamReply(visit: Visit, message: string, keep: (text: string) => void): Reply {
  return {
    status: 200,
    type: 'text/event-stream; charset=utf-8',
    body: stream(visit, message, keep),
    headers: { 'cache-control': 'no-store', 'x-accel-buffering': 'no' },
  };
}

function send(visit: Visit): Reply {
  const chat = chatOf(visit, false);
  const message = messageIn(visit);
  visit.store.addMessage(chat, 'user', message);
  if (visit.has('logs-content')) visit.settings.log(JSON.stringify({ level: 'info', says: 'message', session: visit.sessionToken, message }));
  return streamReply(visit, message, (text) => visit.store.addMessage(chat, 'assistant', text));
}

export const chatRoutes: readonly Route[] = [
  { method: 'GET', path: /^\/chat$/, needs: 'user', answer: (visit) => html(chatPage(userOf(visit), visit.store.chatsOf(userOf(visit).id))) },
  { method: 'GET', path: /^\/api\/me$/, needs: 'user', answer: (visit) => json({ email: userOf(visit).email, name: userOf(visit).name }) },
  { method: 'GET', path: /^\/api\/chats$/, needs: 'user', answer: (visit) => json(visit.store.chatsOf(userOf(visit).id)) },
  {
    method: 'POST',
    path: /^\/api\/chats$/,
    needs: 'user',
    budget: 'chat',
    answer: (visit) => json(visit.store.addChat(userOf(visit).id, (visit.fields['title'] ?? 'New chat').slice(0, 60)), 201),
  },
  { method: 'GET', path: /^\/api\/chats\/(\d{1,15})$/, needs: 'user', answer: (visit) => json(visit.store.messagesOf(chatOf(visit, true))) },
  { method: 'POST', path: /^\/api\/chats\/(\d{1,15})\/messages$/, needs: 'user', budget: 'chat', answer: send },
  // The widget on the home page: no login, nothing kept.
  { method: 'POST', path: /^\/api\/ask$/, budget: 'chat', answer: (visit) => streamReply(visit, messageIn(visit), () => undefined) },
];
