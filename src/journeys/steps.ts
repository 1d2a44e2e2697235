import { readChatAnswer } from '../formats/chat-stream.ts';
import type { Expectation, Journey, Saving, StepAction } from '../model/journey.ts';
import { CouldNotLook } from '../ports/probe.ts';
import { byName, sendForm, shown } from './fill-form.ts';
import { fail, NO_INBOX } from './outcome.ts';
import { mustAnswer } from './ready-made/chat.ts';
import type { Runnable } from './run-journey.ts';
import type { ReceivedMail, Tools } from './tools.ts';
import { type Answer, type Asked, sayMs } from './visitor.ts';

/** A journey of the config, as it is run. */
export function runnableOf({ name, flow, steps }: Journey): Runnable {
  const isPassive = steps.every(({ action }) => !action || (action.type === 'http' && (action.method === 'GET' || action.method === 'HEAD')));
  return {
    name,
    flow,
    ...(isPassive && { isPassive }),
    async run(tools) {
      const saved = new Map<string, string>();
      const { inbox } = tools;
      // The mailbox is looked at before anything is sent to it.
      const waiting =
        inbox && steps.some(({ action }) => action?.type === 'mail') ? await tools.step('look into the mailbox', (signal) => inbox.expect(signal)) : undefined;
      let seen: Seen = {};
      for (const step of steps) {
        await tools.step(
          step.name,
          async (signal) => {
            const fill = (text: string): Filled => fillText(text, tools, saved);
            seen = step.action ? await act(step.action, { tools, fill, seen, waiting, withinMs: step.withinMs }, signal) : seen;
            expectAll(step.expect, seen, tools, (text) => fill(text).text);
            for (const [key, saving] of Object.entries(step.save)) saved.set(key, savedFrom(saving, seen));
          },
          step.withinMs,
        );
      }
    },
  };
}

/** What the last action brought. */
interface Seen {
  readonly answer?: Answer;
  readonly mail?: ReceivedMail;
  readonly chat?: { readonly status: number; readonly text: string; readonly firstTextMs: number | undefined };
}
interface Filled {
  readonly text: string;
  /** A value of the environment is in it. */
  readonly secret: boolean;
}
interface Acting {
  readonly tools: Tools;
  readonly fill: (text: string) => Filled;
  readonly seen: Seen;
  readonly waiting: { arrival(signal: AbortSignal): Promise<ReceivedMail> } | undefined;
  readonly withinMs: number;
}

const PLACEHOLDER = /\{(env\.)?([A-Za-z_][\w-]{0,60})\}/g;

function fillText(text: string, tools: Tools, saved: ReadonlyMap<string, string>): Filled {
  let secret = false;
  const words: Readonly<Record<string, string>> = { ...tools.words };
  const filled = text.replaceAll(PLACEHOLDER, (whole, env: string | undefined, key: string) => {
    if (env !== undefined) {
      secret = true;
      return tools.env(key);
    }
    secret ||= key === 'password';
    return saved.get(key) ?? words[key] ?? fail(`${whole} stands for nothing: no earlier step saved "${key}"`);
  });
  return { text: filled, secret };
}

async function act(action: StepAction, { tools, fill, seen, waiting, withinMs }: Acting, signal: AbortSignal): Promise<Seen> {
  if (action.type === 'mail') {
    if (!waiting) throw new CouldNotLook('no-credential', NO_INBOX);
    return { mail: await waiting.arrival(signal) };
  }
  if (action.type === 'chat') {
    const answer = await tools.chat(fill(action.message).text.replaceAll(/["\\{}\r\n]/g, ' '), signal);
    mustAnswer(answer);
    return { chat: { status: answer.exchange.status, text: answer.text, firstTextMs: answer.firstTextMs } };
  }
  if (action.type === 'submit') {
    const forms = seen.answer?.controls().forms ?? [];
    const form =
      forms.find((one) => Object.keys(action.fields).some((key) => one.fields.some(({ name }) => name === key))) ?? forms.find((one) => shown(one).length > 0);
    if (!form) return fail('the page of the step before has no form');
    const values = Object.fromEntries(Object.entries(action.fields).map(([key, value]) => [key, fill(value).text]));
    return { answer: await tools.visitor.ask({ ...sendForm(form, byName(form, values)), timeoutMs: withinMs }, signal) };
  }
  return { answer: await tools.visitor.ask({ ...requestOf(action, fill), follow: action.follow, timeoutMs: withinMs }, signal) };
}

function requestOf({ method, url, headers, body }: Extract<StepAction, { type: 'http' }>, fill: Acting['fill']): Omit<Asked, 'timeoutMs'> {
  const all = [url, ...Object.values(headers)].map(fill);
  const [to, ...values] = all.map(({ text }) => text);
  const content = body && contentOf(body, fill);
  return {
    method,
    url: to ?? '',
    headers: Object.fromEntries(Object.keys(headers).map((name, at) => [name, values[at] ?? ''])),
    ...(content && { content: { type: content.type, text: content.text } }),
    secret: all.some(({ secret }) => secret) || content?.secret === true,
  };
}

function contentOf({ as, value }: NonNullable<Extract<StepAction, { type: 'http' }>['body']>, fill: Acting['fill']): Filled & { readonly type: string } {
  let secret = false;
  const deep = (one: unknown): unknown => {
    if (typeof one === 'string') {
      const filled = fill(one);
      secret ||= filled.secret;
      return filled.text;
    }
    if (Array.isArray(one)) return one.map(deep);
    return one !== null && typeof one === 'object' ? Object.fromEntries(Object.entries(one).map(([key, item]) => [key, deep(item)])) : one;
  };
  const full = deep(value);
  if (as === 'json') return { type: 'application/json', text: JSON.stringify(full), secret };
  if (as === 'text') return { type: 'text/plain; charset=utf-8', text: String(full), secret };
  return { type: 'application/x-www-form-urlencoded', text: new URLSearchParams(full as Record<string, string>).toString(), secret };
}

/** @throws StepFailure at the first thing that is not as it must be */
function expectAll(expected: Expectation, { answer, mail, chat }: Seen, { visitor }: Tools, fill: (text: string) => string): void {
  const { status, text = [], notText = [], path, json = {}, headers = {}, cookies = [], notCookies = [], firstTextMs } = expected;
  const where = answer ? answer.url.pathname : mail ? 'the mail' : 'the chat';
  const got = answer?.status ?? chat?.status;
  // Without a word about it, an error is a failure.
  if (got !== undefined && !(status ?? ['2xx', '3xx']).some((one) => fitsStatus(got, one)))
    fail(`${where} answered ${got}, expected ${status?.join(' or ') ?? 'a page'}`);
  if (path !== undefined && answer && answer.url.pathname !== fill(path)) fail(`the visitor ended up at ${answer.url.pathname}, expected ${fill(path)}`);
  const readable = answer ? readableIn(answer) : mail ? `${mail.subject} ${mail.text}` : (chat?.text ?? '');
  for (const one of text)
    if (!plain(readable).includes(plain(fill(one)))) fail(`${where} does not say “${fill(one).slice(0, 80)}”; it says “${readable.trim().slice(0, 120)}”`);
  for (const one of notText) if (plain(readable).includes(plain(fill(one)))) fail(`${where} says “${fill(one).slice(0, 80)}”`);
  for (const [at, want] of Object.entries(json)) {
    const found = valueAt(answer?.json(), at);
    const wanted = typeof want === 'string' ? fill(want) : want;
    if (JSON.stringify(found) !== JSON.stringify(wanted))
      fail(`${at} is ${(JSON.stringify(found) ?? 'missing').slice(0, 80)}, expected ${JSON.stringify(wanted)}`);
  }
  for (const [name, want] of Object.entries(headers))
    if (!answer?.header(name)?.includes(fill(want))) fail(`the header ${name} is ${answer?.header(name)?.slice(0, 80) ?? 'missing'}, expected ${fill(want)}`);
  const own = answer ? visitor.cookies.names(answer.url) : [];
  for (const name of cookies) if (!own.includes(name)) fail(`the visitor has no cookie ${name}`);
  for (const name of notCookies) if (own.includes(name)) fail(`the visitor still has the cookie ${name}`);
  if (firstTextMs !== undefined && chat && (chat.firstTextMs ?? Infinity) > firstTextMs)
    fail(`the first words came after ${chat.firstTextMs === undefined ? 'nobody knows how long' : sayMs(chat.firstTextMs)}, expected ${sayMs(firstTextMs)}`);
}

/** What people get to see of it. */
function readableIn(answer: Answer): string {
  if (answer.isHtml()) return `${answer.page().title ?? ''} ${answer.page().words}`;
  const type = answer.header('content-type') ?? '';
  if (!/event-stream|ndjson|jsonl/i.test(type)) return answer.text;
  return readChatAnswer(answer.text, type).text;
}

const plain = (text: string): string => text.replaceAll(/\s+/g, ' ').toLowerCase();

function fitsStatus(got: number, wanted: string): boolean {
  return /^\dxx$/.test(wanted) ? Math.floor(got / 100) === Number(wanted[0]) : got === Number(wanted);
}

function valueAt(value: unknown, path: string): unknown {
  return path.split('.').reduce<unknown>((at, key) => (typeof at === 'object' && at !== null ? (at as Record<string, unknown>)[key] : undefined), value);
}

function savedFrom({ from, what }: Saving, { answer, mail }: Seen): string {
  if (from === 'json') {
    const found = valueAt(answer?.json(), what);
    return typeof found === 'string' || typeof found === 'number' ? String(found) : fail(`the answer has no text or number at ${what}`);
  }
  if (from === 'header') return answer?.header(what.toLowerCase()) ?? fail(`the answer has no header ${what}`);
  if (from === 'field') {
    const found = answer
      ?.controls()
      .forms.flatMap(({ fields }) => fields)
      .find(({ name }) => name === what);
    return found?.value ?? fail(`the page has no form field ${what}`);
  }
  const links = mail ? mail.links.map((url) => ({ url, text: '' })) : (answer?.controls().links ?? []);
  return links.find(({ url, text }) => url.href.includes(what) || text.includes(what))?.url.href ?? fail(`there is no link with “${what}” in it`);
}
