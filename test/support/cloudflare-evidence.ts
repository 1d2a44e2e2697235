import { CLOUDFLARE_PHASES } from '../../src/data/cloudflare-reads.ts';
import { cloudflare, type Cloudflare } from '../../src/evidence/edge/cloudflare.ts';
import { quote } from '../../src/model/text.ts';

export const GOOD_ZONE_FACTS: NonNullable<Cloudflare['zone']> = {
  id: '1'.repeat(32),
  status: quote('active', 40),
  paused: false,
  plan: quote('Free Website', 60),
  type: quote('full', 40),
};

/** A zone at Cloudflare where all is well, but for what is given. */
export function cloudflareEvidence(change: Partial<Cloudflare> = {}): Cloudflare {
  const settings = { ssl: 'strict', always_use_https: 'on', min_tls_version: '1.2', development_mode: 'off', security_level: 'medium', websockets: 'on' };
  const value: Cloudflare = {
    status: 'read',
    zone: GOOD_ZONE_FACTS,
    settings: Object.fromEntries(Object.entries(settings).map(([id, text]) => [id, quote(text, 60)])),
    developmentModeEndsIn: null,
    records: [{ name: quote('app.acme.test', 255), type: 'A', content: quote('203.0.113.1', 255), proxied: true }],
    dnssec: { status: quote('disabled', 40), ds: null },
    universalSsl: true,
    packs: [],
    rules: Object.fromEntries(CLOUDFLARE_PHASES.map(({ phase }) => [phase, []])),
    bots: { fightMode: false, definitely: null, likely: null },
    pageRules: [],
    originPulls: false,
    ...change,
  };
  const fault = cloudflare.schema.fault(value, 'value');
  if (fault !== undefined) throw new Error(fault);
  return value;
}
