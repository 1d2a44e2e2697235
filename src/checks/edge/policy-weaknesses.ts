import { CSP_BYPASS_HOSTS, CSP_BYPASS_WITH_EVAL } from '../../data/csp-bypass-hosts.ts';
import { governing, has, hashesIn, KNOWN_DIRECTIVES, matches, noncesIn, type Policy } from '../../formats/csp.ts';

const PAGE = new URL('https://page.invalid/');

/** What makes a policy weaker than it looks, in plain words; empty for one that stops foreign scripts. */
export function weaknessesOf(policy: Policy): string[] {
  const rule = governing(policy, 'script-src-elem');
  if (!rule) return ['no script-src and no default-src: any script may run'];
  const { sources } = rule;
  const named = noncesIn(sources).length > 0 || hashesIn(sources).length > 0;
  const strict = has(sources, 'strict-dynamic');
  const weak: string[] = [];
  if (has(sources, 'unsafe-inline') && !named && !strict) weak.push("'unsafe-inline' for scripts: what an attacker gets into the page runs");
  const open = sources.find((source) => ['*', 'https:', 'http:', 'data:', 'blob:'].includes(source.toLowerCase()) && source.toLowerCase() !== 'blob:');
  if (open !== undefined && !strict) weak.push(`${open.slice(0, 20)} for scripts: every site may serve them`);
  const bypass = strict ? [] : bypassHosts(sources);
  if (bypass.length > 0) weak.push(`hosts where anybody can have a script: ${bypass.slice(0, 3).join(', ')}`);
  if (!policy.directives.has('object-src') && !policy.directives.has('default-src')) weak.push('no object-src');
  if ((named || strict) && !policy.directives.has('base-uri')) weak.push('no base-uri, so that a <base> in the page leads its scripts elsewhere');
  return weak;
}

function bypassHosts(sources: readonly string[]): string[] {
  const candidates = has(sources, 'unsafe-eval') ? [...CSP_BYPASS_HOSTS, ...CSP_BYPASS_WITH_EVAL] : CSP_BYPASS_HOSTS;
  // A source with a path is meant for one file: whether that very file helps an attacker is another question.
  const whole = sources.filter((source) => source !== '*' && !/^\w+:$/.test(source) && !/[a-z0-9]\/[^/]/i.test(source.replace(/^\w+:\/\//, '')));
  return candidates.filter((host) => whole.some((source) => matches(source, new URL(`https://${host}/`), PAGE)));
}

/** Names in a policy that no browser knows, and names given twice. */
export function mistakesIn({ directives, repeated }: Policy): string[] {
  const unknown = [...directives.keys()].filter((name) => !KNOWN_DIRECTIVES.has(name)).map((name) => `${name} is no directive`);
  const keywords = [...directives].flatMap(([name, sources]) =>
    sources.filter((source) => /^(self|none|unsafe-inline|unsafe-eval|strict-dynamic)$/i.test(source)).map((source) => `${source} in ${name} lacks its quotes`),
  );
  return [...unknown, ...repeated.map((name) => `${name} stands twice, the second is ignored`), ...keywords].slice(0, 10);
}
