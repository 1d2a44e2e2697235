import { expect, test } from 'vitest';
import { httpEvidence } from '../../../test/support/edge-evidence.ts';
import { judgeOne } from '../../../test/support/judge-one.ts';
import type { SeenAnswer } from '../../evidence/edge/answers.ts';
import type { Door } from '../../evidence/edge/session.ts';
import type { Intent } from '../../model/intent.ts';
import { quote } from '../../model/text.ts';
import { adminRoutes } from './admin-routes.ts';

const HOST = 'app.acme.test';
const url = quote(`https://${HOST}/admin`);
const answer = (status: number, looks: SeenAnswer['looks'] = 'page'): SeenAnswer => ({
  class: 'page',
  url,
  status,
  html: true,
  looks,
  to: null,
  headers: [],
  cookies: [],
  shows: null,
});
const door = (as: Door['as'], status: number, looks: Door['looks'] = 'page'): Door => ({
  url,
  as,
  session: quote('ann'),
  status,
  to: null,
  html: true,
  looks,
  cookies: [],
});
const intent: Partial<Intent> = { endpoints: [{ url: `https://${HOST}/admin`, is: 'admin', method: 'GET', headers: {} }] };
const judge = (seen: SeenAnswer | undefined, doors: readonly Door[] | undefined) =>
  judgeOne(
    adminRoutes,
    { http: httpEvidence(HOST), answers: { status: 'seen', answers: seen ? [seen] : [] }, session: doors && { sessions: [], answers: doors } },
    { subject: { kind: 'host', name: HOST, parent: 'domain:acme.test' }, intent },
  );

test.each<[string, SeenAnswer | undefined, readonly Door[] | undefined, string[], number]>([
  ['shut for all', answer(401), [door('user', 403)], [], 0],
  ['a sign-in, and sent away as a user', answer(200, 'sign-in'), [door('user', 302)], [], 0],
  ['open', answer(200), [door('user', 200)], ['open-to-all'], 0],
  ['open for users', answer(302, 'no-page'), [door('user', 200)], ['open-to-users'], 0],
  ['the administrator may enter', answer(401), [door('admin', 200), door('user', 403)], [], 0],
  ['no session of a user', answer(401), undefined, [], 1],
  ['only one of an administrator', answer(401), [door('admin', 200)], [], 1],
  ['made by script', answer(200, 'made-by-script'), [door('user', 200, 'made-by-script')], [], 1],
  ['not seen', undefined, [door('user', 403)], [], 1],
])('edge/admin-routes: %s', (_, seen, doors, problems, unknown) => {
  const judged = judge(seen, doors);
  expect(judged.problems).toEqual(problems);
  expect(judged.unknown).toHaveLength(unknown);
});
