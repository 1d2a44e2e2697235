import { edgeHttp } from '../../evidence/edge/http.ts';
import { defineCheck, each } from '../../model/check.ts';
import { purposeOf } from './edge-facts.ts';
import { protectingEdges } from './stack.ts';

/** Hosts that customers and attackers meet; documentation and status pages usually live at somebody else's. */
const EXPOSED = new Set(['apex', 'www', 'app', 'api', 'admin', 'auth']);

export const behindProxy = defineCheck({
  id: 'edge/behind-proxy',
  rows: ['C7'],
  stage: 'edge',
  about: 'domain',
  title: 'An edge network stands in front of the servers',
  why: 'Cloudflare or an equivalent takes floods of traffic and attacks before they reach your server. Without one, a single angry visitor with a script can take the product down.',
  test: 'curl -sI https://{subject} | grep -iE "cf-ray|x-vercel-id|x-nf-request-id|x-amz-cf-id|server:"',
  refs: ['developers.cloudflare.com: proxy status'],
  needs: { hosts: each(edgeHttp, ['https']) },
  maxAge: '24h',
  attestable: true,
  problems: {
    uneven: {
      says: '{names:names} can be reached without the edge network that protects the other hosts',
      // The headers of an edge can be switched off: what is not seen is shown as advice, and the row stays unknown.
      class: 'later',
      impact: 'downtime',
      identity: [],
      minutes: 20,
      waitMinutes: 5,
    },
  },
  judge({ hosts }, { intent, report }) {
    // A host that gave no answer over HTTPS shows nothing, neither an edge network nor its absence.
    const exposed = hosts.filter(({ subject, value }) => (value.root?.https.hops.length ?? 0) > 0 && EXPOSED.has(purposeOf(intent, subject.name)));
    if (exposed.length === 0) return report.unknown('no host that serves customers could be looked at');
    const edges = exposed.map(({ subject, value }) => ({ host: subject.name, seen: protectingEdges(value.platforms), root: value.root }));
    const covered = edges.filter(({ seen }) => seen.length > 0);
    const bare = edges.filter(({ seen }) => seen.length === 0);
    const names = bare.map(({ host }) => host);
    if (bare.length === 0) return report.pass(`in front: ${[...new Set(covered.flatMap(({ seen }) => seen))].join(', ')}`);
    report.unknown(
      `the answers of ${names.slice(0, 3).join(', ')} do not show an edge network (Cloudflare or an equivalent). If there is one, confirm it (attestation for row C7 in the config)`,
    );
    if (covered.length === 0) return;
    report.fail('uneven', {
      names,
      grade: 'inferred',
      proof: [...covered, ...bare].slice(0, 6).map(({ host, seen, root }) => ({
        says: seen.length > 0 ? `${host} answers through ${seen.join(', ')}` : `${host} shows no sign of an edge network`,
        lines: (root?.https.hops[0]?.headers ?? []).filter(({ name }) => /^(server|via|cf-ray|x-vercel-id)$/.test(name)).map(({ value }) => value),
      })),
      fix: {
        steps: [
          'At the DNS host, set the records of these names to the same edge network (Cloudflare: orange cloud, "Proxied").',
          'Then let the server accept web traffic from the edge network only.',
        ],
      },
    });
  },
});
