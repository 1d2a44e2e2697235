import { Buffer } from 'node:buffer';
import { expect, test } from 'vitest';
import { anchorsIn } from './anchors.ts';

const at = (text: string): string[] => Array.from(anchorsIn(Buffer.from(text, 'latin1')), (place) => `${place}${text[place]}`);

test.each([
  ['a number begins once', 'in 4242 ms', ['34']],
  ['not inside a name, an id or a hash', 'worker_8 a1b2 v1', []],
  ['behind capitals, where a bank number may begin', 'DE89', ['28']],
  ['a name before its value, not a time and not "::"', 'a=b c: 04:41 a::b', ['1=', '5:', '70', '104', '14:']],
  ['mail, also percent-encoded, and the end of a line', 'a@b a%40b\n', ['1@', '5%', '64', '9\n']],
  ['a plus sign, not in base64', ' +4 a+4 =+4', ['1+', '24', '64', '104']],
  ['a token', 'eyJ J', ['2J']],
])('%s', (_, text, places) => expect(at(text)).toEqual(places));

test('a block larger than any before it has room, and every byte may be a place', () => {
  const bytes = new Uint8Array(400_000).fill(64);
  expect(anchorsIn(bytes)).toHaveLength(bytes.length);
  expect(anchorsIn(bytes.subarray(0, 3))).toEqual(Uint32Array.of(0, 1, 2));
  expect(anchorsIn(new Uint8Array(0))).toHaveLength(0);
});
