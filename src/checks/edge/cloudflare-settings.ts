import { cloudflare } from '../../evidence/edge/cloudflare.ts';
import { edgePageCode } from '../../evidence/edge/page-code.ts';
import { defineCheck, eachHint, one } from '../../model/check.ts';
import { quote } from '../../model/text.ts';
import { notInFront, settingLine, socketIn, withoutToken } from './cloudflare-facts.ts';
import { dnssecRemedy, settingRemedy } from './cloudflare-remedies.ts';

const COSTS = { impact: 'experience', identity: [], minutes: 5 } as const;

export const cloudflareSettings = defineCheck({
  id: 'edge/cloudflare-settings',
  rows: ['C10'],
  stage: 'edge',
  about: 'domain',
  title: 'No setting at Cloudflare was left over from building the product',
  why: 'Development mode, a switch turned off to try something, a half-finished DNSSEC: nobody looks at them again, and they slow or break the product after launch.',
  test: 'Cloudflare → Overview → Quick Actions: development mode is off; Network: WebSockets is on',
  refs: ['developers.cloudflare.com/cache/reference/development-mode', 'developers.cloudflare.com/network/websockets'],
  needs: { edge: one(cloudflare, ['settings', 'dnssec']), code: eachHint(edgePageCode) },
  maxAge: '24h',
  unless: withoutToken,
  problems: {
    development: { says: 'Development mode is on for {zone:name}: nothing is cached at the edge', class: 'later', ...COSTS },
    'websockets-off': {
      says: 'WebSockets are switched off at Cloudflare, and the pages of {zone:name} use them ({socket:outside})',
      class: 'incident',
      ...COSTS,
    },
    'rocket-loader': { says: 'Rocket Loader is on for {zone:name}: it loads your scripts in another order, which breaks many apps', class: 'later', ...COSTS },
    'dnssec-pending': {
      says: 'DNSSEC was switched on at Cloudflare but never finished at the registrar of {zone:name}',
      class: 'later',
      ...COSTS,
      impact: 'control',
    },
  },
  judge({ edge, code }, { subject, report }) {
    const absent = notInFront(edge);
    if (absent !== undefined) return report.notApplicable(absent);
    if (!edge.settings) return report.unknown('the settings could not be read');
    const zone = subject.name;
    const id = edge.zone?.id ?? '';
    const is = (setting: string, value: string) =>
      edge.settings?.[setting] === value && { zone, proof: [{ says: 'Cloudflare says', lines: [settingLine(setting, value)] }] };
    const development = is('development_mode', 'on');
    if (development) {
      const left = edge.developmentModeEndsIn;
      const ends = left === null ? '' : ` It ends by itself in ${Math.ceil(left / 60)} minutes.`;
      const fix = settingRemedy([`Cloudflare → Caching → Configuration → Development Mode: off.${ends}`], id, 'development_mode', 'off');
      report.fail('development', { ...development, fix });
    }
    const noSockets = is('websockets', 'off');
    const socket = code.map(({ value }) => socketIn(value, zone)).find((url) => url !== undefined);
    if (noSockets && socket)
      report.fail('websockets-off', { ...noSockets, socket, fix: settingRemedy(['Cloudflare → Network → WebSockets: on.'], id, 'websockets', 'on') });
    const rocket = is('rocket_loader', 'on');
    if (rocket)
      report.fail('rocket-loader', {
        ...rocket,
        grade: 'inferred',
        fix: settingRemedy(['Cloudflare → Speed → Settings → Content Optimization → Rocket Loader: off.'], id, 'rocket_loader', 'off'),
      });
    if (edge.dnssec?.status === 'pending')
      report.fail('dnssec-pending', {
        zone,
        proof: [
          { says: 'Cloudflare says', lines: [quote('GET /zones/…/dnssec -> "status": "pending"'), ...(edge.dnssec.ds === null ? [] : [edge.dnssec.ds])] },
        ],
        fix: dnssecRemedy(id),
      });
  },
});
