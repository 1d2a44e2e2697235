import { MAIL_PROVIDERS } from '../../data/mail-providers.ts';
import type { DmarcRecord } from '../../formats/dmarc.ts';
import { sendersUnder } from '../../model/senders.ts';
import type { Ways, DmarcContext } from './dmarc-record.ts';
import { withTags } from './dmarc-remedy.ts';

/** What the record demands of the domains that SPF and DKIM prove. */
export function judgeDmarcAlignment(text: string, record: DmarcRecord, { subject, intent, report }: DmarcContext, { replace }: Ways): void {
  if (record.psd === 'y') report.fail('claims-suffix', replace(withTags(text, { psd: null })));
  if (record.aspf !== 's') return;
  // A return path below the From domain belongs to it only when the alignment is relaxed (RFC 9989 §4.4.2).
  const below = sendersUnder(subject.name, intent).flatMap(({ domain, provider }) => {
    const service = MAIL_PROVIDERS.find(({ id }) => id === provider);
    const place = service?.spf.places[0];
    return service === undefined || place === undefined || place === '@' ? [] : [{ service: service.title, path: `${place}.${domain}` }];
  });
  const [first] = below;
  if (first) report.fail('strict-spf', { ...replace(withTags(text, { aspf: null })), ...first, grade: 'inferred' });
}
