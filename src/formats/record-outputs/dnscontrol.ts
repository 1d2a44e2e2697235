import { type EditedRecord, plainValue, type ZoneEdit } from './zone-edit.ts';

/** Record modifiers for the `D()` of a zone in dnsconfig.js (docs.dnscontrol.org, "Domain modifiers"). dnscontrol cuts long TXT texts itself. */
export function dnscontrolText({ zone, changes }: ZoneEdit): string {
  const gone = changes.filter(({ op }) => op === 'remove');
  return [
    `// In D(${JSON.stringify(zone)}, …):`,
    ...(gone.length > 0 ? ['// take out:', ...gone.map((record) => `//   ${modifier(record)},`)] : []),
    ...changes.filter(({ op }) => op === 'add').map((record) => `${modifier(record)},`),
    '',
  ].join('\n');
}

function modifier(record: EditedRecord): string {
  return `${record.type}(${[JSON.stringify(record.label), ...values(record), ...(record.op === 'add' ? [`TTL(${record.ttl})`] : [])].join(', ')})`;
}

function values({ data, text, type }: EditedRecord): string[] {
  if (typeof data === 'string') return [JSON.stringify(type === 'A' || type === 'AAAA' ? data : text)];
  if ('exchange' in data) return [String(data.preference), JSON.stringify(data.exchange === '' ? '.' : `${data.exchange}.`)];
  if ('tag' in data) return [JSON.stringify(data.tag), JSON.stringify(data.value), ...(data.flags >= 128 ? ['CAA_CRITICAL'] : [])];
  if ('port' in data) return [data.priority, data.weight, data.port].map(String).concat(JSON.stringify(`${data.target}.`));
  if ('certificate' in data) return [data.usage, data.selector, data.matchingType].map(String).concat(JSON.stringify(data.certificate));
  if ('digest' in data) return [data.keyTag, data.algorithm, data.digestType].map(String).concat(JSON.stringify(data.digest));
  return [JSON.stringify(plainValue({ data, text }))];
}
