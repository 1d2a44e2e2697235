import { isAtOrBelow } from '../../model/domain-name.ts';
import { edgeDeclaredRoutes, type OldUrlWalk } from '../../evidence/edge/declared-routes.ts';
import { defineCheck, one } from '../../model/check.ts';
import { quote } from '../../model/text.ts';
import { walkLines } from '../edge/edge-facts.ts';

const lost = { class: 'incident', impact: 'revenue', identity: ['from'], minutes: 10 } as const;
const steps = (to: string): string[] => [
  `Redirect the address permanently (301, or 308) to ${to}, path by path.`,
  'Vercel: vercel.json "redirects"; Netlify: _redirects; Next.js: redirects() in next.config; Cloudflare: Bulk Redirects. A preview of the platform keeps its name: redirect by host.',
];

export const oldUrls = defineCheck({
  id: 'domain/old-urls',
  rows: ['B5'],
  stage: 'domain',
  about: 'project',
  title: 'Old addresses lead to the product',
  why: 'Links in mails, on social media and in search results live for years. Whoever follows one must not end on the demo, on an error or in another person’s deployment.',
  test: 'curl -sIL <old address> | grep -iE "^(HTTP|location)"',
  refs: ['RFC 9110 §15.4.2'],
  needs: { routes: one(edgeDeclaredRoutes, ['old-urls']) },
  maxAge: '24h',
  problems: {
    dead: { says: 'The old address {from:outside} leads to an error', ...lost },
    stays: { says: 'The old address {from:outside} still shows a page of its own instead of sending visitors to the product', ...lost },
    'wrong-place': { says: 'The old address {from:outside} leads to {ends:outside} instead of {to:outside}', ...lost },
    temporary: {
      says: 'The old address {from:outside} redirects with the temporary status {status:count}, so that search engines keep the old one',
      ...lost,
      class: 'later',
      fails: [],
    },
  },
  judge({ routes }, { intent, report }) {
    if (routes.oldUrls.length === 0) return report.notApplicable('the config names no old address (oldUrls)');
    for (const old of routes.oldUrls) {
      const { from, walk } = old;
      const to = old.to ?? quote(`https://${intent.canonicalHost ?? intent.domains[0] ?? 'your host'}/`);
      const details = { from, proof: [{ says: 'asked, redirect by redirect', lines: walkLines(walk) }], fix: { steps: steps(to) } };
      const last = walk.hops.at(-1);
      if (walk.end === 'challenged' || (walk.end === 'failed' && !isGone(old))) report.unknown(`${from}: ${walk.failure?.reason ?? 'a bot check answered'}`);
      else if (walk.end !== 'answered' || !last || last.status >= 400) report.fail('dead', details);
      else if (walk.hops.length === 1) report.fail('stays', details);
      else if (!isRightPlace(last.url, old, intent.canonicalHost, intent.domains)) report.fail('wrong-place', { ...details, ends: last.url, to });
      else {
        const temporary = walk.hops.find(({ status }) => [302, 303, 307].includes(status));
        if (temporary) report.fail('temporary', { ...details, status: temporary.status });
      }
    }
    report.pass(`${routes.oldUrls.length} old addresses lead where they must`);
  },
});

const isGone = ({ walk }: OldUrlWalk): boolean => ['not-found', 'refused', 'malformed'].includes(walk.failure?.code ?? '');

/** The place itself where one is named (a final slash does not matter); otherwise any page of the product. */
function isRightPlace(ends: string, { to }: OldUrlWalk, canonical: string | undefined, domains: readonly string[]): boolean {
  const [end, wanted] = [URL.parse(ends), to === null ? null : URL.parse(to)];
  const path = (url: URL): string => url.pathname.replace(/\/$/, '');
  if (!end) return false;
  if (wanted) return end.hostname === wanted.hostname && path(end) === path(wanted);
  return end.hostname === canonical || domains.some((domain) => isAtOrBelow(end.hostname, domain));
}
