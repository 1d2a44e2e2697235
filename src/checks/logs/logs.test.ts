import { expect, test } from 'vitest';
import { judgeOne } from '../../../test/support/judge-one.ts';
import type { LoggingCode } from '../../evidence/logs/logging-code.ts';
import { logSinks, type LogSink, type LogSinks } from '../../evidence/logs/sinks.ts';
import type { Check } from '../../model/check.ts';
import type { LogFindKind } from '../../model/log-terms.ts';
import type { Intent } from '../../model/intent.ts';
import { mask, quote } from '../../model/text.ts';
import { buildSecrets } from './build-secrets.ts';
import { canaries } from './canaries.ts';
import { deployEvents } from './deploy-events.ts';
import { environmentDump } from './environment-dump.ts';
import { errorObjects } from './error-objects.ts';
import { failedRequests } from './failed-requests.ts';
import { identityNumbers } from './identity-numbers.ts';
import { loggingCodeCheck } from './logging-code.ts';
import { personalData } from './personal-data.ts';
import { prompts } from './prompts.ts';
import { redactionDepth } from './redaction-depth.ts';
import { requestBodies } from './request-bodies.ts';
import { requestHeaders } from './request-headers.ts';
import { requestIds } from './request-ids.ts';
import { secretsInText } from './secrets-in-text.ts';
import { sessionTokens } from './session-tokens.ts';
import { urlTokens } from './url-tokens.ts';
import { visitorAddresses } from './visitor-addresses.ts';

const SINK: LogSink = {
  name: 'api',
  kind: 'app',
  from: 'file',
  lines: 100,
  bytes: 10_000,
  entries: 100,
  structured: 90,
  withRequestId: 80,
  requests: 80,
  failedRequests: 4,
  errors: 2,
  starts: 1,
  cutLines: 0,
  finds: [],
  canaries: null,
  values: [],
};
const found = (kind: LogFindKind, what: string, sure = true): LogSink['finds'][number] => ({
  kind,
  what: quote(what, 60),
  sure,
  times: 3,
  lines: 2,
  examples: [{ line: 7, masked: mask('something long', false) }],
});
const seen = (...sinks: Partial<LogSink>[]): { logs: LogSinks } => {
  const logs = { sinks: sinks.map((one) => ({ ...SINK, ...one })), unread: [] };
  expect(logSinks.schema.fault(logs, 'logs')).toBeUndefined();
  return { logs };
};
const problems = (check: Check, sink: Partial<LogSink>, intent: Partial<Intent> = {}): string[] => judgeOne(check, seen(sink), { intent }).problems;

test.each<[Check, LogFindKind, string, string]>([
  [requestHeaders, 'auth-header', 'authorization', 'header-logged'],
  [errorObjects, 'error-headers', 'authorization', 'key-in-error'],
  [urlTokens, 'url-token', 'token', 'token-in-address'],
  [requestBodies, 'password', 'password', 'password-logged'],
  [requestBodies, 'url-credentials', 'postgres', 'password-logged'],
  [requestBodies, 'token-field', 'refreshtoken', 'secret-field-logged'],
  [prompts, 'prompt', 'content', 'prompt-logged'],
  [environmentDump, 'env-dump', 'environment', 'environment-printed'],
  [secretsInText, 'secret', 'stripe-live', 'key-in-text'],
  [personalData, 'email', 'address', 'person-logged'],
  [identityNumbers, 'card', 'Visa', 'number-logged'],
  [visitorAddresses, 'ip', 'IPv4', 'address-logged'],
  [sessionTokens, 'jwt', 'live authenticated', 'token-still-good'],
  [sessionTokens, 'jwt', 'endless service_role', 'token-still-good'],
  [sessionTokens, 'jwt', 'expired', 'token-ended'],
])('%o of %s %s', (check, kind, what, problem) => {
  expect(problems(check, { finds: [found(kind, what)] })).toEqual([problem]);
  expect(problems(check, {})).toEqual([]);
  // Of a build they are another check's, but a printed environment is the same everywhere.
  expect(problems(check, { kind: 'ci', finds: [found(kind, what)] })).toEqual(check === environmentDump ? [problem] : []);
  expect(judgeOne(check, seen({})).passes).toHaveLength(1);
  expect(judgeOne(check, seen({ entries: 3 })).unknown).toEqual(['only 3 entries in api: use the app for a while and look again']);
  expect(check.unless?.({ kind: 'project', name: 'project' }, { logs: undefined } as never)).toMatch(/no log was named/);
});

test('logs/session-tokens: one finding a log, the worse one', () => {
  expect(problems(sessionTokens, { finds: [found('jwt', 'expired'), found('jwt', 'live')] })).toEqual(['token-still-good']);
});

test('the public token that every browser has is none', () => expect(problems(sessionTokens, { finds: [found('jwt', 'live anon')] })).toEqual([]));

test('logs/prompts is milder where the roadmap does not name messages', () => {
  const [fail] = judgeOne(prompts, seen({ finds: [found('prompt', 'content')] }), { intent: { profile: 'internal-ops-demo' } }).fails;
  expect(fail?.details.soften?.to).toBe('incident');
  expect(
    judgeOne(prompts, seen({ finds: [found('prompt', 'content')] }), { intent: { profile: 'b2b-service-launch' } }).fails[0]?.details.soften,
  ).toBeUndefined();
});

test('logs/build-secrets: secret-in-build-log, surer by a pattern than by a name', () => {
  const grade = (kind: LogFindKind): unknown => judgeOne(buildSecrets, seen({ kind: 'ci', finds: [found(kind, 'x')] })).fails[0]?.details.grade;
  expect(problems(buildSecrets, { kind: 'ci', finds: [found('secret', 'stripe-live')] })).toEqual(['secret-in-build-log']);
  expect(grade('secret')).toBeUndefined();
  expect(grade('token-field')).toBe('inferred');
  expect(problems(buildSecrets, { kind: 'ci', finds: [found('email', 'address')] })).toEqual([]);
  expect(judgeOne(buildSecrets, seen({})).unknown).toEqual(['none of the logs is of the kind ci, deploy']);
});

test('logs/failed-requests', () => {
  expect(judgeOne(failedRequests, seen({})).passes).toEqual(['4 failed requests among 80 in api']);
  const none = { failedRequests: 0, errors: 0 };
  expect(judgeOne(failedRequests, seen(none)).unknown[0]).toMatch(/no failed request and no error among 100 entries/);
  const planted = { plantedAt: '2026-11-24T00:00:00Z', hits: [], markerSeen: false, requestIdSeen: false, wasSent: true };
  expect(problems(failedRequests, { ...none, canaries: planted })).toEqual(['not-logged']);
  expect(judgeOne(failedRequests, seen({ ...none, canaries: { ...planted, markerSeen: true } })).passes).toHaveLength(1);
  expect(judgeOne(failedRequests, seen({ ...none, canaries: { ...planted, wasSent: false } })).unknown).toHaveLength(1);
});

test('logs/deploy-events', () => {
  expect(judgeOne(deployEvents, seen({})).passes).toHaveLength(1);
  expect(judgeOne(deployEvents, seen({ starts: 0 }, { kind: 'deploy' })).passes).toHaveLength(1);
  expect(judgeOne(deployEvents, seen({ starts: 0 })).unknown).toHaveLength(1);
});

test.each<[Partial<LogSink>, string[]]>([
  [{}, []],
  [{ structured: 40 }, ['unstructured']],
  [{ withRequestId: 3 }, ['no-request-id']],
  [{ entries: 4, structured: 0 }, []],
  [{ kind: 'proxy', withRequestId: 0 }, []],
])('logs/request-ids %j', (sink, expected) => expect(problems(requestIds, sink)).toEqual(expected));

test('logs/request-ids: a request that was sent is found again by its id', () => {
  const planted = { plantedAt: '2026-11-24T00:00:00Z', wasSent: true, markerSeen: true, requestIdSeen: false, hits: [] };
  const few = { entries: 3, canaries: planted };
  expect(problems(requestIds, few)).toEqual(['id-not-logged']);
  expect(judgeOne(requestIds, seen({ ...few, canaries: { ...planted, requestIdSeen: true } })).passes).toEqual([
    'the id of a request that launch-ready sent is in api',
  ]);
  // Another log of the app may have it; and who did not see the request at all proves nothing.
  expect(problems(requestIds, { ...few, canaries: { ...planted, wasSent: false } })).toEqual([]);
  expect(problems(requestIds, { ...few, canaries: { ...planted, markerSeen: false } })).toEqual([]);
  expect(judgeOne(requestIds, seen(few, { name: 'traces', canaries: { ...planted, requestIdSeen: true } })).problems).toEqual([]);
});

test('logs/canaries: what comes back, what does not, and what nobody saw', () => {
  const planted = { plantedAt: '2026-11-24T00:00:00Z', wasSent: true, markerSeen: true, requestIdSeen: false, hits: [] };
  const hit = { canary: 'password', form: 'base64', line: 4, times: 1 } as const;
  expect(judgeOne(canaries, seen({})).unknown[0]).toMatch(/nothing was planted yet/);
  expect(judgeOne(canaries, seen({ canaries: planted })).passes).toHaveLength(1);
  expect(judgeOne(canaries, seen({ canaries: { ...planted, markerSeen: false } })).unknown[0]).toMatch(/not even the harmless marker is in api/);
  expect(judgeOne(canaries, seen({ canaries: planted }, { name: 'sentry', canaries: { ...planted, markerSeen: false } })).unknown[0]).toMatch(/is in sentry/);
  expect(judgeOne(canaries, seen({ canaries: { ...planted, plantedAt: '2026-10-01T00:00:00Z' } })).unknown[0]).toMatch(/older than 30 days/);
  expect(problems(canaries, { canaries: { ...planted, hits: [hit] } })).toEqual(['came-back']);
  expect(problems(canaries, { canaries: { ...planted, markerSeen: false, hits: [hit] } })).toEqual(['came-back']);
  expect(problems(canaries, { canaries: { ...planted, hits: [{ ...hit, form: 'sha256' }] } })).toEqual(['came-back-as-digest']);
});

test('logs/redaction-depth', () => {
  const all = { controlSeen: true, keys: [{ key: 'password', depth: 6 }], shapes: [{ shape: 'array', result: 'redacted' as const }] };
  const judged = (changes: object) => judgeOne(redactionDepth, { redaction: { ...all, ...changes } });
  expect(judged({}).passes).toHaveLength(1);
  expect(judged({ controlSeen: false }).unknown).toHaveLength(1);
  expect(judged({ keys: [{ key: 'password', depth: 0 }] }).problems).toEqual(['not-redacted']);
  expect(judged({ keys: [{ key: 'password', depth: 2 }] }).fails[0]).toMatchObject({
    problem: 'stops-early',
    says: 'the logger takes password out only to depth 2; at depth 3 they are in the log',
  });
  expect(judged({ shapes: [{ shape: 'map', result: 'shown' }] }).problems).toEqual(['shape-shown']);
  expect(judged({ shapes: [{ shape: 'circular', result: 'threw' }] }).problems).toEqual(['logger-fails']);
  expect(redactionDepth.unless?.({ kind: 'project', name: 'project' }, {} as never)).toMatch(/names no logger/);
});

test('logging-code: one finding a kind, however many places there are', () => {
  const place = (kind: LoggingCode['places'][number]['kind'], line = 1) => ({
    kind,
    line,
    path: quote('src/api.ts'),
    code: quote('console.log(req.headers)', 160),
  });
  const judge = (places: LoggingCode['places'], files = 3) => judgeOne(loggingCodeCheck, { code: { places, files } });
  const many = judge([
    place('headers'),
    place('request-logger', 2),
    ...Array.from({ length: 9 }, (_, at) => place('headers', at + 3)),
    place('body'),
    place('environment'),
  ]);
  expect(many.problems).toEqual(['headers-in-code', 'body-in-code', 'environment-in-code']);
  expect(many.fails[0]?.says).toContain('at 11 places (first in src/api.ts)');
  expect(many.fails[0]?.details.proof).toHaveLength(7);
  expect(judge([place('client-error'), place('sentry-people')]).problems).toEqual(['error-in-code', 'people-in-code']);
  expect([judge([]).passes, judge([], 0).notApplicable]).toMatchObject([
    ['nothing of the kind in 3 files'],
    ['there is no code in JavaScript, TypeScript or Python here'],
  ]);
});
