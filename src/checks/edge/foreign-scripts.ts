import { edgeCrawl } from '../../evidence/edge/crawl.ts';
import { edgePageCode } from '../../evidence/edge/page-code.ts';
import { defineCheck, maybe, one } from '../../model/check.ts';
import { quote } from '../../model/text.ts';
import { notForVisitors } from './edge-facts.ts';
import { foreignScriptsProblems } from './foreign-scripts-problems.ts';

export const foreignScripts = defineCheck({
  id: 'edge/foreign-scripts',
  rows: ['F9'],
  stage: 'performance',
  about: 'host',
  title: 'Scripts of other sites do not hold up the page or read what is typed',
  why: 'Every script on a page can read everything typed there, and one that the page waits for makes the page as slow, or as dead, as the site that serves it.',
  test: 'Open https://{subject} with the developer tools (F12, Network), filter by "JS", and look at the hosts',
  refs: ['W3C Subresource Integrity', 'HTML §4.12.1'],
  needs: { code: one(edgePageCode, []), crawl: maybe(edgeCrawl, []) },
  maxAge: '24h',
  unless: notForVisitors,
  problems: foreignScriptsProblems,
  judge({ code, crawl }, { subject, report }) {
    if (code.status === 'none') return report.notApplicable('the host serves no page of its own');
    const host = subject.name;
    const hostsOf = (scripts: readonly { readonly host: string }[]): string[] => [...new Set(scripts.map((script) => script.host))];
    const proofOf = (scripts: readonly { readonly url: string }[]) => [
      { says: 'in the HTML', lines: scripts.slice(0, 10).map(({ url }) => quote(`script: ${url}`)) },
    ];
    const blocking = code.foreignScripts.filter((script) => script.blocking);
    if (blocking.length > 0) report.fail('blocking', { host, hosts: hostsOf(blocking), proof: proofOf(blocking) });
    // A payment form without its provider's own script does not work.
    const needed =
      /(^|\.)(stripe\.com|paypal\.com|paddle\.com|braintreegateway\.com|adyen\.com|hcaptcha\.com|challenges\.cloudflare\.com|gstatic\.com|recaptcha\.net|accounts\.google\.com|appleid\.cdn-apple\.com)$/;
    const front = { url: code.page ?? quote(host), asks: code.asks, foreignScripts: code.foreignScripts };
    for (const page of [front, ...(crawl?.pages ?? []).filter(({ from }) => from !== null)]) {
      const readers = page.foreignScripts.filter((script) => !needed.test(script.host));
      if ((page.asks.password || page.asks.card) && readers.length > 0)
        report.fail('reads-secrets', {
          url: page.url,
          what: page.asks.card ? 'a card number' : 'a password',
          hosts: hostsOf(readers),
          proof: proofOf(readers),
        });
    }
    // Only file hosts serve the same bytes for ever; a provider's own loader changes and cannot carry a digest.
    const fixed = code.foreignScripts.filter(
      ({ host: from, integrity }) =>
        !integrity &&
        /^(cdn\.jsdelivr\.net|unpkg\.com|cdnjs\.cloudflare\.com|code\.jquery\.com|ajax\.googleapis\.com|stackpath\.bootstrapcdn\.com)$/.test(from),
    );
    if (fixed.length > 0) report.fail('no-integrity', { host, hosts: hostsOf(fixed), proof: proofOf(fixed) });
  },
});
