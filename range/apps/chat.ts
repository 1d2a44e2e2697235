import { setTimeout as wait } from 'node:timers/promises';
import type { WebApp } from '../site.ts';

export interface ChatApp {
  readonly form?: 'events' | 'lines' | 'text' | 'document';
  readonly contentType?: string;
  readonly pieces?: number;
  readonly firstMs?: number;
  readonly everyMs?: number;
  /** Closes the connection after that many pieces. */
  readonly breaksAfter?: number;
  /** The last event says that it failed. */
  readonly fails?: boolean;
  /** Characters that nobody shows beside each piece: a history sent back, a tool's result. */
  readonly ballast?: number;
  /** Status of every answer in place of a stream. */
  readonly refuses?: number;
}

const TYPES = { events: 'text/event-stream', lines: 'application/x-ndjson', text: 'text/plain; charset=utf-8', document: 'application/json' } as const;

/** A chat that answers any POST with numbers, one piece after the other. */
export function chatApp({ form = 'events', pieces = 14, firstMs = 100, everyMs = 80, ...more }: ChatApp = {}): WebApp {
  const beside = more.ballast === undefined ? '' : `,"history":"${'x'.repeat(more.ballast)}"`;
  const piece = (n: number): string =>
    ({ events: `data: {"text":"number ${n} "${beside}}\n\n`, lines: `{"response":"number ${n} "}\n`, text: `number ${n} `, document: `number ${n} ` })[form];
  return (request, response) => {
    request.resume();
    if (request.method !== 'POST') return void response.writeHead(405, { allow: 'POST' }).end();
    const tell = async (): Promise<void> => {
      if (more.refuses !== undefined) return void response.writeHead(more.refuses, { 'content-type': 'application/json' }).end('{"message":"no"}');
      await wait(firstMs);
      if (form !== 'document') response.writeHead(200, { 'content-type': more.contentType ?? TYPES[form], 'cache-control': 'no-cache' });
      let text = '';
      for (let n = 1; n <= pieces && !response.destroyed; n++) {
        if (form === 'document') text += piece(n);
        else response.write(piece(n));
        if (n === more.breaksAfter) return void response.destroy();
        await wait(everyMs);
      }
      if (form === 'document') response.writeHead(200, { 'content-type': TYPES.document }).end(JSON.stringify({ answer: text }));
      else response.end(form === 'events' ? `data: ${more.fails ? '{"error":"quota"}' : '[DONE]'}\n\n` : '');
    };
    tell().catch(() => response.destroy());
  };
}
