import { isAtOrBelow } from '../../model/domain-name.ts';
import type { EdgePageCode, Want } from '../../evidence/edge/page-code.ts';
import { allows, allowsInline, governing, parsePolicy } from '../../formats/csp.ts';

/** What a page wants and one of its own enforced policies refuses, with that policy. Data addresses are judged by their scheme alone. */
export interface Refused {
  readonly want: Want;
  readonly policy: EdgePageCode['policies'][number];
}

export function refusedBy({ page, policies, wants }: EdgePageCode): Refused[] {
  const at = page === null ? null : URL.parse(page);
  if (!at) return [];
  const enforced = policies.map((policy, number) => ({ policy, number, parsed: parsePolicy(policy.text) })).filter(({ policy }) => policy.enforced);
  return wants.flatMap((want) => {
    const url = want.url === null ? null : URL.parse(want.url.replace(/…$/, ''));
    if (want.url !== null && !url) return [];
    const by = enforced.find(({ number, parsed }) =>
      url
        ? !allows(parsed, { directive: want.directive, url, page: at, nonced: want.fits.includes(number) })
        : !allowsInline(parsed, want.directive, want.fits.includes(number)),
    );
    return by ? [{ want, policy: by.policy }] : [];
  });
}

/** The directive that would have to name it. */
export function directiveToWiden(want: Want): string {
  return want.directive.replace(/-(elem|attr)$/, '');
}

/** The policy was longer than evidence keeps, so what it allows cannot be told. */
export const isCut = ({ text }: EdgePageCode['policies'][number]): boolean => text.endsWith('…');

export function isOwnAddress(url: string | null, domain: string): boolean {
  const name = url === null ? undefined : URL.parse(url)?.hostname;
  return name !== undefined && isAtOrBelow(name, domain);
}

/** As a policy would name it. */
export function originOf(url: string | null): string {
  const parsed = url === null ? null : URL.parse(url);
  return parsed && parsed.host !== '' ? `${parsed.protocol}//${parsed.host}` : 'data:';
}

/** The policy with what is wanted from elsewhere added where it decides; what it says beside that stays. Nothing when it cannot stand in a configuration as it is. */
export function widened(policy: string, refused: readonly Refused[]): string | undefined {
  const added = new Map(parsePolicy(policy).directives);
  for (const { want } of refused) {
    const name = directiveToWiden(want);
    const rule = governing({ directives: added, repeated: [] }, want.directive);
    if (want.url === null || !rule) continue;
    const kept = rule.sources.filter((source) => source.toLowerCase() !== "'none'");
    const origin = originOf(want.url);
    added.set(rule.name === 'default-src' ? name : rule.name, kept.includes(origin) ? kept : [...kept, origin]);
  }
  const text = [...added].map(([name, sources]) => [name, ...sources].join(' ')).join('; ');
  return /^[\w '*:;/.+=-]+$/.test(text) && !text.includes('nonce-') ? text : undefined;
}
