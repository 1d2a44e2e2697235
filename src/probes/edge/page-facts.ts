import { isAtOrBelow } from '../../model/domain-name.ts';
import type { Exchange } from '../../drivers/http.ts';
import type { InsecureReference, PageFacts } from '../../evidence/edge/http.ts';
import { type HtmlFacts, type HtmlReference, readHtml } from '../../formats/html-references.ts';
import { showUrl } from '../../formats/url.ts';
import { quote } from '../../model/text.ts';
import { isHashed } from './assets.ts';
import { bodyText, headerOf } from './body-text.ts';
import { shown } from './walk-evidence.ts';

const LOCAL = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\]|0\.0\.0\.0)$|\.localhost$/;
/** A reference to the machine of whoever built the page. */
export const isLocal = ({ hostname }: URL): boolean => LOCAL.test(hostname);
const BUILD_HEADERS = ['x-build-id', 'x-version', 'x-app-version', 'x-commit', 'x-release'];

/** Facts of the page a host serves; `domain` is the project's own, whose hosts are not third parties. */
export function pageFacts(exchange: Exchange, domain: string): PageFacts {
  const html = isHtml(exchange);
  const facts = html ? readHtml(bodyText(exchange), exchange.url) : NOTHING;
  const policies = exchange.headers.filter(({ name }) => name === 'content-security-policy');
  const upgradesInsecure = facts.upgradesInsecure || policies.some(({ value }) => /upgrade-insecure-requests/i.test(value));
  const references = facts.references.filter(({ url }) => !isLocal(url));
  const insecure = upgradesInsecure ? [] : references.filter(({ url }) => url.protocol === 'http:');
  return {
    url: shown(exchange.url),
    scheme: exchange.url.startsWith('https:') ? 'https' : 'http',
    status: exchange.status,
    html,
    bytes: exchange.body.length,
    title: facts.title === undefined ? null : quote(facts.title, 200),
    canonical: facts.canonical === undefined ? null : shown(facts.canonical),
    noindex: isNoindex(exchange, facts),
    refresh: facts.refresh === undefined ? null : shown(facts.refresh),
    insecure: insecure.slice(0, 50).map(referenceFacts),
    upgradesInsecure,
    localhost: LOCAL.test(new URL(exchange.url).hostname) ? [] : localReferences(facts),
    thirdPartyHosts: thirdParties(references, domain),
    trusts: trusted(references, [...policies.map(({ value }) => value), ...facts.policies], domain),
    ...buildOf(exchange, facts),
  };
}

/** What tells one build of the app from another. */
export function buildOf(exchange: Exchange, facts: Pick<HtmlFacts, 'buildId' | 'references'>): Pick<PageFacts, 'buildId' | 'hashedFiles'> {
  const build = facts.buildId ?? BUILD_HEADERS.map((name) => headerOf(exchange, name)).find((value) => value !== undefined);
  const { origin } = new URL(exchange.url);
  const files = facts.references.filter(
    ({ element, url }) => (element === 'script' || element === 'stylesheet') && url.origin === origin && isHashed(url.pathname),
  );
  return {
    buildId: build === undefined ? null : quote(build, 100),
    hashedFiles: [...new Set(files.map(({ url }) => quote(url.pathname, 200)))].toSorted().slice(0, 20),
  };
}

const NOTHING: HtmlFacts = {
  title: undefined,
  canonical: undefined,
  robots: [],
  refresh: undefined,
  upgradesInsecure: false,
  references: [],
  scripts: [],
  links: [],
  policies: [],
  asks: { password: false, card: false },
  handlers: 0,
  words: '',
  buildId: undefined,
};

/** By its type, or by its first letters when it has none. */
export function isHtml(exchange: Exchange): boolean {
  const type = headerOf(exchange, 'content-type');
  return type === undefined ? /^\s*<(!doctype|html|head|body)/i.test(bodyText(exchange).slice(0, 200)) : /html/i.test(type);
}

/** By meta element or header. */
export function isNoindex(exchange: Exchange, facts: Pick<HtmlFacts, 'robots'>): boolean {
  const header = exchange.headers.filter(({ name }) => name === 'x-robots-tag').flatMap(({ value }) => value.toLowerCase().split(/[\s,]+/));
  return [...facts.robots, ...header].some((word) => word === 'noindex' || word === 'none');
}

export function referenceFacts({ element, url, active }: HtmlReference): InsecureReference {
  return { element, url: quote(showUrl(url.href), 300), active };
}

function localReferences(facts: HtmlFacts): InsecureReference[] {
  return facts.references
    .filter(({ url }) => isLocal(url))
    .slice(0, 10)
    .map(referenceFacts);
}

function thirdParties(references: readonly HtmlReference[], domain: string): string[] {
  const hosts = references
    .filter(({ url }) => /^https?:$/.test(url.protocol) && url.hostname !== '' && !isAtOrBelow(url.hostname, domain))
    .map(({ url }) => url.hostname);
  return [...new Set(hosts)].filter((host) => host.length <= 255).slice(0, 30);
}

type Trusted = NonNullable<PageFacts['trusts']>[number];
const POWERS = ['script', 'stylesheet', 'frame', 'form', 'object', 'manifest'] as const;

/** Hosts of others that could change what visitors see, run or send. */
function trusted(references: readonly HtmlReference[], policies: readonly string[], domain: string): Trusted[] {
  const loaded = references.flatMap(({ element, url }) => {
    const as = POWERS.find((power) => power === element);
    return as && /^https?:$/.test(url.protocol) ? [{ host: url.hostname, as }] : [];
  });
  const allowed = policies.flatMap(policyHosts).map((host) => ({ host, as: 'policy' as const }));
  const foreign = [...loaded, ...allowed].filter(({ host }) => HOST_NAME.test(host) && host.length <= 255 && !isAtOrBelow(host, domain));
  return [...new Map(foreign.map((one) => [`${one.as} ${one.host}`, one])).values()].slice(0, 60);
}

const HOST_NAME = /^[a-z0-9_-]+(\.[a-z0-9_-]+)*\.[a-z][a-z0-9-]*$/;
const POWERFUL_DIRECTIVE = /^(default|script|style|frame|child|object|worker|manifest)-src(-elem)?$|^form-action$/i;

/** Host names in the directives of a content security policy that let something run, be shown or be posted to; of `*.host` the part below the star (CSP Level 3 §2.3.1). */
function policyHosts(policy: string): string[] {
  return policy
    .slice(0, 20_000)
    .split(';')
    .flatMap((directive) => {
      const [name = '', ...sources] = directive.trim().split(/\s+/);
      return POWERFUL_DIRECTIVE.test(name) ? sources : [];
    })
    .filter((source) => !source.startsWith("'"))
    .map((source) =>
      source
        .toLowerCase()
        .replace(/^[a-z][a-z0-9+.-]*:\/\//, '')
        .replace(/^\*\./, '')
        .replace(/[:/].*$/, ''),
    );
}
