import { createHash } from 'node:crypto';
import type { Header } from '../../drivers/http.ts';
import type { CodeFile, EdgePageCode, Want } from '../../evidence/edge/page-code.ts';
import { governing, hashesIn, noncesIn, parsePolicies, type Policy } from '../../formats/csp.ts';
import type { HtmlFacts, ReferenceElement } from '../../formats/html-references.ts';
import { showUrl } from '../../formats/url.ts';
import { quote } from '../../model/text.ts';
import { isLocal } from './page-facts.ts';
import { isAtOrBelow } from '../../model/domain-name.ts';

type SeenPolicy = EdgePageCode['policies'][number] & { readonly parsed: Policy };

/** All policies of a page, one each: of the header, which may hold several, and of its meta elements. */
export function policiesOf(headers: readonly Header[], metas: readonly string[]): SeenPolicy[] {
  const one = (from: 'header' | 'meta', enforced: boolean) => (value: string) =>
    value.split(',').flatMap((text): SeenPolicy[] => {
      const [parsed] = parsePolicies(text);
      return parsed ? [{ from, enforced, text: quote(text.replace(/'nonce-[^']*'/gi, "'nonce-…'"), 8000), parsed }] : [];
    });
  const named = (name: string): string[] => headers.filter((header) => header.name === name).map(({ value }) => value);
  return [
    ...named('content-security-policy').flatMap(one('header', true)),
    ...named('content-security-policy-report-only').flatMap(one('header', false)),
    ...metas.flatMap(one('meta', true)),
  ].slice(0, 40);
}

const DIRECTIVES: Readonly<Partial<Record<ReferenceElement, string>>> = {
  stylesheet: 'style-src-elem',
  frame: 'frame-src',
  form: 'form-action',
  object: 'object-src',
  image: 'img-src',
  font: 'font-src',
  media: 'media-src',
  manifest: 'manifest-src',
};

/** What the HTML itself loads. What is insecure or local is a fault of its own and left out here. */
export function wantsOf(facts: HtmlFacts, policies: readonly SeenPolicy[]): Want[] {
  const fitting = (text: string, nonce: string | undefined, external: boolean): number[] =>
    policies.flatMap(({ parsed }, at) => {
      const sources = governing(parsed, 'script-src-elem')?.sources ?? [];
      const named = nonce !== undefined && noncesIn(sources).includes(nonce);
      return named || (!external && hashesIn(sources).some((hash) => hash === digestOf(text, hash))) ? [at] : [];
    });
  const scripts = facts.scripts
    .filter(({ url, text }) => (url ? url.protocol === 'https:' && !isLocal(url) : text.trim() !== ''))
    .slice(0, 60)
    .map(
      ({ url, text, nonce }): Want => ({
        directive: 'script-src-elem',
        url: url ? quote(showUrl(url.href), 300) : null,
        where: url ? quote('script element') : quote(`script in the page: ${text.trim().slice(0, 60)}`),
        fits: fitting(text, nonce, url !== undefined),
      }),
    );
  const others = facts.references.flatMap(({ element, url }): Want[] => {
    const directive = DIRECTIVES[element];
    const plain = url.protocol === 'http:' || isLocal(url);
    return directive && !plain && /^(https|data|blob):$/.test(url.protocol)
      ? [
          {
            directive,
            url: url.protocol === 'https:' ? quote(showUrl(url.href), 300) : quote(`${url.protocol}…`),
            where: quote(`${element} element`),
            fits: [],
          },
        ]
      : [];
  });
  const known = new Set<string>();
  return [...scripts, ...others].filter((want) => {
    const key = `${want.directive} ${want.url ?? want.where}`;
    return known.has(key) ? false : known.add(key);
  });
}

function digestOf(text: string, like: string): string {
  const algorithm = like.slice(0, like.indexOf('-'));
  return `${algorithm}-${createHash(algorithm).update(text).digest('base64')}`;
}

/** Sockets, and addresses of hosts that the config calls an API, that the page's own scripts name. */
export function socketWants(files: readonly CodeFile[], apis: ReadonlySet<string>, domain: string): Want[] {
  const wants = new Map<string, Want>();
  for (const { kind, url: file, names } of files) {
    if (kind !== 'script') continue;
    for (const { url } of names) {
      const parsed = URL.parse(url);
      const calls =
        parsed &&
        !isLocal(parsed) &&
        ((parsed.protocol === 'wss:' && isAtOrBelow(parsed.hostname, domain)) || (parsed.protocol === 'https:' && apis.has(parsed.hostname)));
      if (parsed && calls && !wants.has(parsed.origin + parsed.protocol))
        wants.set(parsed.origin + parsed.protocol, { directive: 'connect-src', url, where: quote(`in ${file}`), fits: [] });
    }
  }
  return [...wants.values()];
}
