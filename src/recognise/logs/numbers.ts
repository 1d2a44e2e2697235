import { cardBrand, isCard } from '../personal-data/card.ts';
import { ibanLength, isIban } from '../personal-data/iban.ts';
import { isSomebodysV4 } from '../personal-data/ip-address.ts';
import { isItalianCode, isSsn } from '../personal-data/national-ids.ts';
import { isInternationalPhone, isNorthAmerican } from '../personal-data/phone.ts';
import { textOf } from './text-of.ts';

/* Numbers in a line, by their shape. Each reader gets the index of the first digit and answers with what was found and where it ends. */

const isDigit = (byte: number | undefined): boolean => byte !== undefined && byte >= 48 && byte <= 57;
const isUpper = (byte: number | undefined): boolean => byte !== undefined && byte >= 65 && byte <= 90;
/** Letters, digits and underscore: what makes a number a part of something longer. */
export const WORD = new Uint8Array(256);
for (let byte = 0; byte < 256; byte++)
  if ((byte >= 48 && byte <= 57) || (byte >= 65 && byte <= 90) || (byte >= 97 && byte <= 122) || byte === 95) WORD[byte] = 1;

export interface NumberFound {
  readonly kind: 'iban' | 'national-id' | 'card' | 'card-shaped' | 'phone' | 'ip';
  readonly what: string;
  readonly value: string;
  /** Believed only where the line says what it is. */
  readonly needs?: 'card' | 'phone';
  readonly end: number;
}

/** Two capitals and two digits may begin an IBAN; six capitals and two digits an Italian codice fiscale. `at` is the first digit. */
export function afterCapitals(bytes: Uint8Array, at: number): NumberFound | undefined {
  if (isUpper(bytes[at - 3])) {
    if (WORD[bytes[at - 7] ?? 0] === 1 || !isUpper(bytes[at - 6])) return undefined;
    const code = textOf(bytes, at - 6, at + 10);
    return code.length === 16 && WORD[bytes[at + 10] ?? 0] === 0 && isItalianCode(code)
      ? { kind: 'national-id', what: 'IT', value: code, end: at + 10 }
      : undefined;
  }
  if (WORD[bytes[at - 3] ?? 0] === 1 || !isDigit(bytes[at + 1])) return undefined;
  const length = ibanLength(textOf(bytes, at - 2, at));
  if (length === undefined) return undefined;
  const text = textOf(bytes, at - 2, at + 46);
  const match = /^[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?(?![A-Za-z0-9])/.exec(text)?.[0];
  const plain = match?.replaceAll(' ', '').slice(0, length);
  return match !== undefined && plain !== undefined && isIban(plain)
    ? { kind: 'iban', what: plain.slice(0, 2), value: plain, end: at - 2 + match.length }
    : undefined;
}

/** Up to three digits and a dot: an address, unless it is a version (`Chrome/131.0.0.0`, `v1.2.3.4`). */
export function dotted(bytes: Uint8Array, from: number): NumberFound | undefined {
  const before = bytes[from - 1];
  // Chrome/131.0.0.0, and the middle of something longer.
  if (before === 47 || before === 45 || before === 46) return undefined;
  const parts = [0, 0, 0, 0];
  let at = from;
  for (let part = 0; part < 4; part++) {
    let value = 0;
    const start = at;
    while (at < start + 4 && isDigit(bytes[at])) value = value * 10 + (bytes[at++] as number) - 48;
    if (at === start || value > 255) return undefined;
    parts[part] = value;
    if (part < 3 && bytes[at++] !== 46) return undefined;
  }
  const [a = 0, b = 0, c = 0, d = 0] = parts;
  // 1:2.3.19.1+dfsg1 is a version; ::ffff:81.2.69.142 is an address.
  if ((before === 58 && bytes[from - 2] !== 102) || bytes[at] === 43 || bytes[at] === 126) return undefined;
  if ((bytes[at] === 46 && isDigit(bytes[at + 1])) || WORD[bytes[at] ?? 0] === 1 || bytes[at] === 45) return undefined;
  return isSomebodysV4(a, b, c, d) ? { kind: 'ip', what: 'IPv4', value: `${a}.${b}.${c}.${d}`, end: at } : undefined;
}

/** Digits in one piece: a card, if the line says so or many of them pass. */
export function inOnePiece(bytes: Uint8Array, from: number, end: number): NumberFound | undefined {
  const digits = textOf(bytes, from, end);
  const brand = cardBrand(digits);
  if (brand === undefined) return undefined;
  return { kind: isCard(digits) ? 'card' : 'card-shaped', what: brand, value: digits, needs: 'card', end };
}

/** Four digits and a separator: a card as it is printed. Three digits and a dash: US numbers. `end` is behind the first digits. */
export function inGroups(bytes: Uint8Array, from: number, end: number): NumberFound | undefined {
  const separator = bytes[end];
  if (end - from === 4) {
    // Most are the year of a date.
    for (let at = end + 1; at < end + 5; at++) if (!isDigit(bytes[at])) return undefined;
    if (bytes[end + 5] !== separator && bytes[end + 7] !== separator) return undefined;
    const text = textOf(bytes, from, from + 23);
    const match = (
      separator === 32 ? /^\d{4}(?: \d{4}){3}(?! ?\d)|^\d{4} \d{6} \d{5}(?! ?\d)/ : /^\d{4}(?:-\d{4}){3}(?![-\d\w])|^\d{4}-\d{6}-\d{5}(?![-\d\w])/
    ).exec(text)?.[0];
    const digits = match?.replaceAll(/\D/g, '') ?? '';
    return match !== undefined && isCard(digits) ? { kind: 'card', what: cardBrand(digits) ?? '', value: digits, end: from + match.length } : undefined;
  }
  if (separator !== 45 || end - from !== 3 || !isDigit(bytes[end + 1]) || !isDigit(bytes[end + 2])) return undefined;
  if (bytes[end + 3] !== 45 && bytes[end + 4] !== 45) return undefined;
  const text = textOf(bytes, from, from + 14);
  const ssn = /^(\d{3})-(\d{2})-(\d{4})(?![-\w])/.exec(text);
  if (ssn && isSsn(ssn.slice(1).join(''))) return { kind: 'national-id', what: 'US', value: ssn[0], end: from + ssn[0].length };
  const phone = /^(\d{3})-(\d{3})-(\d{4})(?![-\w])/.exec(text);
  return phone && isNorthAmerican(phone.slice(1).join(''))
    ? { kind: 'phone', what: 'national', value: phone[0], needs: 'phone', end: from + phone[0].length }
    : undefined;
}

/** A plus sign and digits, perhaps with separators. `at` is the plus sign. */
export function afterPlus(bytes: Uint8Array, at: number): NumberFound | undefined {
  const match = /^\+[1-9]\d{0,3}[ .-]?(?:\(\d{1,5}\)[ .-]?)?\d{1,5}(?:[ .-]?\d{2,5}){1,4}(?![-.]?[\w+/=])/.exec(textOf(bytes, at, at + 26))?.[0];
  if (match === undefined || !isInternationalPhone(match.replaceAll(/\D/g, ''))) return undefined;
  return { kind: 'phone', what: 'international', value: match, end: at + match.length };
}

/** `(415) 555-2671`; `at` is the first digit. */
export function inBrackets(bytes: Uint8Array, at: number): NumberFound | undefined {
  const match = /^(\d{3})\) ?(\d{3})[-. ](\d{4})(?!\w)/.exec(textOf(bytes, at, at + 16));
  return match && isNorthAmerican(match.slice(1).join('')) ? { kind: 'phone', what: 'national', value: match[0], end: at + match[0].length } : undefined;
}
