import { nameServers } from '../../evidence/domain/name-servers.ts';
import { dmarcReportsEvidence } from '../../evidence/email/dmarc-reports.ts';
import { DMARC_CAP, dmarcEvidence } from '../../evidence/email/dmarc.ts';
import { effectivePolicy, parseDmarc } from '../../formats/dmarc.ts';
import { climbDmarc, LADDER_LIMIT } from '../../formats/dmarc-ladder.ts';
import { defineCheck, maybe, one } from '../../model/check.ts';
import { quote } from '../../model/text.ts';
import { zoneAt } from '../domain/dns-remedy.ts';
import { ladderProblems, proveReports, raise, raiseLater, repairSources } from './dmarc-ladder-problems.ts';
import { whyNotSending } from './not-judged.ts';

const DAY_MS = 86_400_000;
const SMALL = { to: 'later', because: 'it is a small part of the mail, and somebody else at the same service looks the same' } as const;

export const dmarcLadderCheck = defineCheck({
  id: 'email/dmarc-ladder',
  rows: ['D3', 'D8'],
  stage: 'email',
  about: 'domain',
  title: 'DMARC is as strict as its reports allow',
  why: 'DMARC only stops forged mail once it says quarantine or reject. Raised too early it throws away your own mail, so the reports decide when.',
  test: 'launch-ready dmarc   (reads the reports and says which share of your own mail passes)',
  refs: ['RFC 9989 §5.1.5', 'RFC 9989 §5.1.6'],
  needs: { dmarc: one(dmarcEvidence), reports: maybe(dmarcReportsEvidence), ns: maybe(nameServers) },
  maxAge: '24h',
  problems: ladderProblems,
  judge({ dmarc, reports, ns }, { subject: { name }, intent, now, report }) {
    const why = whyNotSending(name, ns, intent);
    if (why !== undefined) return report.notApplicable(why);
    const own = dmarc.state === 'record' ? dmarc.records[0] : undefined;
    const text = own ?? dmarc.inherited?.record;
    const record = text === undefined ? undefined : parseDmarc(text);
    const watched = record?.rua.some(({ fault }) => fault === undefined) ?? false;
    if (text === undefined || !record || record.faults.length > 0 || (record.policyUnusable && !watched))
      return report.notApplicable(`${name} has no DMARC record that receivers can use; see email/dmarc`);
    if (own === undefined && intent.domains.some((zone) => name.endsWith(`.${zone}`))) return report.notApplicable('the record of the domain above counts');
    const policy = effectivePolicy(record);
    const limit = { ...LADDER_LIMIT, ...intent.dmarc?.limit };
    const isOld = reports !== undefined && now - Date.parse(reports.to) > limit.days * DAY_MS;
    const { step, why: code, because: reason, failing } = climbDmarc(policy, isOld ? undefined : reports, limit);
    const because = isOld ? `the newest report that was read ends on ${reports.to.slice(0, 10)}, which says nothing about today` : reason;
    const proof = [
      { says: `TXT at _dmarc.${own === undefined ? (dmarc.inherited?.from ?? name) : name}`, lines: [quote(text, DMARC_CAP)] },
      ...proveReports(reports),
    ];
    const at = zoneAt(name, ns);
    if (step !== 'stay') return report.fail(step, { name, because, proof, fix: raise(at, name, dmarc.records, text, step) });
    const sources = failing.map((source) => source.name);
    const small = code === 'service-fails' ? { soften: SMALL } : {};
    if (policy !== 'none' && failing.length > 0) return report.fail('hits-own-mail', { name, policy, sources, proof, fix: repairSources(sources), ...small });
    if (policy !== 'none') return report.pass(because);
    const raiseOn = intent.dmarc?.raiseOn;
    if (raiseOn !== undefined && now > Date.parse(raiseOn)) return report.fail('overdue', { name, day: raiseOn, because, proof, fix: raiseLater(name, text) });
    if (code === 'own-mail-fails' || code === 'service-fails') return report.fail('not-ready', { name, because, sources, proof, fix: repairSources(sources) });
    if (raiseOn !== undefined) return report.pass(`DMARC watches until ${raiseOn}, as planned: ${because}`);
    return watched
      ? report.fail('watching-only', { name, because, proof, fix: raiseLater(name, text) })
      : report.notApplicable('it sends no reports; see email/dmarc');
  },
});
