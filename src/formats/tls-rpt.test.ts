import { expect, it } from 'vitest';
import { isTlsRpt, parseTlsRpt } from './tls-rpt.ts';

it.each([
  ['v=TLSRPTv1; rua=mailto:tls@acme.test', 0],
  ['v=TLSRPTv1;rua=https://reports.example/v1/tls', 0],
  ['v=TLSRPTv1; rua=mailto:tls@acme.test,https://reports.example/', 0],
  ['v=TLSRPTv1; rua=mailto:tls@acme.test,tls@acme.test', 0],
  ['v=TLSRPTv1; rua=tls@acme.test', 1],
  ['v=TLSRPTv1; rua=http://reports.example/', 1],
  ['v=TLSRPTv1; rua=', 1],
  ['v=TLSRPTv1', 1],
  ['v=tlsrptv1; rua=mailto:tls@acme.test', 1],
  ['v=TLSRPTv1; rua=mailto:tls@acme.test; rua=mailto:b@acme.test', 1],
])('%s', (text, faults) => {
  expect(parseTlsRpt(text).faults).toHaveLength(faults);
});

it('tells it from other texts', () => {
  expect(['v=TLSRPTv1', 'v=TLSRPTv1 ;', 'v=TLSRPTv2;', 'v=spf1'].map(isTlsRpt)).toEqual([true, true, false, false]);
});

it('never throws', () => {
  let state = 8460;
  const random = (): number => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
  const PIECES = ['v=TLSRPTv1', ';', 'rua=', 'mailto:', 'a@acme.test', 'https://', ',', ' ', '\u0000', 'é', '='];
  for (let round = 0; round < 1000; round++) {
    const text = Array.from({ length: Math.floor(random() * 14) }, () => PIECES[Math.floor(random() * PIECES.length)]).join('');
    const { rua, faults } = parseTlsRpt(text);
    expect(faults.length > 0 || rua.some(({ fault }) => fault === null)).toBe(true);
  }
});
