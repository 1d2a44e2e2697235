import { expect, test } from 'vitest';
import { judgeOne } from '../../../test/support/judge-one.ts';
import { nameServerTransportCheck } from './name-server-transport.ts';

const server = (tcp: 'ok' | 'refused' | 'silent' | 'unseen') => ({ name: 'ns1.acme.test', address: '192.0.2.1', tcp, edns: 'yes', resolves: false, lines: [] });
const judge = (tcp: Parameters<typeof server>[0]) => judgeOne(nameServerTransportCheck, { seen: { servers: [server(tcp)] }, zone: undefined });

test('domain/name-server-transport: TCP that is refused is a finding, a time-out proves nothing', () => {
  expect(judge('refused').problems).toEqual(['tcp-refused']);
  expect([judge('silent').problems, judge('silent').unknown.length]).toEqual([[], 1]);
  expect([judge('ok').problems, judge('ok').unknown]).toEqual([[], []]);
});
