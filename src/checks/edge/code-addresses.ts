import { edgePageCode } from '../../evidence/edge/page-code.ts';
import { defineCheck, one } from '../../model/check.ts';
import { quote } from '../../model/text.ts';
import { hostIn, zoneOf } from '../domain/host-facts.ts';
import { encryptedRemedy } from './address-remedies.ts';
import { notForVisitors, purposeOf } from './edge-facts.ts';
import { type Named, namesIn, soundsLikeAnother } from './code-facts.ts';
import { CODE_ADDRESS_STEPS, codeAddressesProblems } from './code-addresses-problems.ts';

/** Sockets have no origin of their own. */
const originOf = ({ url }: Named): string => `${url.protocol}//${url.host}`;

export const codeAddresses = defineCheck({
  id: 'edge/code-addresses',
  rows: ['C4'],
  stage: 'edge',
  about: 'host',
  title: 'The scripts of the page talk to production, encrypted',
  why: 'An address of the developer’s machine, of staging or of plain http baked into the script at build time works on the laptop and fails for every visitor.',
  test: 'Open https://{subject} with the developer tools (F12, Network) and look where requests go',
  refs: ['W3C Mixed Content §4.4', 'RFC 6455 §10.6'],
  needs: { code: one(edgePageCode, ['files']) },
  maxAge: '24h',
  unless: notForVisitors,
  problems: codeAddressesProblems,
  judge({ code }, { subject, intent, report }) {
    if (code.status === 'none') return report.notApplicable('the host serves no page of its own');
    if (['preview', 'staging'].includes(purposeOf(intent, subject.name))) return report.notApplicable('only what customers use must talk to production');
    const domain = zoneOf(subject);
    const all = namesIn(code, domain);
    const fail = (problem: 'in-clear' | 'loads-in-clear' | 'localhost' | 'tunnel' | 'other-environment', some: readonly Named[], inferred = false): void => {
      if (some.length === 0) return;
      const lines = some.slice(0, 10).map(({ url, file }) => quote(`${file.url}: ${url.href}`));
      report.fail(problem, {
        host: subject.name,
        what: [...new Set(some.map((one) => quote(originOf(one), 80)))],
        proof: [{ says: 'in the code that the page loads', lines }],
        ...(problem.endsWith('in-clear') && { fix: encryptedRemedy(CODE_ADDRESS_STEPS, some.map(originOf)) }),
        ...(inferred && { grade: 'inferred' }),
      });
    };
    fail(
      'in-clear',
      all.filter(({ own, plain }) => own && plain),
    );
    fail(
      'loads-in-clear',
      all.filter(({ own, plain, inside, loaded }) => loaded && plain && !own && !inside),
    );
    // Libraries carry such addresses as stand-ins: only the owner can tell, so it is to be verified first.
    fail(
      'localhost',
      all.filter(({ inside }) => inside),
      true,
    );
    fail(
      'tunnel',
      all.filter(({ own, inside, loaded, url }) => !own && !inside && !loaded && url.protocol !== 'ws:'),
    );
    const elsewhere = (host: string): boolean => ['preview', 'staging'].includes(hostIn(intent, host)?.purpose ?? '') || soundsLikeAnother(host, domain);
    fail(
      'other-environment',
      all.filter(({ url, own, plain }) => own && !plain && elsewhere(url.hostname)),
      true,
    );
  },
});
