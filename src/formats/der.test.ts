import { expect, test } from 'vitest';
import { der, oidText, readDer } from './der.ts';

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

test.each([
  ['zero', der.integer(0), '020100'],
  ['small', der.integer(127), '02017f'],
  ['high bit gets a zero', der.integer(128), '02020080'],
  ['leading zeros go', der.integer(Uint8Array.of(0, 0, 1)), '020101'],
  ['large', der.integer(65537), '0203010001'],
  ['oid', der.oid('1.2.840.10045.4.3.2'), '06082a8648ce3d040302'],
  ['true', der.boolean(true), '0101ff'],
  ['utc', der.time(Date.UTC(2026, 10, 25, 3, 4, 5)), `170d${hex(Buffer.from('261125030405Z'))}`],
  ['generalized', der.time(Date.UTC(2050, 0, 1)), `180f${hex(Buffer.from('20500101000000Z'))}`],
  ['empty sequence', der.sequence(), '3000'],
  ['explicit', der.explicit(0, der.integer(2)), 'a003020102'],
  ['bits', der.bitString(Uint8Array.of(0xa0), 5), '030205a0'],
])('%s', (_, bytes, expected) => {
  expect(hex(bytes)).toBe(expected);
});

test('long lengths, read back', () => {
  const content = new Uint8Array(70_000).fill(7);
  const [element] = readDer(der.octetString(content));
  expect(element?.tag).toBe(4);
  expect(element?.content).toEqual(content);
});

test.each(['0.9.2342.19200300.100.1.25', '1.3.6.1.5.5.7.3.1', '2.5.29.17', '2.999.1'])('oid %s survives', (dotted) => {
  expect(oidText(readDer(der.oid(dotted))[0]?.content ?? new Uint8Array())).toBe(dotted);
});

test.each([['30'], ['3005'], ['3080'], ['3085ffffffffff'], ['1f0100'], ['308400ffffff00']])('damaged %s is refused', (bytes) => {
  expect(() => readDer(Buffer.from(bytes, 'hex'))).toThrow(RangeError);
});

test('any bytes either parse or are refused with RangeError', () => {
  let seed = 1;
  const next = (): number => (seed = (seed * 1103515245 + 12345) % 2147483648);
  for (let i = 0; i < 1000; i++) {
    const bytes = Uint8Array.from({ length: next() % 40 }, () => next() % 256);
    expect(refusal(bytes)).toBeOneOf([undefined, RangeError]);
  }
});

function refusal(bytes: Uint8Array): unknown {
  try {
    readDer(bytes);
    return undefined;
  } catch (error) {
    return (error as Error).constructor;
  }
}
