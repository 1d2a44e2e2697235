import { isAtOrBelow } from '../../model/domain-name.ts';
import type { Caa } from '../../evidence/domain/caa.ts';
import type { Remedy } from '../../model/fix.ts';
import { dnsRemedy, type RecordChange, type ZoneAt } from './dns-remedy.ts';

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

/**
 * The repair of a CAA set. One that was found at the target of an alias (RFC 8659 §3) is its owner's; an alias can have no CAA record of its own beside it.
 * @param change of the set at `foundAt`
 */
export function caaRemedy(host: string, at: ZoneAt, foundAt: string, change: RecordChange, after: readonly string[] = []): Remedy {
  if (isAtOrBelow(foundAt, at.zone)) return dnsRemedy(at, [change], after);
  return {
    steps: [
      `${host} is an alias, and the CAA record stands at its target ${foundAt}, which you do not run: ask the company that does to allow the authority (${change.data}).`,
      `Or replace the alias by the addresses that your hosting shows for ${host}: then the CAA record of ${at.zone} counts.`,
    ],
  };
}
