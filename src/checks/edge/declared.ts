import type { AppEndpoint, Intent } from '../../model/intent.ts';

/** What nothing can be said of without its address: why, for the report. Nothing when the config declares such an endpoint of this host. */
export function undeclared(
  intent: Intent,
  host: string,
  kinds: readonly AppEndpoint['is'][],
): { readonly how: 'unknown' | 'notApplicable'; readonly says: string } | undefined {
  const all = (intent.endpoints ?? []).filter(({ is }) => kinds.includes(is));
  if (all.some(({ url }) => URL.parse(url)?.hostname === host)) return undefined;
  const words = kinds.join(', ');
  // The product has them somewhere; as long as nobody says where, nothing is proven about its app.
  if (all.length === 0 && intent.hosts.some(({ name, purpose, declared }) => declared && name === host && purpose === 'app'))
    return { how: 'unknown', says: `the config does not say where the app has its ${words} (endpoints); if it has none, confirm that (attestations)` };
  return { how: 'notApplicable', says: `the config declares no endpoint of this host that is a ${words}` };
}
