import { expect, test } from 'vitest';
import { hostSubject } from '../../../test/support/domain-facts.ts';
import { httpEvidence, pageOf, walk } from '../../../test/support/edge-evidence.ts';
import { judgeOne } from '../../../test/support/judge-one.ts';
import type { EdgePageCode } from '../../evidence/edge/page-code.ts';
import { quote } from '../../model/text.ts';
import { isolation } from './isolation.ts';

const HOST = 'app.acme.test';
const intent = { hosts: [{ name: HOST, purpose: 'app' as const, declared: true }] };
const judge = (headers: Readonly<Record<string, string>>, ...scripts: readonly string[]) => {
  const https = walk([`200 https://${HOST}/`], { headers });
  const code: EdgePageCode = {
    status: 'seen',
    page: quote(`https://${HOST}/`),
    policies: [],
    wants: [],
    foreignScripts: scripts.map((host) => ({ url: quote(`https://${host}/x.js`), host, integrity: false, blocking: false })),
    asks: { password: false, card: false },
    handlers: 0,
    files: [],
  };
  return judgeOne(isolation, { http: httpEvidence(HOST, { https, page: pageOf(`https://${HOST}/`) }), code }, { subject: hostSubject(HOST), intent });
};

test.each<[string, Readonly<Record<string, string>>, string[], string[]]>([
  ['nothing of it is sent', {}, ['accounts.google.com'], []],
  ['a sign-in window that is cut off', { 'cross-origin-opener-policy': 'same-origin; report-to="x"' }, ['accounts.google.com'], ['sign-in-window']],
  ['windows are let through', { 'cross-origin-opener-policy': 'same-origin-allow-popups' }, ['accounts.google.com'], []],
  ['cut off, but without such a sign-in', { 'cross-origin-opener-policy': 'same-origin' }, ['cdn.vendor.test'], []],
  ['scripts of others where only willing ones may load', { 'cross-origin-embedder-policy': 'require-corp' }, ['cdn.vendor.test'], ['foreign-scripts']],
  ['the mild form', { 'cross-origin-embedder-policy': 'credentialless' }, ['cdn.vendor.test'], []],
  ['only own scripts', { 'cross-origin-embedder-policy': 'require-corp', 'cross-origin-opener-policy': 'same-origin' }, [], []],
])('%s', (_, headers, scripts, problems) => {
  const judged = judge(headers, ...scripts);
  expect(judged.problems).toEqual(problems);
  expect(judged.fails.every(({ details }) => details.grade === 'inferred')).toBe(true);
});
