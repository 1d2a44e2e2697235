import { cloudflare } from '../../evidence/edge/cloudflare.ts';
import { edgeHttp } from '../../evidence/edge/http.ts';
import { defineCheck, each, maybe } from '../../model/check.ts';
import { quote } from '../../model/text.ts';
import { purposeOf } from './edge-facts.ts';
import { frontedBy, frontProof, recordLine } from './proxied-hosts.ts';

/** Hosts that customers and attackers meet; documentation and status pages usually live at somebody else's. */
const EXPOSED = new Set(['apex', 'www', 'app', 'api', 'admin', 'auth']);
const PROXY_IT = {
  steps: [
    'At the DNS host, set the records of these names to the same edge network (Cloudflare: DNS → Records → Edit → Proxy status: Proxied, the orange cloud).',
    'Then let the server accept web traffic from the edge network only.',
  ],
};
const COSTS = { class: 'incident', impact: 'downtime', identity: [], minutes: 20, waitMinutes: 5 } as const;

export const behindProxy = defineCheck({
  id: 'edge/behind-proxy',
  rows: ['C7'],
  stage: 'edge',
  about: 'domain',
  title: 'An edge network stands in front of the servers',
  why: 'Cloudflare or an equivalent takes floods of traffic and attacks before they reach your server. Without one, a single angry visitor with a script can take the product down.',
  test: 'curl -sI https://{subject} | grep -iE "cf-ray|x-vercel-id|x-nf-request-id|x-amz-cf-id|server:"',
  refs: ['developers.cloudflare.com: proxy status'],
  needs: { hosts: each(edgeHttp, ['https']), edge: maybe(cloudflare, ['records']) },
  maxAge: '24h',
  attestable: true,
  problems: {
    // The headers of an edge can be switched off: what is not seen is shown as advice, and the row stays unknown.
    uneven: { says: '{names:names} can be reached without the edge network that protects the other hosts', ...COSTS, class: 'later' },
    'not-proxied': { says: '{names:names} go past Cloudflare: their records are set to "DNS only"', ...COSTS },
    paused: { says: 'Cloudflare is paused for {zone:name}: it only answers DNS and protects nothing', ...COSTS },
  },
  judge({ hosts, edge }, { subject, intent, report }) {
    // A host that gave no answer over HTTPS shows nothing, neither an edge network nor its absence.
    const exposed = hosts.filter(({ subject: host, value }) => (value.root?.https.hops.length ?? 0) > 0 && EXPOSED.has(purposeOf(intent, host.name)));
    const all = exposed.map((host) => frontedBy(host, edge));
    const covered = all.filter(({ by }) => by.length > 0);
    if (edge?.zone?.paused === true && covered.length === 0) {
      const resume = { steps: ['Cloudflare → Overview of the domain → Advanced Actions → Enable Cloudflare on Site.'] };
      return report.fail('paused', { zone: subject.name, proof: [{ says: 'Cloudflare says', lines: [quote('GET /zones/… -> "paused": true')] }], fix: resume });
    }
    if (exposed.length === 0) return report.unknown('no host that serves customers could be looked at');
    const past = all.filter(({ goesPast }) => goesPast.length > 0);
    if (past.length > 0)
      report.fail('not-proxied', {
        names: past.map(({ host }) => host),
        proof: past.slice(0, 5).flatMap((host) => [{ says: 'the record at Cloudflare', lines: host.goesPast.slice(0, 3).map(recordLine) }, frontProof(host)]),
        fix: PROXY_IT,
      });
    const bare = all.filter(({ by, goesPast }) => by.length === 0 && goesPast.length === 0);
    const names = bare.map(({ host }) => host);
    if (bare.length === 0) return report.pass(`in front: ${[...new Set(covered.flatMap(({ by }) => by))].join(', ')}`);
    report.unknown(
      `the answers of ${names.slice(0, 3).join(', ')} do not show an edge network (Cloudflare or an equivalent). If there is one, confirm it (attestation for row C7 in the config)`,
    );
    if (covered.length > 0) report.fail('uneven', { names, grade: 'inferred', proof: [...covered, ...bare].slice(0, 6).map(frontProof), fix: PROXY_IT });
  },
});
