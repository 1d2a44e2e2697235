import { bimiEvidence } from '../evidence/email/bimi.ts';
import { daneEvidence } from '../evidence/email/dane.ts';
import { dkimEvidence } from '../evidence/email/dkim.ts';
import { dmarcEvidence } from '../evidence/email/dmarc.ts';
import { mtaStsEvidence } from '../evidence/email/mta-sts.ts';
import { spfEvidence } from '../evidence/email/spf.ts';
import { tlsRptEvidence } from '../evidence/email/tls-rpt.ts';
import type { MapLine } from '../model/domain-map.ts';
import type { EvidenceKind } from '../model/evidence.ts';

export type GivenLine = Omit<MapLine, 'owner' | 'tested' | 'ttl'> & { readonly ttl?: number; readonly checks: readonly string[] };

/** The lines of the map about mail, but for what stands at the domain itself (MX, SPF). */
export function mailLines(domain: string, seen: <T>(kind: EvidenceKind<T>) => T | undefined, line: (given: GivenLine) => MapLine): MapLine[] {
  const texts = (name: string, records: readonly string[] | undefined, purpose: string, ...checks: string[]): MapLine[] =>
    (records ?? []).map((data) => line({ name, type: 'TXT', data, purpose, checks }));
  const dmarc = seen(dmarcEvidence);
  const forged = (name: string, records: readonly string[] | undefined): MapLine[] =>
    texts(`_dmarc.${name}`, records, 'what receivers do with forged mail', 'email/dmarc', 'email/dmarc-ladder');
  return [
    ...(seen(spfEvidence)?.places ?? []).flatMap(({ role, name, nodes }) =>
      role === 'envelope' ? texts(name, nodes[0]?.records, 'who may send mail (return path)', 'email/spf') : [],
    ),
    ...(seen(dkimEvidence)?.selectors ?? []).flatMap(({ state, selector, domain: at, provider, records, chain }) =>
      (state === 'key' || state === 'many' ? records : []).map((data) =>
        line({
          name: `${selector}._domainkey.${at}`,
          type: chain.length > 0 ? 'CNAME' : 'TXT',
          data: chain[0] ?? data,
          purpose: `signs mail${provider === null ? '' : ` (${provider})`}`,
          checks: ['email/dkim'],
        }),
      ),
    ),
    ...forged(domain, dmarc?.records),
    ...(dmarc?.below ?? []).flatMap(({ domain: name, own }) => forged(name, own?.records)),
    ...texts(`_mta-sts.${domain}`, seen(mtaStsEvidence)?.records, 'asks senders to encrypt', 'email/mta-sts'),
    ...texts(`_smtp._tls.${domain}`, seen(tlsRptEvidence)?.records, 'where failed encryption is reported', 'email/tls-rpt'),
    ...texts(`default._bimi.${domain}`, seen(bimiEvidence)?.records, 'brand picture beside the mail', 'email/bimi'),
    ...(seen(daneEvidence)?.hosts ?? []).flatMap(({ place, records }) =>
      records.map(({ text }) => line({ name: place, type: 'TLSA', data: text, purpose: 'certificate of a mail exchanger', checks: ['email/dane'] })),
    ),
  ];
}
