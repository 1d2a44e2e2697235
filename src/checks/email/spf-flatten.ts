import { MAIL_PROVIDERS } from '../../data/mail-providers.ts';
import type { SpfPlace } from '../../evidence/email/spf.ts';
import { parseSpf, printSpf, printTerm, reachedTerms, type SpfMechanism, type SpfTerm } from '../../formats/spf.ts';
import { mergeSpf, repairedTerms, termKey } from '../../formats/spf-edit.ts';
import { MOST_SPF_LOOKUPS } from '../../formats/spf-walk.ts';
import { lookupsBelow, lookupsLeft } from './spf-tree.ts';

/** Large services change their addresses all the time; their includes stay. */
const LARGE: ReadonlySet<string> = new Set(MAIL_PROVIDERS.flatMap(({ spf }) => spf.includes));
/** RFC 7208 §3.4: longer records do not fit into one packet with the rest of the answer. */
const MOST_LENGTH = 450;

/**
 * `text`, the own record, with the addresses of some includes in their place: those that save the most look-ups for their length, as many as are needed.
 * Nothing when that does not fit, when an include allows by anything but addresses, or when only large services are left.
 */
export function flatSpf(place: SpfPlace, text: string): { readonly text: string; readonly terms: readonly string[] } | undefined {
  const terms = repairedTerms(text);
  if (!terms || !place.whole) return undefined;
  const left = new Set(terms.map(termKey));
  const candidates = place.nodes
    .flatMap((node, index) => {
      const networks =
        node.parent === 0 && node.term !== null && left.has(termKey(node.term)) && !LARGE.has(node.domain) ? networksOf(place, index) : undefined;
      return networks && node.term !== null ? [{ term: node.term, networks, saves: 1 + lookupsBelow(place, index) }] : [];
    })
    .sort((a, b) => textOf(a.networks).length / a.saves - textOf(b.networks).length / b.saves);
  const flattened = new Map<string, readonly SpfTerm[]>();
  let lookups = lookupsLeft(place, text);
  for (const { term, networks, saves } of candidates) {
    if (lookups <= MOST_SPF_LOOKUPS) break;
    flattened.set(termKey(term), networks);
    lookups -= saves;
  }
  if (lookups > MOST_SPF_LOOKUPS) return undefined;
  const flat = mergeSpf([printSpf(terms.flatMap((term) => flattened.get(termKey(term)) ?? [term]))]);
  return flat !== undefined && flat.length <= MOST_LENGTH ? { text: flat, terms: [...flattened.keys()] } : undefined;
}

/** The networks that a record and all it includes allow; nothing when anything else can decide. */
function networksOf(place: SpfPlace, index: number): readonly SpfMechanism[] | undefined {
  const node = place.nodes[index];
  const [text] = node?.records ?? [];
  if (!node?.term?.match(/^\+?include:/i) || node.state !== 'record' || text === undefined) return undefined;
  const networks: SpfMechanism[] = [];
  for (const term of reachedTerms(parseSpf(text).terms)) {
    if (term.kind !== 'mechanism') return undefined;
    if (term.name === 'all' && term.qualifier !== '+') continue;
    if (term.qualifier !== '+') return undefined;
    if (term.name === 'ip4' || term.name === 'ip6') networks.push(term);
    else {
      const below = place.nodes.findIndex((child) => child.parent === index && child.term === term.text);
      const inner = term.name === 'include' && below > 0 ? networksOf(place, below) : undefined;
      if (!inner) return undefined;
      networks.push(...inner);
    }
  }
  return networks;
}

function textOf(terms: readonly SpfTerm[]): string {
  return terms.map(printTerm).join(' ');
}
