import { modulo97 } from './iban.ts';

/* Numbers by which states know people, each with its own check. Without spaces, dots and dashes, in capitals. */

const digitsOf = (text: string): number[] => Array.from(text, (digit) => digit.charCodeAt(0) - 48);
const isRun = (text: string): boolean => /^(\d)\1+$/.test(text);

/** United States: no check digit; SSA excludes areas 000, 666 and 900 to 999, group 00 and serial 0000. Two numbers of old advertisements are excluded too. */
export function isSsn(digits: string): boolean {
  const [area, group, serial] = [digits.slice(0, 3), digits.slice(3, 5), digits.slice(5)];
  const issued = /^\d{9}$/.test(digits) && area !== '000' && area !== '666' && area < '900' && group !== '00' && serial !== '0000';
  return issued && !['078051120', '219099999', '123456789'].includes(digits) && !isRun(digits);
}

/** United Kingdom, National Insurance: no check digit; HMRC never issues these letters. */
export function isNino(text: string): boolean {
  return /^[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z]\d{6}[A-D]$/.test(text) && !/^(?:BG|GB|KN|NK|NT|TN|ZZ)/.test(text);
}

/** Germany, Steuer-Identifikationsnummer: ISO 7064 MOD 11,10, and one digit stands twice or three times. */
export function isGermanTaxId(digits: string): boolean {
  if (!/^[1-9]\d{10}$/.test(digits)) return false;
  const counts = new Map<string, number>();
  for (const digit of digits.slice(0, 10)) counts.set(digit, (counts.get(digit) ?? 0) + 1);
  const repeated = [...counts.values()].filter((count) => count > 1);
  if (repeated.length !== 1 || (repeated[0] ?? 0) > 3) return false;
  let product = 10;
  for (const digit of digitsOf(digits.slice(0, 10))) product = (((digit + product) % 10 || 10) * 2) % 11;
  return (11 - product) % 10 === Number(digits[10]);
}

/** France, NIR: sex, month, and 97 minus the rest by 97; Corsica's departments count as 19 and 18. */
export function isFrenchNir(text: string): boolean {
  if (!/^[12]\d{2}(?:0[1-9]|1[0-2]|[2-9]\d)(?:\d{2}|2A|2B)\d{6}\d{2}$/.test(text)) return false;
  const number = text.slice(0, 13).replace('2A', '19').replace('2B', '18');
  return 97 - modulo97(number) === Number(text.slice(13));
}

const SPANISH_LETTERS = 'TRWAGMYFPDXBNJZSQVHLCKE';
/** Spain: DNI, and NIE whose first letter counts as 0, 1 or 2; the letter is the rest by 23. */
export function isSpanishId(text: string): boolean {
  if (!/^(?:\d{8}|[XYZ]\d{7})[A-Z]$/.test(text)) return false;
  const number = Number(text.slice(0, -1).replace('X', '0').replace('Y', '1').replace('Z', '2'));
  return SPANISH_LETTERS[number % 23] === text.at(-1);
}

const ODD_VALUES = [1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23];
/** Italy, codice fiscale: Decreto ministeriale 23 December 1976; the last letter is a sum by 26. */
export function isItalianCode(text: string): boolean {
  if (!/^[A-Z]{6}\d{2}[ABCDEHLMPRST]\d{2}[A-Z]\d{3}[A-Z]$/.test(text)) return false;
  const sum = Array.from(text.slice(0, 15)).reduce((total, character, index) => {
    const value = /\d/.test(character) ? Number(character) : character.charCodeAt(0) - 65;
    return total + (index % 2 === 0 ? (ODD_VALUES[value] ?? 0) : value);
  }, 0);
  return String.fromCharCode(65 + (sum % 26)) === text.at(-1);
}

/** Brazil, CPF: two check digits modulo 11. */
export function isCpf(digits: string): boolean {
  if (!/^\d{11}$/.test(digits) || isRun(digits)) return false;
  const check = (length: number): number => {
    const sum = digitsOf(digits.slice(0, length)).reduce((total, digit, index) => total + digit * (length + 1 - index), 0);
    return ((sum * 10) % 11) % 10;
  };
  return check(9) === Number(digits[9]) && check(10) === Number(digits[10]);
}

/** The Netherlands, burgerservicenummer: the eleven test. */
export function isBsn(digits: string): boolean {
  if (!/^\d{9}$/.test(digits) || isRun(digits)) return false;
  const sum = digitsOf(digits).reduce((total, digit, index) => total + digit * (index === 8 ? -1 : 9 - index), 0);
  return sum % 11 === 0;
}

/** Poland, PESEL: weights 1 3 7 9, and a date of birth at the front. */
export function isPesel(digits: string): boolean {
  if (!/^\d{11}$/.test(digits) || isRun(digits)) return false;
  const [month, day] = [Number(digits.slice(2, 4)) % 20, Number(digits.slice(4, 6))];
  const sum = digitsOf(digits.slice(0, 10)).reduce((total, digit, index) => total + digit * ([1, 3, 7, 9][index % 4] ?? 0), 0);
  return month >= 1 && month <= 12 && day >= 1 && day <= 31 && (10 - (sum % 10)) % 10 === Number(digits[10]);
}

interface NationalId {
  readonly country: string;
  readonly fits: (text: string) => boolean;
}
const KNOWN: readonly NationalId[] = [
  { country: 'GB', fits: isNino },
  { country: 'FR', fits: isFrenchNir },
  { country: 'IT', fits: isItalianCode },
  { country: 'ES', fits: isSpanishId },
  { country: 'BR', fits: isCpf },
  { country: 'DE', fits: isGermanTaxId },
  { country: 'PL', fits: isPesel },
  { country: 'US', fits: isSsn },
  { country: 'NL', fits: isBsn },
];

/** The country whose check a text passes. Only for a value whose name says that it is such a number: by chance one in ten passes one of them. */
export function nationalIdCountry(text: string): string | undefined {
  const plain = text.replaceAll(/[\s.\-/]/g, '').toUpperCase();
  return KNOWN.find(({ fits }) => fits(plain))?.country;
}
