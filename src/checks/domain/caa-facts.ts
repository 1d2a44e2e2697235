import type { Caa } from '../../evidence/domain/caa.ts';

/** Properties that authorities understand: RFC 8659 §4, RFC 9495, CA/Browser Forum. */
const KNOWN_TAGS = ['issue', 'issuewild', 'iodef', 'contactemail', 'contactphone', 'issuemail', 'issuevmc'];

/** CAA names that may issue for a host that is not a wildcard, RFC 8659 §4.2; an empty list: nobody. */
export function allowedBy(caa: Caa): readonly string[] | 'anybody' {
  const issue = caa.records.filter((record) => record.tag === 'issue');
  if (issue.length === 0) return 'anybody';
  return [...new Set(issue.map((record) => (record.value.split(';')[0] ?? '').trim().toLowerCase()).filter((name) => name !== ''))].sort();
}

/** A property that is marked critical and that no authority understands: all must refuse (RFC 8659 §4.5). */
export function unknownCritical(caa: Caa): Caa['records'][number] | undefined {
  return caa.records.find((record) => (record.flags & 128) !== 0 && !KNOWN_TAGS.includes(record.tag));
}
