import type { CertificatePack, Cloudflare, CloudflareRecord } from '../../../evidence/edge/cloudflare.ts';
import { fieldsOf, listOf, textOf, textOrNull } from './json.ts';

const WEB_TYPES = ['A', 'AAAA', 'CNAME'] as const;

/** Records that lead web traffic somewhere. */
export function recordsIn(items: readonly unknown[]): CloudflareRecord[] {
  return items.map(fieldsOf).flatMap((record) => {
    const type = WEB_TYPES.find((one) => one === record['type']);
    if (type === undefined) return [];
    const name = textOf(typeof record['name'] === 'string' ? record['name'].toLowerCase() : '', 255);
    return [{ name, type, content: textOf(record['content'], 255), proxied: record['proxied'] === true }];
  });
}

const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}/;

/** Certificate packs, each with the end of the certificate that lives longest. */
export function packsIn(items: readonly unknown[]): CertificatePack[] {
  return items
    .slice(0, 200)
    .map(fieldsOf)
    .map((pack) => ({
      type: textOf(pack['type'], 40),
      status: textOf(pack['status'], 40),
      hosts: listOf(pack['hosts'])
        .slice(0, 60)
        .map((host) => textOf(typeof host === 'string' ? host.toLowerCase() : '', 255)),
      expires:
        listOf(pack['certificates'])
          .map((one) => fieldsOf(one)['expires_on'])
          .flatMap((text) => (typeof text === 'string' && INSTANT.test(text) ? [Date.parse(text)] : []))
          .filter((at) => Number.isFinite(at))
          .sort((a, b) => b - a)
          .map((at) => new Date(at).toISOString())[0] ?? null,
      errors: listOf(pack['validation_errors'])
        .slice(0, 5)
        .map((one) => textOf(fieldsOf(one)['message'], 200)),
    }));
}

export function dnssecIn(result: unknown): NonNullable<Cloudflare['dnssec']> {
  const { status, ds } = fieldsOf(result);
  return { status: textOf(status, 40), ds: textOrNull(ds, 300) };
}

export function botsIn(result: unknown): NonNullable<Cloudflare['bots']> {
  const { fight_mode: fight, sbfm_definitely_automated: definitely, sbfm_likely_automated: likely } = fieldsOf(result);
  return { fightMode: fight === true, definitely: textOrNull(definitely, 40), likely: textOrNull(likely, 40) };
}

export function zoneIn(result: unknown): NonNullable<Cloudflare['zone']> & { readonly name: string } {
  const zone = fieldsOf(result);
  return {
    id: typeof zone['id'] === 'string' && /^[0-9a-f]{1,32}$/.test(zone['id']) ? zone['id'] : '',
    name: typeof zone['name'] === 'string' ? zone['name'].toLowerCase() : '',
    status: textOf(zone['status'], 40),
    paused: zone['paused'] === true,
    plan: textOf(fieldsOf(zone['plan'])['name'], 60),
    type: textOf(zone['type'], 40),
  };
}
