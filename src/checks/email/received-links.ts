import { receivedMessageEvidence } from '../../evidence/email/received-message.ts';
import { defineCheck, one } from '../../model/check.ts';
import { previewPlatformOf } from '../domain/host-facts.ts';
import { receivedLinksProblems } from './received-links-problems.ts';
import { arrivedIn, NO_MAIL, receivedLine, whyNothingArrived } from './received-mail.ts';
import { isOwnHost, isThisMachine, mayTrackClicks } from './received-link.ts';

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
  problems: receivedLinksProblems,
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
