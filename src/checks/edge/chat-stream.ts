import { deployPlatform } from '../../evidence/deploy/platform.ts';
import { type ChatStream, chatStream } from '../../evidence/edge/chat-stream.ts';
import { edgeHttp } from '../../evidence/edge/http.ts';
import { defineCheck, hint, maybe, one } from '../../model/check.ts';
import { isHeld, isStreamed, NOTICED_MS, runLine } from './chat-stream-facts.ts';
import { unbufferRemedy, uncompressRemedy } from './chat-stream-remedies.ts';
import { undeclared } from './declared.ts';
import { stackOf } from './stack.ts';

const BLOCKS = { class: 'blocker', impact: 'experience', identity: ['route'], minutes: 30 } as const;
const ADVICE = { class: 'later', impact: 'experience', identity: ['route'], minutes: 20, fails: [] } as const;
const SILENCE_MS = 10_000;

export const chatStreamCheck = defineCheck({
  id: 'edge/chat-stream',
  rows: ['C10'],
  stage: 'edge',
  about: 'host',
  title: 'Chat answers reach the visitor word by word',
  why: 'A proxy or compression that holds the answer back makes the bot look dead: the visitor sees nothing for many seconds, then everything at once, and most have left by then.',
  test: 'curl -N --compressed -X POST https://{subject}/api/chat with your own body: words must appear one after the other',
  refs: ['WHATWG HTML §9.2 (server-sent events)', 'nginx: proxy_buffering, X-Accel-Buffering'],
  needs: { seen: one(chatStream), http: maybe(edgeHttp, []), deploy: hint(deployPlatform) },
  maxAge: '24h',
  attestable: true,
  problems: {
    buffered: { says: 'The answer of {route:name} is held back and comes in one burst after {last:ms}: visitors see nothing until then', ...BLOCKS },
    'held-by-compression': {
      says: 'Packed for a browser ({coding:word}), the answer of {route:name} comes in one burst after {last:ms}; unpacked it comes word by word',
      ...BLOCKS,
    },
    'cut-off': { says: 'The answer of {route:name} breaks off after {last:ms}', ...BLOCKS },
    failed: { says: '{route:name} ends its answer with an error of its own (status {status:count})', ...BLOCKS, fails: [] },
    'one-piece': { says: '{route:name} sends its answer as one document after {last:ms}: it is not written to stream', ...ADVICE },
    'wrong-type': {
      says: '{route:name} streams events as "{type:outside}" instead of text/event-stream: proxies and browsers then treat it as a page',
      ...ADVICE,
    },
    silent: { says: '{route:name} is silent for {gap:ms} within an answer, without a sign of life: edges cut such connections off', ...ADVICE },
  },
  judge({ seen, http, deploy }, { subject, intent, report }) {
    const missing = undeclared(intent, subject.name, ['chat']);
    if (missing) return report[missing.how](missing.says);
    const stack = stackOf(http?.platforms ?? [], deploy?.framework);
    const judgeChat = ({ url: route, runs }: ChatStream['chats'][number]): void => {
      const proof = [{ says: 'asked one short question in each coding', lines: runs.map(runLine) }];
      const path = URL.parse(route)?.pathname ?? '/';
      const details = { route, proof, fix: unbufferRemedy(stack, path) };
      const last = Math.max(0, ...runs.map(({ lastBytesMs }) => lastBytesMs ?? 0));
      const held = runs.filter(isHeld);
      const packed = held.find(({ contentEncoding }) => contentEncoding !== null);
      const failed = runs.find((run) => run.failed || run.status >= 500 || run.form === 'page');
      const [first] = runs;
      if (failed)
        report.fail('failed', {
          ...details,
          status: failed.status,
          fix: { steps: ['Look into the log of the application for this request: the chat failed while nobody but us asked.'] },
        });
      else if (runs.some(({ cut }) => cut === 'ended-early' || cut === 'malformed')) report.fail('cut-off', { ...details, last });
      else if (packed && runs.some(isStreamed)) {
        const fix = uncompressRemedy(stack, path);
        report.fail('held-by-compression', { ...details, last: packed.lastBytesMs ?? 0, coding: packed.contentEncoding ?? '', fix });
      } else if (held.length === runs.length) report.fail('buffered', { ...details, last });
      else if (first?.form === 'document' && (first.lastBytesMs ?? 0) >= NOTICED_MS) report.fail('one-piece', { ...details, last });
      if (first?.form === 'events' && first.contentType !== null && !/event-stream/i.test(first.contentType))
        report.fail('wrong-type', { ...details, type: first.contentType });
      const gap = Math.max(0, ...runs.map(({ largestGapMs }) => largestGapMs));
      if (gap >= SILENCE_MS) report.fail('silent', { ...details, gap });
      if (runs.every(({ form, pieces }) => form === 'empty' || pieces === 0)) report.unknown(`${route} answered without any text`);
      report.pass(`first text after ${first?.firstTextMs ?? first?.firstBytesMs ?? '-'} ms, the whole answer after ${last} ms`);
    };
    seen.chats.forEach(judgeChat);
  },
});
