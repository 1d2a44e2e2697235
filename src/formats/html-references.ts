import { Parser } from 'htmlparser2';
import { parseUrl } from './url.ts';

export type ReferenceElement = 'script' | 'stylesheet' | 'frame' | 'form' | 'object' | 'image' | 'font' | 'media' | 'style' | 'manifest';
export interface HtmlReference {
  readonly element: ReferenceElement;
  /** Absolute. */
  readonly url: URL;
  /** Browsers block it when it is mixed content (W3C Mixed Content §3.1), or it sends what the visitor typed in clear. */
  readonly active: boolean;
}
/** One script element. */
export interface HtmlScript {
  /** None for a script written into the page. */
  readonly url: URL | undefined;
  /** The text of a script written into the page, at most 200,000 characters; empty for a data block such as JSON. */
  readonly text: string;
  readonly nonce: string | undefined;
  /** It carries an integrity attribute. */
  readonly integrity: boolean;
  /** The page waits for it: in the head, neither async nor defer nor a module. */
  readonly blocking: boolean;
}
/** What an HTML page says about itself and loads, read without running it. All raw outside text. */
export interface HtmlFacts {
  readonly title: string | undefined;
  readonly canonical: string | undefined;
  readonly robots: readonly string[];
  /** Target of a meta refresh. */
  readonly refresh: string | undefined;
  readonly upgradesInsecure: boolean;
  readonly references: readonly HtmlReference[];
  readonly scripts: readonly HtmlScript[];
  /** Where links for people lead. */
  readonly links: readonly URL[];
  /** Content security policies written into the page. */
  readonly policies: readonly string[];
  /** Fields in which secrets are typed. */
  readonly asks: { readonly password: boolean; readonly card: boolean };
  /** Event handlers written into attributes (`onclick="…"`), which a policy without 'unsafe-inline' stops. */
  readonly handlers: number;
  /** What a visitor can read, at most 20,000 characters. */
  readonly words: string;
  readonly buildId: string | undefined;
}

const MOST_REFERENCES = 2000;
const ACTIVE: ReadonlySet<ReferenceElement> = new Set(['script', 'stylesheet', 'font', 'frame', 'form', 'object', 'manifest']);
const LINK_ELEMENTS: Readonly<Record<string, ReferenceElement>> = {
  stylesheet: 'stylesheet',
  modulepreload: 'script',
  icon: 'image',
  'apple-touch-icon': 'image',
  manifest: 'manifest',
};
const PRELOADS: Readonly<Record<string, ReferenceElement>> = { script: 'script', style: 'stylesheet', image: 'image', font: 'font' };
const BUILD_META = /^(version|build|build-id|build-version|app-version|commit|revision|git-commit|release)$/i;

/** Reads an HTML page leniently, as browsers do. `url` is the page's own address. Never throws. */
export function readHtml(html: string, url: string): HtmlFacts {
  const found = reader(url);
  const parser = new Parser({
    onopentag: (name, attributes) => found.open(name, attributes),
    ontext: (text) => found.text(text),
    onclosetag: (name) => found.close(name),
  });
  parser.write(html);
  parser.end();
  return found.facts();
}

type Attributes = Readonly<Record<string, string>>;
interface Draft {
  base: string;
  title: string | undefined;
  canonical: string | undefined;
  refresh: string | undefined;
  upgradesInsecure: boolean;
  buildId: string | undefined;
  handlers: number;
  words: string;
  readonly asks: { password: boolean; card: boolean };
  readonly robots: string[];
  readonly references: HtmlReference[];
  readonly scripts: HtmlScript[];
  readonly links: URL[];
  readonly policies: string[];
}

function reader(pageUrl: string) {
  const draft: Draft = {
    base: pageUrl,
    title: undefined,
    canonical: undefined,
    refresh: undefined,
    upgradesInsecure: false,
    buildId: undefined,
    handlers: 0,
    words: '',
    asks: { password: false, card: false },
    robots: [],
    references: [],
    scripts: [],
    links: [],
    policies: [],
  };
  let inside: string[] = [];
  let script = '';
  let opened: Attributes = {};
  const refer = (element: ReferenceElement, text: string | undefined): void => {
    const url = text === undefined || draft.references.length >= MOST_REFERENCES ? undefined : parseUrl(text.trim(), draft.base);
    if (url) draft.references.push({ element, url, active: ACTIVE.has(element) });
  };
  return {
    open(name: string, attributes: Attributes): void {
      inside.push(name);
      if (inside.length > 500) inside = inside.slice(-50);
      if (name === 'script') {
        script = '';
        opened = attributes;
      }
      if (name === 'a' || name === 'area') linked(draft, attributes['href']);
      if (name === 'input') asked(draft, attributes);
      for (const key in attributes) if (key.startsWith('on')) draft.handlers += 1;
      if (name === 'base' && attributes['href'] !== undefined) draft.base = parseUrl(attributes['href'], pageUrl)?.href ?? draft.base;
      if (name === 'meta') meta(draft, attributes);
      if (name === 'link') link(draft, attributes, refer);
      for (const [element, text] of loads(name, attributes)) refer(element, text);
    },
    text(text: string): void {
      const within = inside.at(-1);
      if (within === 'title' && !inside.includes('svg')) draft.title = `${draft.title ?? ''}${text}`.slice(0, 1000);
      if (within === 'style') for (const url of insecureCssUrls(text)) refer('style', url);
      if (within === 'script' && script.length < 200_000) script += text;
      else if (within !== 'style' && within !== 'title' && draft.words.length < MOST_WORDS) draft.words += text.slice(0, MOST_WORDS);
    },
    close(name: string): void {
      const at = inside.lastIndexOf(name);
      if (at >= 0) inside.length = at;
      if (name === 'script') {
        draft.buildId ??= /"buildId":"([\w-]{1,80})"/.exec(script)?.[1];
        if (draft.scripts.length < MOST_SCRIPTS) draft.scripts.push(scriptOf(opened, script, inside.includes('head'), draft.base));
      }
    },
    facts: (): HtmlFacts => ({ ...draft, title: draft.title?.trim() || undefined, buildId: draft.buildId ?? nextBuildId(draft.references) }),
  };
}

const MOST_SCRIPTS = 300;
const MOST_LINKS = 1000;
const MOST_WORDS = 20_000;
const SCRIPT_TYPES = /^(|module|(text|application)\/(x-)?(java|ecma)script)$/i;

function scriptOf(attributes: Attributes, text: string, inHead: boolean, base: string): HtmlScript {
  const src = attributes['src'];
  const type = (attributes['type'] ?? '').trim();
  const runs = SCRIPT_TYPES.test(type);
  const waits = inHead && runs && type.toLowerCase() !== 'module' && attributes['async'] === undefined && attributes['defer'] === undefined;
  return {
    url: src === undefined ? undefined : parseUrl(src.trim(), base),
    text: src === undefined && runs ? text : '',
    nonce: attributes['nonce'] || undefined,
    integrity: (attributes['integrity'] ?? '').trim() !== '',
    blocking: src !== undefined && waits,
  };
}

function linked(draft: Draft, href: string | undefined): void {
  const url = href === undefined || draft.links.length >= MOST_LINKS ? undefined : parseUrl(href.trim(), draft.base);
  if (url) draft.links.push(url);
}

function asked(draft: Draft, { type = '', autocomplete = '', name = '' }: Attributes): void {
  if (type.toLowerCase() === 'password') draft.asks.password = true;
  if (/\bcc-(number|csc|exp)/i.test(autocomplete) || /^(card-?number|cardnumber|cvc|cvv)$/i.test(name)) draft.asks.card = true;
}

function meta(draft: Draft, { name = '', content = '', 'http-equiv': equiv = '' }: Attributes): void {
  if (/^(robots|googlebot)$/i.test(name)) draft.robots.push(...content.toLowerCase().split(/[\s,]+/));
  if (BUILD_META.test(name)) draft.buildId ??= content.slice(0, 100) || undefined;
  if (/^refresh$/i.test(equiv)) draft.refresh ??= /url\s*=\s*['"]?([^'"]+)/i.exec(content)?.[1];
  if (/^content-security-policy$/i.test(equiv)) {
    if (draft.policies.length < 20) draft.policies.push(content.slice(0, 20_000));
    if (/upgrade-insecure-requests/i.test(content)) draft.upgradesInsecure = true;
  }
}

function link(draft: Draft, { rel = '', href, as = '' }: Attributes, refer: (element: ReferenceElement, text: string | undefined) => void): void {
  const relations = rel.toLowerCase().split(/\s+/);
  if (relations.includes('canonical') && href !== undefined) draft.canonical ??= parseUrl(href, draft.base)?.href;
  for (const relation of relations) {
    const element = relation === 'preload' ? PRELOADS[as.toLowerCase()] : LINK_ELEMENTS[relation];
    if (element && !(relation === 'stylesheet' && relations.includes('alternate'))) refer(element, href);
  }
}

function loads(name: string, attributes: Attributes): [ReferenceElement, string | undefined][] {
  switch (name) {
    case 'script':
      return [['script', attributes['src']]];
    case 'iframe':
    case 'frame':
      return [['frame', attributes['src']]];
    case 'embed':
      return [['object', attributes['src']]];
    case 'object':
      return [['object', attributes['data']]];
    case 'form':
      return [['form', attributes['action']]];
    case 'button':
    case 'input':
      return [
        ['form', attributes['formaction']],
        ['image', attributes['type']?.toLowerCase() === 'image' ? attributes['src'] : undefined],
      ];
    case 'img':
      return [['image', attributes['src']], ...srcset(attributes['srcset'])];
    case 'source':
      return [['media', attributes['src']], ...srcset(attributes['srcset'])];
    case 'audio':
    case 'video':
      return [
        ['media', attributes['src']],
        ['image', attributes['poster']],
      ];
    default:
      return [];
  }
}

function srcset(text = ''): ['image', string][] {
  return text
    .split(/,\s+/)
    .slice(0, 20)
    .map((candidate) => ['image', candidate.trim().split(/\s+/)[0] ?? ''] as ['image', string])
    .filter(([, url]) => url !== '');
}

/** Only absolute http addresses matter here: relative ones take the page's scheme. */
function insecureCssUrls(css: string): string[] {
  return [...css.slice(0, 200_000).matchAll(/(?:url\(\s*|@import\s+)['"]?(http:\/\/[^'")\s]{1,500})/gi)].map((match) => match[1] ?? '').slice(0, 20);
}

/** Next.js names the build in the path of its manifest. */
function nextBuildId(references: readonly HtmlReference[]): string | undefined {
  for (const { url } of references) {
    const id = /\/_next\/static\/([\w-]{8,80})\/_(?:buildManifest|ssgManifest)\.js$/.exec(url.pathname)?.[1];
    if (id) return id;
  }
  return undefined;
}
