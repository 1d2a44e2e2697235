import { type EditedRecord, plainValue, type ZoneEdit } from './zone-edit.ts';

const API = 'https://api.cloudflare.com/client/v4';

/**
 * A shell script for the Cloudflare API: finds the records that go, then makes all changes in one batch, which Cloudflare applies whole or not at all
 * (developers.cloudflare.com/api, DNS records: list, batch). The token is read from the environment and needs "DNS: edit" on the zone.
 */
export function cloudflareText({ zone, changes }: ZoneEdit): string {
  const gone = changes.filter(({ op }) => op === 'remove');
  const posts = changes.filter(({ op }) => op === 'add').map(post);
  const deletes = gone.map((_, at) => `{"id":"'"$GONE_${at + 1}"'"}`).join(',');
  return [
    '#!/bin/sh',
    `# ${zone} at Cloudflare. Needs curl, jq and CLOUDFLARE_API_TOKEN (permission: DNS edit on this zone).`,
    'set -eu',
    `api() { curl -fsS -H "Authorization: Bearer $CLOUDFLARE_API_TOKEN" -H 'Content-Type: application/json' "$@"; }`,
    `ZONE=$(api '${API}/zones?name=${zone}' | jq -er '.result[0].id')`,
    ...gone.map((record, at) => `GONE_${at + 1}=$(${search(record)} | jq -er '.result[0].id')`),
    `api "${API}/zones/$ZONE/dns_records/batch" -d '{"deletes":[${deletes}],"posts":${shellSafe(JSON.stringify(posts))}}' | jq .success`,
    '',
  ].join('\n');
}

/** Finds one record by type, name and content. */
function search({ type, name, data, text }: EditedRecord): string {
  const isText = typeof data === 'object' && 'strings' in data;
  const content = isText || typeof data !== 'object' ? plainValue({ data, text }) : undefined;
  // Cloudflare keeps the quotes of a TXT text or not, depending on how it was typed; the beginning within it fits both.
  const filter = content === undefined ? '' : ` --data-urlencode '${isText ? 'content.contains' : 'content.exact'}=${shellSafe(content)}'`;
  return `api -G "${API}/zones/$ZONE/dns_records" -d type=${type} -d name.exact=${name}${filter}`;
}

function post({ type, name, ttl, data, text }: EditedRecord): Readonly<Record<string, unknown>> {
  const record = { type, name, ttl };
  if (typeof data !== 'object') return { ...record, content: data, ...(['A', 'AAAA', 'CNAME'].includes(type) && { proxied: false }) };
  if ('strings' in data) return { ...record, content: text };
  if ('exchange' in data) return { ...record, content: data.exchange === '' ? '.' : data.exchange, priority: data.preference };
  return { ...record, data: Object.fromEntries(cloudflareFields(data)) };
}

/** Fields of types with several, as Cloudflare names them: `matching_type`, `key_tag`. */
export function cloudflareFields(data: Exclude<EditedRecord['data'], string>): [name: string, value: unknown][] {
  return Object.entries(data).map(([name, value]) => [name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`), value]);
}

/** Within single quotes of a POSIX shell. */
function shellSafe(text: string): string {
  return text.replaceAll("'", `'\\''`);
}
