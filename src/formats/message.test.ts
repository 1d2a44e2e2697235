import { Buffer } from 'node:buffer';
import { expect, test } from 'vitest';
import { addressDomain, addressesIn, fieldsNamed, readMessage } from './message.ts';

test('fields keep their order and their form, the body its bytes', () => {
  const message = readMessage(Buffer.from('A: 1\r\nSubject : one\r\n\ttwo\r\nA:2\r\nno field\r\n\r\nBody\r\n\r\nEnd', 'latin1'));
  expect(message.fields.map(({ name }) => name)).toEqual(['a', 'subject', 'a']);
  expect(message.fields[1]).toEqual({ name: 'subject', raw: 'Subject : one\r\n\ttwo', value: 'one\ttwo' });
  expect(fieldsNamed(message, 'a')).toEqual(['1', '2']);
  expect(Buffer.from(message.body).toString()).toBe('Body\r\n\r\nEnd');
});

test('a mail without a body, without a header, with bare line feeds', () => {
  expect(readMessage(Buffer.from('A: 1')).body).toHaveLength(0);
  expect(readMessage(Buffer.from('\r\nBody')).fields).toEqual([]);
  expect(Buffer.from(readMessage(Buffer.from('A: 1\n\nBody\n')).body).toString()).toBe('Body\r\n');
});

const VALUES: readonly (readonly [value: string, addresses: readonly string[]])[] = [
  ['ann@acme.example', ['ann@acme.example']],
  ['"Acme, Inc. <not@here>" <no-reply@acme.example>', ['no-reply@acme.example']],
  ['Acme (the <real@one.example>) <a@acme.example>, b@acme.example', ['a@acme.example', 'b@acme.example']],
  ['team: a@acme.example, b@acme.example;', ['a@acme.example', 'b@acme.example']],
  ['=?utf-8?q?Gr=C3=BC=C3=9Fe?= <a@acme.example>', ['a@acme.example']],
  ['<>', []],
  ['nobody', []],
];
test.each(VALUES)('addresses of %s', (value, addresses) => expect(addressesIn(value)).toEqual(addresses));

test('the domain of an address', () => {
  expect(addressDomain('a@Acme.Example.')).toBe('acme.example');
  expect(addressDomain('"a@b"@acme.example')).toBe('acme.example');
  expect(addressDomain('a@[192.0.2.1]')).toBeUndefined();
  expect(addressDomain('acme.example')).toBeUndefined();
});
