import { nameServers } from '../../evidence/domain/name-servers.ts';
import { mtaStsEvidence } from '../../evidence/email/mta-sts.ts';
import { mxEvidence } from '../../evidence/email/mx.ts';
import { defineCheck, maybe, one } from '../../model/check.ts';
import { quote } from '../../model/text.ts';
import { dnsRemedy, replaceText, zoneAt } from '../domain/dns-remedy.ts';
import { fileFault, proveFile } from './fetched-file.ts';
import { idAt, mtaStsProblems, notCovered, publishPolicy } from './mta-sts-problems.ts';
import { proveMx } from './mx-proof.ts';
import { whyNotOurs } from './not-judged.ts';

const DAY_SECONDS = 86_400;

export const mtaStsCheck = defineCheck({
  id: 'email/mta-sts',
  rows: [],
  stage: 'email',
  about: 'domain',
  title: 'MTA-STS, where it is announced, works and fits the mail exchangers',
  why: 'MTA-STS tells senders to deliver to you only over encrypted, verified connections. One that names the wrong servers makes them deliver nothing.',
  test: 'dig +short TXT _mta-sts.{subject}; curl -i https://mta-sts.{subject}/.well-known/mta-sts.txt',
  refs: ['RFC 8461'],
  needs: { sts: one(mtaStsEvidence), mx: one(mxEvidence), ns: maybe(nameServers) },
  maxAge: '24h',
  monitorable: '1h',
  problems: mtaStsProblems,
  judge({ sts, mx, ns }, { subject: { name }, now, report }) {
    const foreign = whyNotOurs(name, ns);
    if (foreign !== undefined) return report.notApplicable(foreign);
    if (sts.state === 'none')
      return report.notApplicable(`DNS proves that ${name} does not announce MTA-STS: mail is encrypted where both sides can, as with most domains`);
    const at = zoneAt(name, ns);
    const proof = [{ says: `TXT at _mta-sts.${name}`, lines: sts.records }];
    const [fault] = sts.faults;
    const wrong = sts.state === 'many' ? quote('there is more than one') : fault;
    if (wrong !== undefined) {
      const fix = dnsRemedy(at, replaceText(`_mta-sts.${name}`, sts.records, `v=STSv1; id=${idAt(now)}`));
      report.fail('record-invalid', { name, wrong, proof, fix });
    }
    if (!sts.policy) return undefined;
    const { file, mode, maxAge, lines } = sts.policy;
    if (file.outcome === 'unseen') return report.unknown(`the MTA-STS policy could not be fetched from here: ${file.says ?? ''}`);
    const seen = [...proof, proveFile(file), ...(lines.length > 0 ? [{ says: 'The policy', lines: lines.slice(0, 12) }] : []), ...proveMx(name, mx)];
    const details = (as: 'testing' | 'enforce') => ({ name, proof: seen, fix: publishPolicy(at, name, mx, sts.records, as, idAt(now)) });
    const unreachable = fileFault(file, now);
    if (unreachable !== undefined) return report.fail('policy-unreachable', { ...details('testing'), wrong: quote(unreachable) });
    const [unreadable] = sts.policy.faults;
    if (unreadable !== undefined) return report.fail('policy-invalid', { ...details('testing'), wrong: unreadable });
    if (mode === 'none') return report.pass('MTA-STS is switched off on purpose (mode: none)');
    const again = details(mode === 'enforce' ? 'enforce' : 'testing');
    if (!/^text\/plain\b/i.test(file.contentType ?? '')) report.fail('policy-type', { ...again, type: file.contentType ?? quote('nothing') });
    if (maxAge !== null && maxAge < DAY_SECONDS) report.fail('short-life', { ...again, seconds: maxAge });
    const { hosts, all } = notCovered(mx, sts.policy.mx);
    if (hosts.length === 0) return undefined;
    if (mode !== 'enforce') return report.fail('mx-not-listed', { ...again, hosts });
    const some = all ? {} : { soften: { to: 'incident', because: 'another mail exchanger is in the policy' } as const };
    return report.fail('mail-refused', { ...again, hosts, ...some });
  },
});
