import { deployPlatform } from '../../evidence/deploy/platform.ts';
import { type Asset, edgeAssets } from '../../evidence/edge/assets.ts';
import { edgeHttp } from '../../evidence/edge/http.ts';
import { parseCacheControl } from '../../formats/cache-control.ts';
import { defineCheck, hint, one } from '../../model/check.ts';
import { count } from '../../model/message.ts';
import { quote } from '../../model/text.ts';
import { cacheRemedy } from './header-remedies.ts';
import { stackOf } from './stack.ts';
import { notForVisitors } from './edge-facts.ts';

const DAY_S = 86_400;
const COSTS = { class: 'later', impact: 'experience', identity: [], minutes: 15 } as const;

export const cacheHeaders = defineCheck({
  id: 'edge/cache-headers',
  rows: ['F4'],
  stage: 'performance',
  about: 'host',
  title: 'Files that never change are kept by browsers and by the edge',
  why: 'Without it every visit fetches every script again from your server: pages are slow on phones, and a mail to all customers hits the server with full force.',
  test: 'Reload https://{subject} with the developer tools (F12, Network) open: scripts must come "from cache"',
  refs: ['RFC 9111 §4.2', 'RFC 8246'],
  needs: { files: one(edgeAssets), http: one(edgeHttp, []), deploy: hint(deployPlatform) },
  maxAge: '24h',
  unless: notForVisitors,
  problems: {
    'never-kept': {
      says: '{host:name} forbids browsers to keep {n:count} unchanging file{n:s}: every visit fetches what never changes again',
      ...COSTS,
      fails: ['F4'],
    },
    'short-lived': { says: '{host:name} does not let browsers keep {n:count} unchanging file{n:s} for long', ...COSTS },
  },
  judge({ files, http, deploy }, { subject, report }) {
    if (files.status === 'none') return report.notApplicable('the host serves no page of its own');
    // Only a digest in the name makes it safe to keep a file for long; of other files nothing can be asked.
    const unchanging = files.assets.filter(({ status, hashed, kind }) => status === 200 && hashed && kind !== 'page');
    if (unchanging.length === 0) return report.notApplicable('the page loads no files from this host whose name changes with their content');
    const short = unchanging.filter((asset) => !isKept(asset));
    if (short.length === 0) return report.pass(`kept for a day or longer: ${count(unchanging.length, 'file')} with a digest in the name`);
    const folder = /^https?:\/\/[^/]+(\/(?:[\w.-]+\/){0,3})/.exec(short[0]?.url ?? '')?.[1] ?? '/';
    // Only what forbids keeping is waste beyond doubt; an edge in between may make up for all else.
    const isForbidden = short.some(({ cacheControl }) => parseCacheControl(cacheControl ?? '').directives.has('no-store'));
    report.fail(isForbidden ? 'never-kept' : 'short-lived', {
      host: subject.name,
      n: short.length,
      proof: [{ says: 'answered', lines: short.map(({ url, cacheControl }) => quote(`${url} cache-control: ${cacheControl ?? '(none)'}`)) }],
      fix: cacheRemedy(stackOf(http.platforms, deploy?.framework), folder),
    });
  },
});

function isKept({ cacheControl, expires }: Asset): boolean {
  if (cacheControl === null) return expires !== null && !/^(0|-1)$/.test(expires);
  const { directives, maxAge } = parseCacheControl(cacheControl);
  if (directives.has('no-store') || directives.has('no-cache')) return false;
  return directives.has('immutable') || (maxAge ?? 0) >= DAY_S;
}
