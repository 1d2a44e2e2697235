import { type DnsAnswer, type DnsQuestion, joinStrings, NOTHING } from '../../src/formats/dns-question.ts';
import { resolveOver, type Zone } from '../../src/formats/zone.ts';
import { zoneRecord } from '../../src/formats/zone-record.ts';

/** `['_dmarc', 'TXT', 'v=DMARC1; p=none']`; a name ending in a dot is absolute, `@` is the zone itself. */
export type Line = readonly [name: string, type: string, text: string];

export function zone(name: string, ...lines: readonly Line[]): Zone {
  const soa = zoneRecord(name, 'SOA', `ns1.${name} hostmaster.${name} 1 7200 900 1209600 300`);
  const absolute = (label: string): string => (label === '@' ? name : label.endsWith('.') ? label : `${label}.${name}`);
  return { name, records: [soa, ...lines.map(([label, type, text]) => zoneRecord(absolute(label), type, text))] };
}

/** Answers questions from zones; names outside them do not exist, zones called `dead` give no answer. */
export function zoneAnswers(zones: readonly Zone[], dead: readonly string[] = []): (question: DnsQuestion) => DnsAnswer {
  const root: Zone = { name: '', records: [zoneRecord('', 'SOA', 'ns. hostmaster. 1 7200 900 1209600 300')] };
  return (question) => {
    const said = resolveOver([...zones, root], question, (name) => dead.includes(name));
    if (said.rcode === 'SERVFAIL' || said.rcode === 'REFUSED')
      return { ...NOTHING, status: 'unknown', code: 'malformed', why: `${question.name}: ${said.rcode}` };
    const data = said.answers.filter(({ type }) => type === question.type).map((record) => record.data);
    const joined = data.flatMap((each) => (typeof each === 'object' && 'strings' in each ? [joinStrings(each.strings)] : []));
    return {
      status: data.length > 0 ? 'ok' : said.rcode === 'NXDOMAIN' ? 'nxdomain' : 'nodata',
      chain: said.answers.flatMap((record) => (record.type === 'CNAME' ? [record.data as string] : [])),
      texts: joined.map(({ text }) => text),
      seams: joined.map(({ seams }) => seams),
      exchanges: data.flatMap((each) => (typeof each === 'object' && 'exchange' in each ? [each] : [])),
      addresses: question.type === 'A' || question.type === 'AAAA' ? data.map(String) : [],
      names: question.type === 'PTR' ? data.map(String) : [],
    };
  };
}

export { applyChanges } from '../../src/fixes/apply-changes.ts';
