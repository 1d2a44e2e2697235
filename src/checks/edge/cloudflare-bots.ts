import { clientAccess } from '../../evidence/edge/client-access.ts';
import { cloudflare } from '../../evidence/edge/cloudflare.ts';
import { defineCheck, eachHint, one } from '../../model/check.ts';
import { quote } from '../../model/text.ts';
import { endpointsIn, letIn, mayPassBots, notInFront, rulesOf, settingLine, withoutToken } from './cloudflare-facts.ts';
import { fightModeRemedy, passBotsRemedy, settingRemedy } from './cloudflare-remedies.ts';

const COSTS = { class: 'incident', impact: 'revenue', identity: [], minutes: 15 } as const;
const PROGRAMS = ['webhook', 'callback'] as const;

export const cloudflareBots = defineCheck({
  id: 'edge/cloudflare-bots',
  rows: ['C10'],
  stage: 'edge',
  about: 'domain',
  title: 'Bot protection at Cloudflare lets payment messages, mail events and API clients through',
  why: 'A webhook sender is a program and cannot solve a challenge: paid orders stay unpaid in your database, and nobody gets an error to see.',
  test: 'Send a test event from the dashboard of the sender (Stripe, Resend …) and look for 403 in its delivery log',
  refs: ['developers.cloudflare.com/bots/get-started/bot-fight-mode'],
  needs: { edge: one(cloudflare, ['bots', 'settings', 'firewall-rules']), tried: eachHint(clientAccess) },
  maxAge: '24h',
  unless: withoutToken,
  problems: {
    'fight-mode': { says: 'Bot Fight Mode is on and takes no exceptions: it can challenge the programs that call {names:names}', ...COSTS },
    'super-fight-mode': { says: 'Super Bot Fight Mode stops programs, and no rule lets them through to {names:names}', ...COSTS },
    'under-attack': { says: '{zone:name} is in "I’m Under Attack" mode: every visitor is challenged, and programs get no further', ...COSTS, minutes: 2 },
  },
  judge({ edge, tried }, { subject, intent, report }) {
    const absent = notInFront(edge);
    if (absent !== undefined) return report.notApplicable(absent);
    const zone = edge.zone?.id ?? '';
    if (edge.settings?.['security_level'] === 'under_attack')
      report.fail('under-attack', {
        zone: subject.name,
        proof: [{ says: 'Cloudflare says', lines: [settingLine('security_level', 'under_attack')] }],
        fix: settingRemedy(['When the attack is over: Cloudflare → Security → Settings → "I’m under attack mode" off.'], zone, 'security_level', 'medium'),
      });
    const called = endpointsIn(edge, subject.name, intent, PROGRAMS);
    if (called.length === 0) return report.pass('the config names no webhook or callback that programs call');
    if (!edge.bots) return report.unknown('the bot settings could not be read');
    const { fightMode, definitely } = edge.bots;
    if (fightMode)
      return report.fail('fight-mode', {
        names: called.map(({ url }) => url),
        ...letIn(called, tried),
        proof: [{ says: 'Cloudflare says', lines: [quote('GET /zones/…/bot_management -> "fight_mode": true')] }],
        fix: fightModeRemedy(zone),
      });
    const stopped = definitely === 'block' || definitely === 'managed_challenge' ? called.filter((endpoint) => !mayPassBots(edge, endpoint)) : [];
    if (stopped.length === 0) return;
    if (!rulesOf(edge, 'http_request_firewall_custom')) return report.unknown('the rules that let programs past Super Bot Fight Mode could not be read');
    report.fail('super-fight-mode', {
      names: stopped.map(({ url }) => url),
      ...letIn(stopped, tried),
      proof: [{ says: 'Cloudflare says', lines: [quote(`GET /zones/…/bot_management -> "sbfm_definitely_automated": "${definitely}"`)] }],
      fix: passBotsRemedy(stopped.map(({ path }) => path)),
    });
  },
});
