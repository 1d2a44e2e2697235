import { expect, test } from 'vitest';
import { failedWalk, walk } from '../../../test/support/edge-evidence.ts';
import { judgeOne } from '../../../test/support/judge-one.ts';
import type { RedirectWalk } from '../../evidence/edge/http.ts';
import { quote } from '../../model/text.ts';
import { obstacleOf, renewerOf } from './renewal-facts.ts';
import { renewalPath } from './renewal-path.ts';

const OPEN = 'nothing stands in the way';
const PATH = '/.well-known/acme-challenge/x';
const at = (walk: RedirectWalk) => obstacleOf({ status: 'seen', url: quote(`http://a.test${PATH}`, 300), walk });

test.each<[string, RedirectWalk, string | undefined]>([
  ['404', walk([`404 http://a.test${PATH}`]), undefined],
  ['a page of the app for everything', walk([`200 http://a.test${PATH}`]), undefined],
  ['HTTPS, path kept', walk([`301 http://a.test${PATH} https://a.test${PATH}`, `404 https://a.test${PATH}`]), undefined],
  ['HTTPS, path lost', walk([`301 http://a.test${PATH} https://a.test/`, '200 https://a.test/']), 'away from the challenge'],
  ['403', walk([`403 http://a.test${PATH}`]), 'access is refused'],
  ['503', walk([`503 http://a.test${PATH}`]), 'it answers 503'],
  ['a port that refuses', failedWalk('refused', `http://a.test${PATH}`), 'port 80 refuses'],
  [
    'a redirect to where nobody is',
    failedWalk('refused', `https://a.test${PATH}`, [`301 http://a.test${PATH} https://a.test${PATH}`]),
    'which refuses connections',
  ],
  ['silence is not an obstacle that was seen', failedWalk('timeout', `http://a.test${PATH}`), undefined],
])('%s', (_, walked, why) => {
  expect(at(walked) ?? OPEN).toContain(why ?? OPEN);
});

test('who renews: the edge, the platform, Caddy, a program on the server, or nobody knows', () => {
  expect(renewerOf(['cloudflare', 'nginx'], "O=Let's Encrypt, CN=E7")).toEqual({ by: 'provider', name: 'Cloudflare' });
  expect(renewerOf(['caddy'], "O=Let's Encrypt, CN=E7")).toEqual({ by: 'provider', name: 'Caddy' });
  expect(renewerOf(['nginx'], "C=US, O=Let's Encrypt, CN=E7")).toEqual({ by: 'server' });
  expect(renewerOf([], 'C=US, O=DigiCert Inc, CN=x')).toEqual({ by: 'unknown' });
});

test('a certificate that could not be seen leaves renewal unknown', () => {
  const path = { status: 'seen', url: null, walk: walk([`404 http://a.test${PATH}`]) } as const;
  expect(judgeOne(renewalPath, { path }, { subject: { kind: 'host', name: 'a.test', parent: 'domain:a.test' } }).unknown).toHaveLength(1);
});
