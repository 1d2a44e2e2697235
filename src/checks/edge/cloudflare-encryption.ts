import { cloudflare } from '../../evidence/edge/cloudflare.ts';
import { defineCheck, one } from '../../model/check.ts';
import { notInFront, settingLine, withoutToken } from './cloudflare-facts.ts';
import { settingRemedy } from './cloudflare-remedies.ts';
import { isInside } from './proxied-hosts.ts';

export const cloudflareEncryption = defineCheck({
  id: 'edge/cloudflare-encryption',
  rows: ['C7'],
  stage: 'edge',
  about: 'domain',
  title: 'Cloudflare speaks HTTPS with your server and checks its certificate',
  why: 'With the mode "Flexible" only the first half of the way is encrypted: between Cloudflare and your server every password and chat travels in clear, and a server that redirects to HTTPS loops for ever.',
  test: 'Cloudflare → SSL/TLS → Overview: the mode must be "Full (strict)"',
  refs: ['developers.cloudflare.com/ssl/origin-configuration/ssl-modes'],
  needs: { edge: one(cloudflare, ['settings', 'settings-rules', 'records']) },
  maxAge: '24h',
  unless: withoutToken,
  problems: {
    off: { says: 'Cloudflare has HTTPS switched off for {zone:name}', class: 'blocker', impact: 'data', identity: [], minutes: 15 },
    flexible: {
      says: 'Between Cloudflare and your server {zone:name} is not encrypted (SSL mode "Flexible")',
      class: 'blocker',
      impact: 'data',
      identity: [],
      minutes: 30,
    },
    unverified: {
      says: 'Cloudflare takes any certificate for your server of {zone:name} (SSL mode "Full", not "Full (strict)")',
      class: 'later',
      impact: 'data',
      identity: [],
      minutes: 20,
    },
  },
  judge({ edge }, { subject, report }) {
    const absent = notInFront(edge);
    if (absent !== undefined) return report.notApplicable(absent);
    if (edge.records?.every((record) => !record.proxied || isInside(record)))
      return report.pass('no server of yours stands behind Cloudflare: Pages, Workers or a tunnel answer');
    const mode = edge.settings?.['ssl'];
    if (mode === undefined) return report.unknown('the SSL mode could not be read');
    const problem = ({ off: 'off', flexible: 'flexible', full: 'unverified' } as const)[mode as 'off'];
    if (problem === undefined) return report.pass(`SSL mode ${mode === 'strict' ? 'Full (strict)' : mode}`);
    // A rule may set another mode for the very hosts that matter; which of both holds where is for a person to see.
    const others = (edge.rules['http_config_settings'] ?? []).filter(({ enabled, sets }) => enabled && sets['ssl'] !== undefined);
    const isSetByPage = edge.pageRules?.some(({ actions }) => actions.some(({ id }) => id === 'ssl')) === true;
    report.fail(problem, {
      zone: subject.name,
      ...((others.length > 0 || !edge.rules['http_config_settings'] || isSetByPage) && { grade: 'inferred' }),
      proof: [
        { says: 'Cloudflare says', lines: [settingLine('ssl', mode)] },
        ...others.slice(0, 3).map(({ expression, sets }) => ({ says: `a configuration rule sets "${sets['ssl'] ?? ''}" for`, lines: [expression] })),
      ],
      fix: settingRemedy(
        [
          'Put a certificate on your server first: Cloudflare → SSL/TLS → Origin Server → Create Certificate (free, 15 years), or one of Let’s Encrypt.',
          'Then Cloudflare → SSL/TLS → Overview → Configure → "Full (strict)".',
          'Never end a redirect loop by removing HTTPS from the server.',
        ],
        edge.zone?.id ?? '',
        'ssl',
        'strict',
      ),
    });
  },
});
