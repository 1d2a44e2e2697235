import { receivedMessageEvidence } from '../../evidence/email/received-message.ts';
import { defineCheck, one } from '../../model/check.ts';
import { previewPlatformOf } from '../domain/host-facts.ts';
import { arrivedIn, NO_MAIL, receivedLine, whyNothingArrived } from './received-mail.ts';
import { isOwnHost, isThisMachine, mayTrackClicks } from './received-link.ts';

const ORIGIN =
  'Set the public address of the app where it builds links (often SITE_URL, APP_URL, NEXTAUTH_URL or the auth service’s "Site URL" and redirect list)';

export const receivedLinksCheck = defineCheck({
  id: 'email/received-links',
  rows: ['D5'],
  stage: 'email',
  about: 'project',
  title: 'Links in real mails lead to the app, over HTTPS',
  why: 'A password-reset link to localhost or a preview address works for the developer and for nobody else.',
  test: 'Let the app send you a password reset and open the link on a telephone.',
  refs: ['OWASP Forgot Password Cheat Sheet'],
  needs: { received: one(receivedMessageEvidence) },
  maxAge: '30d',
  attestable: true,
  problems: {
    'this-machine': {
      says: 'The {flow:name} mail links to {link:outside}: that address exists only on the machine of the developer, so the link works for no user',
      class: 'blocker',
      impact: 'experience',
      identity: ['flow'],
      minutes: 15,
      fix: { steps: [`${ORIGIN}, in the settings of production.`, 'Deploy, let the app send the mail again and look: launch-ready mail'] },
    },
    preview: {
      says: 'The {flow:name} mail links to {link:outside}, an address of {platform:word} and not of your domain; it changes or vanishes with the deployment',
      class: 'incident',
      impact: 'experience',
      identity: ['flow'],
      minutes: 15,
      fix: { steps: [`${ORIGIN} to your own domain.`, 'Deploy, let the app send the mail again and look: launch-ready mail'] },
    },
    insecure: {
      says: 'The {flow:name} mail links to {link:outside} without encryption: whoever listens on the way can take over the account',
      class: 'incident',
      impact: 'data',
      identity: ['flow'],
      minutes: 10,
      fix: { steps: [`${ORIGIN}, beginning with https://.`, 'Deploy, let the app send the mail again and look: launch-ready mail'] },
    },
    'other-host': {
      says: 'The link that the {flow:name} mail is about leads to {link:outside}, which is none of your hosts',
      class: 'incident',
      impact: 'experience',
      identity: ['flow'],
      minutes: 20,
      fix: {
        steps: [
          `${ORIGIN} to your own domain.`,
          'If it is the click tracking of the sending service, switch it off for such mails, or give it a name of your own domain.',
        ],
      },
    },
    'no-link': {
      says: 'There is no link in the {flow:name} mail; people cannot do what it was sent for',
      class: 'later',
      impact: 'experience',
      identity: ['flow'],
      minutes: 15,
      fix: { steps: ['If the mail carries a code to type instead, all is well. Otherwise look at the template: the variable with the link is empty.'] },
    },
  },
  judge({ received }, { report, intent }) {
    if (intent.sendsMail === false) return report.notApplicable(NO_MAIL);
    const arrived = arrivedIn(received);
    if (arrived.length === 0) return report.unknown(whyNothingArrived(received));
    for (const one of arrived) {
      const { flow, purpose } = one.flow;
      const links = one.mail.links.filter(({ role }) => role !== 'unsubscribe');
      const acts = links.filter(({ role }) => role === 'action');
      const proof = [{ says: `Links of ${receivedLine(one)}, what may be a token left out`, lines: links.slice(0, 12).map(({ shown }) => shown) }];
      const local = links.find(({ host }) => isThisMachine(host));
      const preview = links.find(({ host }) => previewPlatformOf(host) !== undefined && !isOwnHost(host, intent));
      const plain = [...acts, ...links].find(({ scheme, host }) => scheme === 'http' && (isOwnHost(host, intent) || acts.some((each) => each.host === host)));
      const other = acts.find(({ host }) => !isOwnHost(host, intent));
      if (local) report.fail('this-machine', { flow, link: local.shown, proof });
      else if (preview) report.fail('preview', { flow, link: preview.shown, platform: previewPlatformOf(preview.host)?.title ?? '', proof });
      else if (plain) report.fail('insecure', { flow, link: plain.shown, proof });
      else if (other && acts.length > 0 && acts.every(({ host }) => !isOwnHost(host, intent))) {
        const soften = mayTrackClicks(other.host) ? { soften: { to: 'later' as const, because: 'it looks like the click tracking of a sending service' } } : {};
        report.fail('other-host', { flow, link: other.shown, proof, ...soften });
      } else if (links.length === 0 && (purpose === 'reset' || purpose === 'confirmation')) report.fail('no-link', { flow, proof });
    }
    const hosts = new Set(arrived.flatMap(({ mail }) => mail.links.filter(({ role }) => role === 'action').map(({ host }) => host)));
    return report.pass(hosts.size > 0 ? `links lead to ${[...hosts].slice(0, 5).join(', ')}` : 'no link that acts for the user');
  },
});
