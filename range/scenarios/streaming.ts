import type { Intent } from '../../src/model/intent.ts';
import { chatApp } from '../apps/chat.ts';
import { buffering, compressing } from '../apps/edges.ts';
import { limiting } from '../apps/limits.ts';
import { appBut, declaring } from '../faults/change.ts';
import { keepsPosts, path, siteFault } from '../faults/web.ts';
import { DOMAIN } from '../healthy.ts';
import type { Scenario } from '../scenario.ts';
import type { WebApp } from '../site.ts';

const APP = `app.${DOMAIN}`;
const CHAT: Partial<Intent> = {
  owned: [APP],
  active: true,
  endpoints: [{ url: `https://${APP}/api/chat`, is: 'chat', method: 'POST', headers: {}, body: { type: 'application/json', text: '{"message":"{message}"}' } }],
};
const chat = (app: WebApp, declared: Partial<Intent> = {}) =>
  appBut(keepsPosts('app'), path('app', '/api/chat', { app: limiting(app, { most: 6 }) }), declaring({ ...CHAT, ...declared }));
const finds = (problem: string): string => `edge/chat-stream:${problem}@${APP}`;

export const streamingScenarios: readonly Scenario[] = [
  { name: 'a chat that streams events', world: chat(chatApp()), finds: [] },
  { name: 'a chat that streams lines of JSON', world: chat(chatApp({ form: 'lines' })), finds: [] },
  { name: 'a chat that streams plain text', world: chat(chatApp({ form: 'text' })), finds: [] },
  { name: 'a chat that is quick in one piece', world: chat(buffering(chatApp({ firstMs: 0, everyMs: 1 }))), finds: [] },
  { name: 'a proxy holds the chat back', world: chat(buffering(chatApp())), finds: [finds('buffered')] },
  { name: 'a proxy holds lines of JSON back', world: chat(buffering(chatApp({ form: 'lines' }))), finds: [finds('buffered')] },
  { name: 'compression holds the chat back', world: chat(compressing(chatApp())), finds: [finds('held-by-compression')] },
  { name: 'the chat breaks off', world: chat(chatApp({ breaksAfter: 6 })), finds: [finds('cut-off')] },
  { name: 'the chat ends with an error of its own', world: chat(chatApp({ fails: true })), finds: [finds('failed')] },
  { name: 'a chat that answers in one document', world: chat(chatApp({ form: 'document' })), finds: [], also: [finds('one-piece')] },
  { name: 'a chat that calls its events a page', world: chat(chatApp({ contentType: 'text/html' })), finds: [], also: [finds('wrong-type')] },
  {
    name: 'every piece of the chat carries the whole history',
    world: chat(chatApp({ ballast: 20_000 })),
    finds: [],
    also: [`edge/answer-size:mostly-ballast@${APP}`],
  },
  { name: 'a chat that wants a login', world: chat(chatApp({ refuses: 401 })), finds: [], unknown: [`edge/chat-stream@${APP}`] },
  { name: 'a chat that does not take our question', world: chat(chatApp({ refuses: 422 })), finds: [], unknown: [`edge/chat-stream@${APP}`] },
  { name: 'a chat without our consent to ask it', world: chat(chatApp(), { active: false }), finds: [], unknown: [`edge/chat-stream@${APP}`] },
  {
    name: 'a chat behind a bot check',
    world: appBut(keepsPosts('app'), siteFault('app', 'bot-challenge'), declaring(CHAT)),
    finds: [],
    unknown: [`edge/chat-stream@${APP}`],
  },
];
