import { expect, test } from 'vitest';
import { card } from '../../../range/logs/lines.ts';
import { cardBrand, isCard, passesLuhn } from './card.ts';
import { isPersonalAddress } from './email-address.ts';
import { isIban } from './iban.ts';
import { isSomebodysV4 } from './ip-address.ts';
import { readJwt } from './jwt.ts';
import { isBsn, isCpf, isFrenchNir, isGermanTaxId, isItalianCode, isNino, isPesel, isSpanishId, isSsn, nationalIdCountry } from './national-ids.ts';
import { isInternationalPhone, isNamedPhone, isNorthAmerican } from './phone.ts';

// Check digits from the examples that the issuing offices print.
test.each<[string, (text: string) => boolean, readonly string[], readonly string[]]>([
  ['Luhn', passesLuhn, ['79927398713', '4242424242424242'], ['79927398710', '4242424242424241']],
  ['a card', isCard, [card(1), card(2)], ['4242424242424242', '4111111111111111', '9999999999999995', '1234567812345670', '4000000000000000']],
  [
    'IBAN',
    isIban,
    ['DE89370400440532013000', 'GB82WEST12345698765432', 'FR1420041010050500013M02606', 'NL91ABNA0417164300', 'CH9300762011623852957', 'NO9386011117947'],
    ['DE89370400440532013001', 'GB82WEST1234569876543', 'XX89370400440532013000', 'de89370400440532013000', 'DE8937040044053201300'],
  ],
  ['SSN', isSsn, ['536904399', '001010001'], ['000123456', '666123456', '900123456', '123001234', '123450000', '078051120', '111111111', '12345678']],
  ['NINO', isNino, ['AB123456C', 'JG103759A'], ['GB123456A', 'DA123456A', 'AB123456E', 'AB12345C']],
  ['Steuer-ID', isGermanTaxId, ['86095742719', '47036892816', '65929970489'], ['86095742710', '01234567890', '12345678901', '11111111111']],
  ['NIR', isFrenchNir, ['185057800608491', '255081416802538'], ['185057800608437', '385057800608436', '185137800608436']],
  ['DNI and NIE', isSpanishId, ['12345678Z', '00000000T', 'X1234567L', 'Z8078221M'], ['12345678A', '1234567Z', 'W1234567L']],
  ['codice fiscale', isItalianCode, ['RSSMRA85T10A562S', 'MRTMTT91D08F205J'], ['RSSMRA85T10A562T', 'RSSMRA85T10A562', 'RSSMRA85X10A562S']],
  ['CPF', isCpf, ['52998224725', '11144477735'], ['52998224724', '11111111111', '5299822472']],
  ['BSN', isBsn, ['111222333', '123456782'], ['111222334', '999999999']],
  ['PESEL', isPesel, ['44051401359', '02070803628'], ['44051401358', '44991401359']],
  [
    'E.164',
    isInternationalPhone,
    ['4930901820', '447911123456', '14155552671', '33612345678', '5511987654321'],
    ['0491234567', '1234567', '12025550123', '15555555555', '9991234567', '447700900123', '11234567890'],
  ],
  ['North American', isNorthAmerican, ['4155552671'], ['1155552671', '4151552671', '2025550123', '9112552671']],
  [
    'a number called phone',
    isNamedPhone,
    ['(415) 555-2671', '020 7946 0018', '+49 30 901820', '0171-1234567'],
    ['[redacted]', '1764563264', '1764563264123', '12', '0000000000', 'n/a'],
  ],
])('%s', (_, fits, good, bad) => {
  for (const text of good) expect(fits(text), text).toBe(true);
  for (const text of bad) expect(fits(text), text).toBe(false);
});

test.each([
  ['ada.lovelace', 'analytical-engines.org', true],
  ['o.brien+news', 'mail.acme.dev', true],
  ['jane', 'example.com', false],
  ['noreply', 'acme.dev', false],
  ['git', 'github.com', false],
  ['icon', '2x.png', false],
  ['react', '19.2.0', false],
  ['user', 'host', false],
  ['postgres', 'db.internal', false],
  ['a..b', 'acme.dev', false],
  ['0123456789abcdef0123456789abcdef', 'mail.acme.dev', false],
  ['20261201044104.a1b2', 'mail.acme.dev', false],
  ['x'.repeat(65), 'acme.dev', false],
])('%s@%s', (local, domain, is) => expect(isPersonalAddress(local, domain)).toBe(is));

test.each([
  ['81.2.69.142', true],
  ['10.1.2.3', false],
  ['192.168.0.1', false],
  ['172.20.0.1', false],
  ['172.32.0.1', true],
  ['127.0.0.1', false],
  ['203.0.113.9', false],
  ['198.51.100.9', false],
  ['8.8.8.8', false],
  ['1.1.1.1', false],
  ['224.0.0.1', false],
  ['100.64.1.1', false],
])('%s', (text, is) => {
  const [a = 0, b = 0, c = 0, d = 0] = text.split('.').map(Number);
  expect(isSomebodysV4(a, b, c, d)).toBe(is);
});

test('brands need their own length', () => {
  expect(cardBrand('4929123456789012')).toBe('Visa');
  expect(cardBrand('49291234567890')).toBeUndefined();
  expect(cardBrand('2720991234567890')).toBe('Mastercard');
  expect(cardBrand('2721001234567890')).toBeUndefined();
  expect(cardBrand('371234567890123')).toBe('American Express');
});

test('a value called an identity number names its country', () => {
  expect(nationalIdCountry('529.982.247-25')).toBe('BR');
  expect(nationalIdCountry('ab 12 34 56 c')).toBe('GB');
  expect(nationalIdCountry('not given')).toBeUndefined();
});

test('claims of a token are read, not its values', () => {
  const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  const token = (claims: object): string => `${part({ alg: 'HS256' })}.${part(claims)}.c2lnbmF0dXJl`;
  expect(readJwt(token({ sub: 'u', email: 'a@b.c', exp: 10 }), 5)).toEqual({ state: 'live', tells: ['sub', 'email'] });
  expect(readJwt(token({ role: 'anon', exp: 10 }), 15)).toEqual({ state: 'expired', tells: ['role'], role: 'anon' });
  expect(readJwt(token({}), 15)).toEqual({ state: 'endless', tells: [] });
  for (const text of ['eyJhbGciOiJIUzI1NiJ9.e30', 'eyJub3QiOiJhIGp3dCJ9.e30.c2lnbmF0dXJl', 'eyJ.eyJ.xxxxxxxxx', 'a.b.c'])
    expect(readJwt(text, 0)).toBeUndefined();
});
