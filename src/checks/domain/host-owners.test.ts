import { expect, test } from 'vitest';
import { declared, hostSubject, leadsTo } from '../../../test/support/domain-facts.ts';
import { judgeOne } from '../../../test/support/judge-one.ts';
import { hostOwners } from './host-owners.ts';

const hosts = ['app.acme.test', 'www.acme.test'].map((name) => ({ subject: hostSubject(name), value: leadsTo('203.0.113.7') }));
const app = declared('app.acme.test');
const www = declared('www.acme.test', 'www');
const owner = { role: 'owner', name: 'Ada', reach: 'ada@acme.test' } as const;

test('domain/host-owners:no-owner when the config names nobody', () => {
  const judged = judgeOne(hostOwners, { hosts }, { intent: { hosts: [{ ...app, owner: 'Ada' }, www] } });
  expect(judged.problems).toEqual(['no-owner']);
  expect(judged.fails.map(({ says }) => says)).toEqual(['The config names nobody who answers for www.acme.test']);
});

test('one owner for all, one for each, or no declared host', () => {
  expect(judgeOne(hostOwners, { hosts }, { intent: { hosts: [app, www], contacts: [owner] } })).toMatchObject({ problems: [], notApplicable: [] });
  expect(
    judgeOne(
      hostOwners,
      { hosts },
      {
        intent: {
          hosts: [
            { ...app, owner: 'Ada' },
            { ...www, owner: 'Bob' },
          ],
        },
      },
    ).passes,
  ).toEqual(['each host has an owner: Ada, Bob']);
  expect(judgeOne(hostOwners, { hosts }, {}).notApplicable).toHaveLength(1);
});
