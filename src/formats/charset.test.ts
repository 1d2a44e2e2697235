import { Buffer } from 'node:buffer';
import { expect, test } from 'vitest';
import { decodeText } from './charset.ts';

const utf16 = (text: string) => Buffer.from(text, 'utf16le');
const swapped = (text: string) => utf16(text).swap16();
const latin1 = (text: string) => Buffer.from(text, 'latin1');
const HTML = 'text/html; charset=utf-8';

test.each<[string, Uint8Array, string, string]>([
  ['UTF-8 by default', Buffer.from('für'), '', 'für'],
  ['the charset of the header', latin1('für'), 'text/html; charset="ISO-8859-1"', 'für'],
  ['UTF-16 by its mark', utf16('\ufefffür'), '', 'für'],
  ['UTF-16 of the other order by its mark', swapped('\ufefffür'), '', 'für'],
  ['a mark counts more than the header', utf16('\ufeff<script src="http://a.example/x.js">'), HTML, '<script src="http://a.example/x.js">'],
  ['the mark of UTF-8 against another header', Buffer.from('\ufefffür'), 'text/html; charset=windows-1252', 'für'],
  ['UTF-16 by the header', utf16('für'), 'text/html; charset=utf-16le', 'für'],
  ['a meta element', latin1('<meta charset=windows-1252>für'), 'text/html', '<meta charset=windows-1252>für'],
  ['an old meta element', latin1('<meta content="text/html; charset=latin1">ü'), '', '<meta content="text/html; charset=latin1">ü'],
  ['the header counts more than a meta element', Buffer.from('<meta charset=latin1>ü'), HTML, '<meta charset=latin1>ü'],
  ['a meta element that cannot be true', Buffer.from('<meta charset=utf-16>ü'), '', '<meta charset=utf-16>ü'],
  ['UTF-7, which no browser knows', Buffer.from('+ADw-script+AD4-'), 'text/html; charset=utf-7', '+ADw-script+AD4-'],
  ['a charset that does not exist', Buffer.from('für'), 'text/html; charset=klingon', 'für'],
  ['overlong bytes are no letters', Buffer.of(0x3c, 0xc0, 0xbc, 0x3e), '', '<\ufffd\ufffd>'],
  ['half a letter', utf16('\ufeffab').subarray(0, 5), '', 'a\ufffd'],
  ['nothing', new Uint8Array(), 'charset=', ''],
])('%s', (_, bytes, type, text) => {
  expect(decodeText(bytes, type)).toBe(text);
});
