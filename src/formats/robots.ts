/** What robots.txt says to us, RFC 9309. */
export interface Robots {
  /** May `target` (path and query) be asked? */
  readonly allows: (target: string) => boolean;
  /** Addresses of sitemaps, as written. */
  readonly sitemaps: readonly string[];
  /** Everybody is kept off the whole site. */
  readonly closesAll: boolean;
}

interface Rule {
  readonly allow: boolean;
  readonly pattern: string;
}
const MOST_CHARACTERS = 500_000;
const MOST_RULES = 2000;
export const NO_ROBOTS: Robots = { allows: () => true, sitemaps: [], closesAll: false };

/** Reads robots.txt for one agent (its name in lower case): its own group, else that of `*`. The longest fitting rule counts, `Allow` where both fit (§2.2.2). Never throws. */
export function readRobots(text: string, agent: string): Robots {
  const groups = new Map<string, Rule[]>();
  const sitemaps: string[] = [];
  let names: string[] = [];
  let open = false;
  let rules = 0;
  for (const line of text.slice(0, MOST_CHARACTERS).split(/\r\n|\r|\n/)) {
    const clean = line.split('#', 1)[0] ?? '';
    const colon = clean.indexOf(':');
    if (colon < 0) continue;
    const key = clean.slice(0, colon).trim().toLowerCase();
    const value = clean.slice(colon + 1).trim();
    if (key === 'sitemap' && sitemaps.length < 20) sitemaps.push(line.slice(line.indexOf(':') + 1).trim());
    if (key === 'user-agent') {
      names = open ? [...names, value.toLowerCase()] : [value.toLowerCase()];
      open = true;
      for (const name of names) if (!groups.has(name)) groups.set(name, []);
    }
    if (key !== 'allow' && key !== 'disallow') continue;
    open = false;
    if (value !== '' && (rules += 1) <= MOST_RULES) for (const name of names) groups.get(name)?.push({ allow: key === 'allow', pattern: value });
  }
  const everybody = groups.get('*') ?? [];
  const own = groups.get(agent) ?? everybody;
  return { allows: (target) => allowed(own, target), sitemaps, closesAll: !allowed(everybody, '/') };
}

function allowed(rules: readonly Rule[], target: string): boolean {
  let best: Rule | undefined;
  for (const rule of rules) {
    if (!fits(rule.pattern, target)) continue;
    if (!best || rule.pattern.length > best.pattern.length || (rule.pattern.length === best.pattern.length && rule.allow)) best = rule;
  }
  return best?.allow ?? true;
}

/** `*` stands for anything, a final `$` for the end; otherwise a pattern fits every target that begins with it. The leftmost place of each piece is enough. */
function fits(pattern: string, target: string): boolean {
  const anchored = pattern.endsWith('$');
  const pieces = (anchored ? pattern.slice(0, -1) : pattern).split('*');
  const [first = '', ...rest] = pieces;
  if (!target.startsWith(first)) return false;
  if (rest.length === 0) return !anchored || target.length === first.length;
  let at = first.length;
  const last = rest.pop() ?? '';
  for (const piece of rest) {
    const found = target.indexOf(piece, at);
    if (found < 0) return false;
    at = found + piece.length;
  }
  return anchored ? target.length - last.length >= at && target.endsWith(last) : target.includes(last, at);
}
