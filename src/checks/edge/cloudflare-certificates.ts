import { cloudflare } from '../../evidence/edge/cloudflare.ts';
import { edgeTls } from '../../evidence/edge/tls.ts';
import { defineCheck, eachHint, one } from '../../model/check.ts';
import { quote } from '../../model/text.ts';
import { notInFront, withoutToken } from './cloudflare-facts.ts';
import { covers, isStuck, IS_GOOD } from './cloudflare-packs.ts';
import { isInside } from './proxied-hosts.ts';

const COSTS = { impact: 'downtime', identity: [], minutes: 20, waitMinutes: 30 } as const;

export const cloudflareCertificates = defineCheck({
  id: 'edge/cloudflare-certificates',
  rows: ['C3'],
  stage: 'edge',
  about: 'domain',
  title: 'Certificates at Cloudflare cover every proxied name and can be renewed',
  why: 'A proxied name without a certificate shows a browser error instead of your page, and a certificate whose check is stuck ends one day without warning.',
  test: 'Cloudflare → SSL/TLS → Edge Certificates: every certificate is "Active", and each proxied name is among their hosts',
  refs: ['developers.cloudflare.com/ssl/edge-certificates/universal-ssl/limitations'],
  needs: { edge: one(cloudflare, ['certificates', 'records']), shown: eachHint(edgeTls) },
  maxAge: '24h',
  unless: withoutToken,
  problems: {
    uncovered: { says: 'No certificate at Cloudflare covers {names:names}: browsers refuse to open what is proxied there', class: 'incident', ...COSTS },
    stuck: { says: 'A certificate at Cloudflare for {names:names} cannot be issued: its check is stuck ({state:outside})', class: 'incident', ...COSTS },
  },
  judge({ edge, shown }, { subject, report }) {
    const absent = notInFront(edge);
    if (absent !== undefined) return report.notApplicable(absent);
    if (!edge.packs || !edge.records) return report.unknown('the certificates or the records could not be read');
    const good = edge.packs.filter(({ status }) => IS_GOOD.has(status));
    // Nothing was issued yet, or none is listed: that is for edge/certificate, which sees what the hosts show.
    const names = [...new Set(edge.records.filter((record) => record.proxied && !isInside(record)).map(({ name }) => name as string))];
    // Some hosting companies bring a certificate of their own along, which is not in the list.
    const works = new Set(shown.filter(({ value }) => value.addresses.some(({ nameMatches }) => nameMatches === true)).map(({ subject: host }) => host.name));
    const bare = good.length === 0 ? [] : names.filter((name) => !works.has(name) && !good.some(({ hosts }) => covers(hosts, name)));
    if (bare.length > 0)
      report.fail('uncovered', {
        names: bare,
        proof: [{ says: 'hosts of the active certificates', lines: good.slice(0, 4).map(({ type, hosts }) => quote(`${type}: ${hosts.join(', ')}`)) }],
        fix: {
          steps: [
            `The free certificate covers ${subject.name} and one level below it. Use names of one level (a-b.${subject.name} instead of a.b.${subject.name}),`,
            'or Cloudflare → SSL/TLS → Edge Certificates → Order Advanced Certificate for the deeper ones,',
            'or set the record to "DNS only" when the server has a certificate of its own.',
          ],
        },
      });
    const stuck = edge.packs.filter((pack) => isStuck(pack, good));
    for (const { hosts, status, errors } of stuck.slice(0, 3))
      report.fail('stuck', {
        names: [...hosts],
        state: quote(status, 60),
        proof: [{ says: 'Cloudflare says', lines: [quote(`status: ${status}`), ...errors] }],
        fix: {
          steps: [
            'Cloudflare → SSL/TLS → Edge Certificates → the certificate: do what it asks (usually a TXT or CNAME record for validation), then "Retry".',
            'See that no CAA record forbids its authority: domain/caa-renewal says so.',
          ],
        },
      });
  },
});
