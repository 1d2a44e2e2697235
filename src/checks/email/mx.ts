import { nameServers } from '../../evidence/domain/name-servers.ts';
import { mxEvidence } from '../../evidence/email/mx.ts';
import { defineCheck, maybe, one } from '../../model/check.ts';
import { zoneAt } from '../domain/dns-remedy.ts';
import { whyNotOurs } from './not-judged.ts';
import { judgeExchanges, judgeMxService, judgeNoMx } from './mx-exchanges.ts';
import { mxProblems } from './mx-problems.ts';

export const mxCheck = defineCheck({
  id: 'email/mx',
  rows: ['D10'],
  stage: 'email',
  about: 'domain',
  title: 'Mail to the domain has somewhere to go',
  why: 'Replies, support requests, bounces and DMARC reports go to the mail exchanges of the domain. If those do not exist, they are lost and senders wait for days.',
  test: 'dig +short MX {subject}',
  refs: ['RFC 5321 §5.1', 'RFC 2181 §10.3', 'RFC 7505'],
  needs: { mx: one(mxEvidence), ns: maybe(nameServers) },
  maxAge: '24h',
  monitorable: '15m',
  problems: mxProblems,
  judge({ mx, ns }, context) {
    const { subject, report, intent } = context;
    const name = subject.name;
    const foreign = whyNotOurs(name, ns);
    if (foreign !== undefined) return report.notApplicable(foreign);
    if (mx.state !== 'present') return judgeNoMx(mx, zoneAt(name, ns), context);
    judgeMxService(mx, intent, context);
    return judgeExchanges(mx, zoneAt(name, ns), context);
  },
});
