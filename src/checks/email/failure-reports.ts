import { nameServers } from '../../evidence/domain/name-servers.ts';
import { dmarcEvidence } from '../../evidence/email/dmarc.ts';
import { failureReportsEvidence } from '../../evidence/email/failure-reports.ts';
import { defineCheck, maybe } from '../../model/check.ts';
import { count } from '../../model/message.ts';
import { sendersUnder } from '../../model/senders.ts';
import { whyNotSending } from './not-judged.ts';

export const failureReportsCheck = defineCheck({
  id: 'email/failure-reports',
  rows: [],
  stage: 'email',
  about: 'domain',
  title: 'Receivers report no failed mail from your own servers',
  why: 'A failure report shows a single message that a receiver could not prove to be yours. One from your own server is a mail that somebody waits for.',
  test: 'launch-ready dmarc FOLDER   (reads the reports, and names the addresses that failed messages came from)',
  refs: ['RFC 9991', 'RFC 6591'],
  needs: { reports: maybe(failureReportsEvidence), dmarc: maybe(dmarcEvidence), ns: maybe(nameServers) },
  maxAge: '24h',
  problems: {
    'own-mail-fails': {
      says: 'Receivers reported {messages:count} failed message{messages:s} of {name:name} from {ip:name}, which the config names as a server of yours: {failed:names} failed',
      class: 'incident',
      impact: 'email',
      identity: ['name', 'ip'],
      minutes: 30,
      waitMinutes: 60,
      fails: [],
    },
  },
  judge({ reports, dmarc, ns }, { subject: { name }, intent, report }) {
    const why = whyNotSending(name, ns, intent);
    if (why !== undefined) return report.notApplicable(why);
    if (!reports) {
      const asks = dmarc === undefined || dmarc.reports.some(({ tag }) => tag === 'ruf');
      if (!asks) return report.notApplicable(`DNS proves that ${name} asks for no failure reports; few receivers send any`);
      return report.unknown(`no failure report about ${name} of the last 14 days was read; read them with: launch-ready dmarc FOLDER`);
    }
    const own = new Set(sendersUnder(name, intent).flatMap(({ addresses }) => addresses ?? []));
    for (const { address: ip, messages, failed, last } of reports.sources) {
      if (ip === null || !own.has(ip)) continue;
      const proof = [{ says: `failure reports of ${reports.from.slice(0, 10)} to ${reports.to.slice(0, 10)} about mail from ${ip}, the newest of ${last}` }];
      const steps = [
        `Let the application send a mail through ${ip} and receive it with "launch-ready mail": it says which of SPF, DKIM and DMARC fails, and the record that repairs it.`,
        'If the server only passes mail on (a mailing list, a forwarding address), its failures cannot be repaired: take it out of the addresses in the config.',
      ];
      report.fail('own-mail-fails', { name, ip, messages, failed: failed.length > 0 ? failed : ['DMARC'], proof, fix: { steps } });
    }
    const others = reports.sources.filter(({ address }) => address === null || !own.has(address)).reduce((sum, { messages }) => sum + messages, 0);
    return report.pass(`${count(others, 'message')} failed from servers that the config does not name: forged, passed on, or a sender that nobody declared`);
  },
});
