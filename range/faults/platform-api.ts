import { zone } from '../healthy.ts';
import type { SiteAnswer, WebApp } from '../site.ts';
import { CLOUDFLARE_API_ADDRESS, type WorldSpec } from '../world.ts';
import type { WorldChange } from './change.ts';

const ADDRESS = '203.0.113.90';
const SOA = 'ns.host.example hostmaster.host.example 2026110101 7200 3600 1209600 300';

/** The API of a hosting platform, which answers only GET with this token, by path and query. */
export const answersTo =
  (token: string, answers: Readonly<Record<string, unknown>>): WebApp =>
  (request, response) => {
    const mayAsk = request.headers.authorization === `Bearer ${token}` && request.method === 'GET';
    const body = mayAsk ? answers[request.url ?? ''] : undefined;
    response.writeHead(mayAsk ? (body === undefined ? 404 : 200) : 403, { 'content-type': 'application/json' }).end(JSON.stringify(body ?? { error: 'no' }));
  };

/** Puts such an API into the world, under its real name. */
export const platformApi =
  (host: string, answer: SiteAnswer): WorldChange =>
  (spec): WorldSpec => {
    const [label = '', ...domain] = host.split('.');
    // The world has a zone of Cloudflare's already, which names its API.
    const isKnown = host === 'api.cloudflare.com';
    const address = isKnown ? CLOUDFLARE_API_ADDRESS : ADDRESS;
    const records = [
      ['@', 'SOA', SOA],
      [label, 'A', ADDRESS],
    ] as const;
    return {
      ...spec,
      zones: isKnown ? spec.zones : [...spec.zones, zone(domain.join('.'), records)],
      hosts: [...spec.hosts, { name: host, address, certificate: { names: [host] }, https: { routes: { '*': answer } }, http: 'refused' }],
    };
  };
