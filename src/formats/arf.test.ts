import { Buffer } from 'node:buffer';
import { expect, test } from 'vitest';
import { seeded } from '../../test/hostile.ts';
import { mutants, outcomeOf } from './dmarc-report.fixture.ts';
import { readFailureReport } from './arf.ts';

const EXAMPLE = `Feedback-Type: auth-failure
User-Agent: Lua/1.0
Version: 1
Original-Mail-From: <bounce+jo=acme.example@mail.shop.example>
Original-Rcpt-To: jo@private.example
Arrival-Date: Mon, 01 Oct 2018 11:20:27 +0200
Message-ID: <x@y>
Source-IP: 203.0.113.9
Reported-Domain: ACME.example
Authentication-Results: rx.example; dkim=fail header.d=acme.example;
 spf=pass smtp.mailfrom=jo@private.example
Auth-Failure: dmarc
DKIM-Domain: acme.example
DKIM-Selector: S1
Identity-Alignment: none
Delivery-Result: delivered
Reporting-MTA: dns; rx.example
`;
const read = (text: string, from?: string): ReturnType<typeof readFailureReport> => readFailureReport(Buffer.from(text), from);

test('RFC 9991 and RFC 6591: facts only, mailbox names dropped', () => {
  const report = read(EXAMPLE);
  expect(report).toMatchObject({
    kind: 'auth-failure',
    domain: 'acme.example',
    at: 1_538_385_627,
    address: '203.0.113.9',
    failed: ['dmarc'],
    delivery: 'delivered',
    envelopeFrom: 'mail.shop.example',
    dkimDomain: 'acme.example',
    dkimSelector: 's1',
    aligned: [],
    incidents: 1,
    reporter: 'rx.example',
  });
  expect(JSON.stringify(report)).not.toMatch(/jo|private|bounce/);
  expect(read(EXAMPLE).id).toBe(report.id);
});

test('the From of the failed message stands in for a missing Reported-Domain', () => {
  expect(read('Feedback-Type: auth-failure', 'acme.example').domain).toBe('acme.example');
  expect(() => read('Feedback-Type: auth-failure')).toThrow('for which domain');
  expect(() => read('')).toThrow('of which type');
});

test('mutated reports are read or refused', () => {
  const outcomes = new Set(Array.from(mutants([EXAMPLE], seeded(44)), (bytes) => outcomeOf(() => readFailureReport(bytes)).split(':')[0]));
  expect([...outcomes]).toContain('read');
});
