import { nameServers } from '../../evidence/domain/name-servers.ts';
import { bimiEvidence } from '../../evidence/email/bimi.ts';
import { dmarcEvidence } from '../../evidence/email/dmarc.ts';
import { effectivePolicy, parseDmarc, subdomainPolicy } from '../../formats/dmarc.ts';
import { defineCheck, maybe, one } from '../../model/check.ts';
import { quote } from '../../model/text.ts';
import { fileFault, proveFile } from './fetched-file.ts';
import { whyNotOurs } from './not-judged.ts';

const common = { impact: 'experience', identity: [], minutes: 30, waitMinutes: 60, class: 'later', fails: [] } as const;

export const bimiCheck = defineCheck({
  id: 'email/bimi',
  rows: [],
  stage: 'email',
  about: 'domain',
  title: 'The brand picture of mail, where it is announced, can be shown',
  why: 'BIMI shows your logo beside your mail. If any part of it is wrong, mailbox providers show nothing.',
  test: 'dig +short TXT default._bimi.{subject}',
  refs: ['draft-brand-indicators-for-message-identification', 'draft-svg-tiny-ps-abrotman'],
  needs: { bimi: one(bimiEvidence), dmarc: maybe(dmarcEvidence), ns: maybe(nameServers) },
  maxAge: '24h',
  problems: {
    invalid: { ...common, says: 'The BIMI record of {name:name} does not count: {wrong:outside}' },
    'dmarc-too-weak': { ...common, says: 'BIMI of {name:name} is ignored until DMARC says quarantine or reject for the domain and its subdomains' },
    picture: { ...common, says: 'The BIMI picture of {name:name} cannot be shown: {wrong:outside}' },
  },
  judge({ bimi, dmarc, ns }, { subject: { name }, now, report }) {
    const foreign = whyNotOurs(name, ns);
    if (foreign !== undefined) return report.notApplicable(foreign);
    if (bimi.state === 'none') return report.notApplicable(`DNS proves that ${name} has no BIMI record; it is an extra`);
    if (bimi.declined) return report.pass('the domain says that it shows no picture');
    const proof = [{ says: `TXT at default._bimi.${name}`, lines: bimi.records }];
    const [fault] = bimi.faults;
    const wrong = bimi.state === 'many' ? quote('there is more than one') : fault;
    const form = `The record at default._bimi.${name} has the form: v=BIMI1; l=https://…/logo.svg; a=https://…/certificate.pem`;
    if (wrong !== undefined) report.fail('invalid', { name, wrong, proof, fix: { steps: ['Keep one record and repair it.', form] } });
    const text = (dmarc?.state === 'record' ? dmarc.records[0] : undefined) ?? dmarc?.inherited?.record;
    const record = text === undefined ? undefined : parseDmarc(text);
    const weak = dmarc !== undefined && (!record || effectivePolicy(record) === 'none' || subdomainPolicy(record).existing === 'none');
    if (weak)
      report.fail('dmarc-too-weak', { name, proof, fix: { steps: ['Raise DMARC first, see email/dmarc-ladder; the picture appears by itself afterwards.'] } });
    if (!bimi.picture) return undefined;
    const { file, faults } = bimi.picture;
    if (file.outcome === 'unseen') return report.unknown(`the picture could not be fetched from here: ${file.says ?? ''}`);
    const unusable = fileFault(file, now) ?? faults[0];
    if (unusable === undefined)
      return report.pass(bimi.hasCertificate ? 'picture and certificate are there' : 'the picture is there; some mailboxes want a certificate for it too');
    const steps = ['Export the logo as "SVG Tiny PS" (square, with a title, below 32 kB) and serve it over https without a redirect.', form];
    return report.fail('picture', { name, wrong: quote(unusable), proof: [...proof, proveFile(file)], fix: { steps } });
  },
});
