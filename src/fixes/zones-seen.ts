import type { DnsRecord, DnsReply } from '../drivers/dns.ts';
import { isWithin, type Zone } from '../formats/zone.ts';
import { type ZoneRecord, zoneRecord } from '../formats/zone-record.ts';

/** Types that a zone in memory can hold; others are never changed by a fix. */
const HELD = new Set(['A', 'AAAA', 'NS', 'CNAME', 'PTR', 'TXT', 'MX', 'CAA', 'SOA', 'SRV', 'DS', 'TLSA']);

/**
 * The zones as far as a run's DNS answers show them, to try a change on. Zone cuts come from the SOA records in the answers; what lies in no known zone is
 * kept below the root. Where name servers disagreed, all their records are in.
 */
export function zonesSeen(replies: readonly DnsReply[]): Zone[] {
  const records = new Map<string, ZoneRecord>();
  const cuts = new Set(['']);
  for (const { answers, authority } of replies) {
    for (const record of answers) if (HELD.has(record.type)) keep(records, record);
    for (const record of [...answers, ...authority]) {
      if (record.type !== 'SOA') continue;
      cuts.add(record.name);
      keep(records, record);
    }
  }
  const names = [...cuts].sort((a, b) => b.length - a.length);
  const homeOf = (record: ZoneRecord): string => names.find((zone) => isWithin(record.name, zone) && !(record.type === 'DS' && record.name === zone)) ?? '';
  const all = [...records.values()];
  return names.map((name) => {
    // A name server record below the apex would make a referral of what was answered.
    const own = all.filter((record) => homeOf(record) === name && (record.type !== 'NS' || record.name === name));
    return {
      name,
      records: own.some(({ type }) => type === 'SOA') ? own : [zoneRecord(name, 'SOA', `ns.${name} hostmaster.${name} 1 7200 900 1209600 300`), ...own],
    };
  });
}

function keep(records: Map<string, ZoneRecord>, record: DnsRecord): void {
  const { name, type, ttl } = record;
  // The null MX: the driver writes the root as ".", zones in memory as an empty name.
  const data = record.type === 'MX' && record.data.exchange === '.' ? { ...record.data, exchange: '' } : record.data;
  records.set(`${name} ${type} ${JSON.stringify(data)}`, { name, type, ttl, data: data as ZoneRecord['data'] });
}
