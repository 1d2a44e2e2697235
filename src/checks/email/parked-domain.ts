import type { DmarcEvidence } from '../../evidence/email/dmarc.ts';
import type { SpfEvidence } from '../../evidence/email/spf.ts';
import { effectivePolicy, parseDmarc, subdomainPolicy } from '../../formats/dmarc.ts';
import { parseSpf, reachedTerms } from '../../formats/spf.ts';
import type { Quoted } from '../../model/text.ts';

/** The SPF texts at the domain, and whether they forbid everybody to send. */
export function spfOfParked(spf: SpfEvidence): { readonly records: readonly Quoted[]; readonly refusesAll: boolean } {
  const records = spf.places.find(({ role }) => role === 'domain')?.nodes[0]?.records ?? [];
  const terms = records.length === 1 && records[0] !== undefined ? reachedTerms(parseSpf(records[0]).terms) : [];
  return { records, refusesAll: terms.length === 1 && terms[0]?.text.toLowerCase() === '-all' };
}

/** The DMARC text that counts for the domain, and whether it refuses everything that fails, also below the domain. */
export function dmarcOfParked(dmarc: DmarcEvidence): { readonly text: string | undefined; readonly rejects: boolean } {
  const text = dmarc.state === 'many' ? undefined : (dmarc.records[0] ?? dmarc.inherited?.record);
  if (text === undefined) return { text, rejects: false };
  const record = parseDmarc(text);
  const { existing, missing } = subdomainPolicy(record);
  const rejects = record.faults.length === 0 && !record.testing && [effectivePolicy(record), existing, missing].every((policy) => policy === 'reject');
  return { text, rejects };
}
