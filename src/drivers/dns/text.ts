import { recordText } from '../../formats/zone-record.ts';
import type { DnsRecord, DnsReply, DnsStatus, RecordData, RecordType } from './record.ts';

/** The data of a record as `dig` prints it, names without the final dot. */
export function dataText(record: DnsRecord): string {
  if (record.type === 'DNSKEY' || record.type === 'CDNSKEY') return `${record.data.flags} 3 ${record.data.algorithm} ${record.data.key}`;
  if (record.type === 'RRSIG') return signatureText(record.data);
  if (record.type === 'NSEC') return `${record.data.next} ${record.data.types.join(' ')}`;
  if (record.type === 'NSEC3')
    return `${record.data.hash} ${record.data.flags} ${record.data.iterations} ${record.data.salt || '-'} ${record.data.next} ${record.data.types.join(' ')}`;
  if (record.type === 'SVCB' || record.type === 'HTTPS')
    return `${record.data.priority} ${record.data.target}${record.data.params.map(({ key, value }) => ` ${key}${value && `="${value}"`}`).join('')}`;
  if (record.type === 'TLSA') return `${record.data.usage} ${record.data.selector} ${record.data.matchingType} ${record.data.certificate}`;
  return recordText(record);
}

function signatureText(data: RecordData['RRSIG']): string {
  return `${data.covered} ${data.algorithm} ${data.labels} ${data.originalTtl} ${data.expiration} ${data.inception} ${data.keyTag} ${data.signer} ${data.signature}`;
}

/** An answer as `dig` would print it: its records, and its status when there is none of the asked type. */
export function linesOf(name: string, type: RecordType, reply: DnsReply): string[] {
  const records = reply.answers.map((record) => `${record.name}. ${record.ttl} IN ${record.type} ${dataText(record)}`);
  return reply.status === 'ok' ? records : [...records, `${name}. ${type}: ${STATUS_WORDS[reply.status]}`];
}

const STATUS_WORDS: Readonly<Record<DnsStatus, string>> = {
  ok: 'NOERROR',
  nodata: 'NOERROR, no such record',
  nxdomain: 'NXDOMAIN, no such name',
  referral: 'referral to other name servers',
  servfail: 'SERVFAIL',
  refused: 'REFUSED',
  timeout: 'no answer in time',
  unreachable: 'could not be reached',
  malformed: 'not a DNS answer',
};
