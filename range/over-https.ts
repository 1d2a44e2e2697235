import { Buffer } from 'node:buffer';
import { once } from 'node:events';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { decode } from 'dns-packet';
import { replyPacket } from '../src/drivers/dns/reply-packet.ts';
import type { ZoneAnswer } from '../src/formats/zone.ts';
import { localCa } from './ca.ts';

/** The resolver over HTTPS of a world: under this name, at this documentation address. */
export const HTTPS_RESOLVER = { url: 'https://dns.range.example/dns-query', address: '203.0.113.53' } as const;

/** Starts a resolver over HTTPS (RFC 8484) on a free loopback port. */
export async function startOverHttps(
  answer: (question: { name: string; type: string }) => ZoneAnswer,
): Promise<{ readonly endpoint: string; readonly stop: () => Promise<void> }> {
  const ca = localCa();
  const { key, leaf } = ca.issue({ names: [new URL(HTTPS_RESOLVER.url).hostname] });
  const server = createServer({ key, cert: `${leaf}${ca.intermediate}` }, (request, response) => {
    const text = new URL(request.url ?? '', HTTPS_RESOLVER.url).searchParams.get('dns') ?? '';
    const query = decode(Buffer.from(text, 'base64url'));
    const [question] = query.questions ?? [];
    if (!question) return response.writeHead(400).end();
    const wants = { id: query.id ?? 0, recursion: true, edns: (query.additionals ?? []).length > 0, questions: [question] };
    response.writeHead(200, { 'content-type': 'application/dns-message' });
    return response.end(replyPacket(wants, { ...answer(question), ra: true }));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const stop = async (): Promise<void> => {
    const closed = once(server, 'close');
    server.close();
    server.closeAllConnections();
    await closed;
  };
  return { endpoint: `127.0.0.1:${(server.address() as AddressInfo).port}`, stop };
}
