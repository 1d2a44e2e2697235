import { deployPlatform } from '../../evidence/deploy/platform.ts';
import { type CorsRoute, cors } from '../../evidence/edge/cors.ts';
import { edgeHttp } from '../../evidence/edge/http.ts';
import { defineCheck, hint, maybe, one } from '../../model/check.ts';
import { count } from '../../model/message.ts';
import { corsCommand, corsLine, keptWithoutVary, letsRead, letsReadSignedIn, refusalOf, WAYS_IN } from './cors-facts.ts';
import { CORS_PROBLEMS } from './cors-problems.ts';
import { corsRemedy, varyRemedy } from './cors-remedies.ts';
import { notForVisitors } from './edge-facts.ts';
import { appStackOf } from './stack.ts';

export const corsCheck = defineCheck({
  id: 'edge/cors',
  rows: ['C13'],
  stage: 'edge',
  about: 'host',
  title: 'Only approved websites may call the API from a browser, and those can',
  why: 'A route that lets in every website lets a hostile page read your customers’ data with their own login, or use your paid AI. One that shuts out your own pages is a product that does not work.',
  test: "curl -si -H 'Origin: https://evil.example' https://{subject}/api | grep -i access-control",
  refs: ['Fetch §3.2 (CORS protocol)', 'RFC 9110 §12.5.5'],
  needs: { seen: one(cors), http: maybe(edgeHttp, []), deploy: hint(deployPlatform) },
  maxAge: '24h',
  unless: notForVisitors,
  problems: CORS_PROBLEMS,
  judge({ seen, http, deploy }, { subject, intent, report }) {
    if (seen.routes.length === 0) return report.notApplicable('no API route of this host is declared (config: endpoints) or named by the scripts of its page');
    const stack = appStackOf(http?.platforms ?? [], deploy?.framework);
    const approved = intent.approvedOrigins ?? [];
    const own = `https://${intent.canonicalHost ?? subject.name}`;
    const fix = corsRemedy(stack, [...new Set([own, ...approved.filter((origin) => origin !== '*')])]);
    const judgeRoute = (route: CorsRoute): void => {
      const { url, answers } = route;
      const details = (answer: CorsRoute['answers'][number]) => ({
        route: url,
        who: WAYS_IN[answer.kind] ?? answer.kind,
        proof: [{ says: 'asked as a page of that origin', lines: [corsLine(route, answer)] }],
        test: corsCommand(route, answer),
        fix,
      });
      const strangers = answers.filter(({ kind }) => kind in WAYS_IN);
      const signedIn = strangers.find(letsReadSignedIn);
      const open = strangers.find((answer) => letsRead(answer) && answer.kind !== 'subdomain' && answer.kind !== 'http');
      if (signedIn && signedIn.kind === 'subdomain') report.fail('any-subdomain-signed-in', details(signedIn));
      else if (signedIn) report.fail(signedIn.kind === 'http' ? 'clear-signed-in' : 'any-site-signed-in', details(signedIn));
      else if (open && approved.length > 0 && !approved.includes('*')) report.fail('not-approved', { ...details(open), approved });
      else if (open && approved.length === 0) report.fail('any-site', details(open));
      const star = answers.find(({ allowOrigin, allowCredentials }) => allowOrigin === '*' && allowCredentials);
      if (star) report.fail('star-with-credentials', details(star));
      for (const answer of answers) {
        const because = answer.kind === 'approved' && answer.origin !== URL.parse(url)?.origin ? refusalOf(route, answer) : undefined;
        if (because !== undefined) report.fail('approved-refused', { ...details(answer), origin: answer.origin, because });
      }
      const kept = keptWithoutVary(route);
      if (kept) {
        const soften = kept.how === 'left' ? { soften: { to: 'later' as const, because: 'nothing asks a cache to keep the answer' } } : {};
        report.fail('no-vary', { ...details(kept.answer), fix: varyRemedy(stack), ...soften });
      }
    };
    seen.routes.forEach(judgeRoute);
    report.pass(`asked as other sites: ${count(seen.routes.length, 'route')}, none let a stranger in`);
  },
});
