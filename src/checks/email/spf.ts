import { nameServers } from '../../evidence/domain/name-servers.ts';
import { mxEvidence } from '../../evidence/email/mx.ts';
import { spfEvidence } from '../../evidence/email/spf.ts';
import { defineCheck, maybe, one } from '../../model/check.ts';
import { zoneAt } from '../domain/dns-remedy.ts';
import { judgeSpfPlace } from './spf-place.ts';
import { spfProblems } from './spf-problems.ts';
import { spfRepairs } from './spf-repairs.ts';
import { judgeSpfSenders } from './spf-senders.ts';
import { whyNotSending } from './not-judged.ts';

export const spfCheck = defineCheck({
  id: 'email/spf',
  rows: ['D1', 'D8', 'D10'],
  stage: 'email',
  about: 'domain',
  title: 'SPF says which services may send mail for the domain',
  why: 'Without a working SPF record, password resets and confirmations land in spam or are refused, and others can write mail in your name.',
  test: 'dig +short TXT {subject}   (exactly one answer begins with "v=spf1")',
  refs: ['RFC 7208'],
  needs: { spf: one(spfEvidence), mx: maybe(mxEvidence), ns: maybe(nameServers) },
  maxAge: '24h',
  monitorable: '15m',
  problems: spfProblems,
  judge({ spf, mx, ns }, context) {
    const { intent, report, subject } = context;
    const why = whyNotSending(subject.name, ns, intent);
    if (why !== undefined) return report.notApplicable(why);
    const at = zoneAt(subject.name, ns);
    const repairs = spfRepairs(spf.places, at, subject.name);
    for (const place of spf.places) judgeSpfPlace(place, at, { ...context, repairs });
    judgeSpfSenders(spf, mx, at, { ...context, repairs });
    return repairs.tellAll();
  },
});
