/* Payment cards: ISO/IEC 7812 check digit (Luhn), and the ranges that each brand publishes. */

interface Brand {
  readonly name: string;
  /** First digits, as whole ranges of the same length. */
  readonly ranges: readonly (readonly [from: number, to: number])[];
  readonly lengths: readonly number[];
}
const BRANDS: readonly Brand[] = [
  { name: 'Visa', ranges: [[4, 4]], lengths: [13, 16, 19] },
  {
    name: 'Mastercard',
    ranges: [
      [51, 55],
      [2221, 2720],
    ],
    lengths: [16],
  },
  {
    name: 'American Express',
    ranges: [
      [34, 34],
      [37, 37],
    ],
    lengths: [15],
  },
  {
    name: 'Discover',
    ranges: [
      [6011, 6011],
      [644, 649],
      [65, 65],
    ],
    lengths: [16, 19],
  },
  { name: 'JCB', ranges: [[3528, 3589]], lengths: [16, 19] },
  {
    name: 'Diners Club',
    ranges: [
      [300, 305],
      [36, 36],
      [38, 39],
    ],
    lengths: [14],
  },
  { name: 'UnionPay', ranges: [[62, 62]], lengths: [16, 19] },
];

/** Numbers that payment services print in their manuals; they charge nobody. */
const TEST_CARDS: ReadonlySet<string> = new Set(
  (
    '4242424242424242 4000056655665556 5555555555554444 2223003122003222 5200828282828210 5105105105105100 378282246310005 371449635398431 6011111111111117 ' +
    '6011000990139424 3056930009020004 36227206271667 3566002020360505 6200000000000005 4111111111111111 4012888888881881 4222222222222 5431111111111111 4000000000000002 ' +
    '4000002500003155 4000000000009995 4000000000000077 4917610000000000 30569309025904 38520000023237 3530111333300000'
  ).split(' '),
);

/** The brand whose numbers begin so and are so long, whatever the check digit says. */
export function cardBrand(digits: string): string | undefined {
  return BRANDS.find(
    ({ ranges, lengths }) =>
      lengths.includes(digits.length) &&
      ranges.some(([from, to]) => {
        const start = Number(digits.slice(0, String(from).length));
        return start >= from && start <= to;
      }),
  )?.name;
}

/** ISO/IEC 7812-1: every second digit from the right doubled, digits added, a multiple of ten. */
export function passesLuhn(digits: string): boolean {
  let sum = 0;
  for (let index = 0; index < digits.length; index++) {
    const digit = digits.charCodeAt(digits.length - 1 - index) - 48;
    const doubled = index % 2 === 0 ? digit : digit * 2;
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return sum % 10 === 0;
}

/** A card number that could be somebody's: known range, right length and check digit, no run of one digit, none from a manual. */
export function isCard(digits: string): boolean {
  return cardBrand(digits) !== undefined && passesLuhn(digits) && !TEST_CARDS.has(digits) && !/(\d)\1{7}/.test(digits);
}
