import { cloudflare } from '../../evidence/edge/cloudflare.ts';
import { defineCheck, one } from '../../model/check.ts';
import { notInFront, withoutToken } from './cloudflare-facts.ts';
import { isInside, isKnownHost, recordLine } from './proxied-hosts.ts';

export const cloudflareOrigin = defineCheck({
  id: 'edge/cloudflare-origin',
  rows: ['C8'],
  stage: 'edge',
  about: 'domain',
  title: 'No record at Cloudflare tells the address of the server behind it',
  why: 'Whoever knows the address of your server sends floods and attacks past Cloudflare, straight to it. One record with a grey cloud tells it to everybody.',
  test: 'dig +short on each name with a grey cloud: none may give the address that the proxied names hide',
  refs: ['developers.cloudflare.com/fundamentals/security/protect-your-origin-server'],
  needs: { edge: one(cloudflare, ['records']) },
  maxAge: '24h',
  unless: withoutToken,
  problems: {
    told: {
      says: 'The address of the server that Cloudflare hides is told by {names:names}',
      class: 'incident',
      impact: 'downtime',
      identity: [],
      minutes: 30,
      waitMinutes: 5,
    },
  },
  judge({ edge }, { report }) {
    const absent = notInFront(edge);
    if (absent !== undefined) return report.notApplicable(absent);
    if (!edge.records) return report.unknown('the records could not be read');
    // The address of a hosting company tells nothing of a server of yours.
    const hidden = edge.records.filter((record) => record.proxied && record.type !== 'CNAME' && !isInside(record) && !isKnownHost(record.content));
    const telling = edge.records.filter(({ proxied, content }) => !proxied && hidden.some((record) => record.content === content));
    if (telling.length === 0)
      return report.pass(`${edge.records.filter(({ proxied }) => proxied).length} proxied records, and none beside them with the same address`);
    const same = hidden.filter(({ content }) => telling.some((record) => record.content === content));
    report.fail('told', {
      names: telling.map(({ name }) => name),
      proof: [{ says: 'records at Cloudflare', lines: [...telling.slice(0, 4), ...same.slice(0, 2)].map(recordLine) }],
      fix: {
        steps: [
          'Web hosts: set these records to "Proxied" (orange cloud). Mail and SSH: give them a server or at least an address of their own.',
          'The address is known already: let the firewall of the server accept ports 80 and 443 from Cloudflare’s ranges only (cloudflare.com/ips), or use a Cloudflare Tunnel, or change the address.',
        ],
      },
    });
  },
});
