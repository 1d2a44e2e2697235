import { quote } from '../../model/text.ts';
import type { Behind } from './propagation-facts.ts';

/** What to do about a name server that is behind. */
export const WAIT_FOR_SERVER = [
  'If the change is less than an hour old, look again first: copies of a zone follow after a while.',
  'If it stays: at your DNS host, look whether that server is still among its name servers; take it off the list at the registrar if not, or have it load the zone again.',
];

/** The slots of a finding about who is behind; `at` is the time of judgement in epoch milliseconds. */
export function saying({ name, type, view, now }: Behind, at: number) {
  return { name, type, server: view.server, old: shown(view.values), now: shown(now), until: untilOf(view.ttl, at) };
}

function shown(values: readonly string[]) {
  return quote(values.length > 0 ? values.join(', ') : 'none', 120);
}

function untilOf(ttl: number, at: number): string {
  return `${new Date(at + ttl * 1000).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}

/** What to do about a resolver that is behind: wait. */
export function waitFor({ view }: Behind, at: number): string[] {
  return [
    `Nothing to repair: wait until ${untilOf(view.ttl, at)}, then run this audit again.`,
    'Keep what the old record leads to running until then.',
    'Public resolvers forget at once when asked to: one.one.one.one/purge-cache and developers.google.com/speed/public-dns/cache.',
  ];
}
