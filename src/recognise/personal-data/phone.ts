/** Country codes by their first digits (ITU-T E.164, list of 2024): one digit, two digits; the rest has three. */
const ONE_DIGIT = /^[17]/;
const TWO_DIGITS = /^(?:20|27|3[0-469]|4[013-9]|5[1-8]|6[0-6]|8[1246]|9[0-58])/;
const THREE_DIGITS =
  /^(?:21[1-368]|22\d|23\d|24\d|25\d|26\d|29[0178]|35\d|37[0-8]|38[0-35-79]|42[013]|50\d|59\d|67[02-9]|68[0-35-9]|69[0-2]|85[02356]|88[06]|96\d|97\d|99[2-68])/;

/** E.164: a country code that exists and 8 to 15 digits; `digits` is what follows the plus sign. Ranges of films and manuals are nobody's. */
export function isInternationalPhone(digits: string): boolean {
  if (!/^[1-9]\d{7,14}$/.test(digits) || /(\d)\1{6}/.test(digits)) return false;
  if (!ONE_DIGIT.test(digits) && !TWO_DIGITS.test(digits) && !THREE_DIGITS.test(digits)) return false;
  return digits.startsWith('1') ? isNorthAmerican(digits.slice(1)) : !digits.startsWith('442079460') && !digits.startsWith('447700900');
}

/** The North American plan: area and exchange begin with 2 to 9, and 555-01xx is kept for fiction. */
export function isNorthAmerican(digits: string): boolean {
  return /^[2-9](?!11)\d{2}[2-9](?!11)\d{2}\d{4}$/.test(digits) && !/^\d{3}55501\d{2}$/.test(digits) && !/(\d)\1{6}/.test(digits);
}

/** Any national number, for a value whose name says that it is one. */
export function isNamedPhone(text: string): boolean {
  if (!/^\+?[\d\s().\-/]{7,24}$/.test(text)) return false;
  const digits = text.replaceAll(/\D/g, '');
  if (text.startsWith('+')) return isInternationalPhone(digits);
  return digits.length >= 7 && digits.length <= 15 && !/(\d)\1{6}/.test(digits) && !/^1[67]\d{8}(?:\d{3})?$/.test(digits);
}
