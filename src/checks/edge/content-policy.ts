import { edgePageCode } from '../../evidence/edge/page-code.ts';
import { parsePolicy } from '../../formats/csp.ts';
import { defineCheck, one } from '../../model/check.ts';
import { quote } from '../../model/text.ts';
import { notForVisitors } from './edge-facts.ts';
import { mistakesIn, weaknessesOf } from './policy-weaknesses.ts';
import { contentPolicyProblems } from './content-policy-problems.ts';

export const contentPolicy = defineCheck({
  id: 'edge/content-policy',
  rows: ['C6'],
  stage: 'edge',
  about: 'host',
  title: 'A content security policy says which scripts may run',
  why: 'When somebody gets a script into the page (through a chat answer, a comment, a library), this header is what keeps it from reading the session.',
  test: 'curl -sI https://{subject} | grep -i content-security-policy',
  refs: ['CSP Level 3', 'github.com/google/csp-evaluator'],
  needs: { code: one(edgePageCode, []) },
  maxAge: '24h',
  unless: notForVisitors,
  problems: contentPolicyProblems,
  judge({ code }, { subject, report }) {
    if (code.status === 'none') return report.notApplicable('the host serves no page of its own');
    const host = subject.name;
    const enforced = code.policies.filter((policy) => policy.enforced);
    const proof = [{ says: `answered by ${code.page ?? host}`, lines: code.policies.map(({ text }) => quote(text, 600)) }];
    // A policy that only says who may frame the page is none for scripts.
    const read = enforced.map(({ text }) => parsePolicy(text));
    const scripts = read.filter(({ directives }) => ['default-src', 'script-src', 'script-src-elem'].some((name) => directives.has(name)));
    const mistakes = read.flatMap(mistakesIn);
    if (mistakes.length > 0) report.fail('malformed', { host, what: mistakes.map((text) => quote(text, 100)), proof });
    if (scripts.length === 0) return report.fail(code.policies.length > enforced.length ? 'only-reports' : 'missing', { host, proof });
    // What one policy lets through, another may stop: only what all let through is weak.
    const [first = [], ...others] = scripts.map(weaknessesOf);
    if (first.length > 0 && others.every((weak) => weak.length > 0)) report.fail('weak', { host, what: first, proof });
  },
});
