/** What a byte can be part of; bits, so that one look tells several. The same bits are in prefilter.wat. */
export const ByteClass = { word: 1, name: 2, afterName: 4, beforeValue: 8, value: 16, quote: 32, endsAddress: 64, endsBare: 128 } as const;

/** The class of every byte. */
export const BYTE_CLASSES: Readonly<Uint8Array> = Uint8Array.from({ length: 256 }, (_, byte) => {
  const one = String.fromCharCode(byte);
  const is = (set: RegExp, bit: number): number => (set.test(one) ? bit : 0);
  return (
    is(/[A-Za-z0-9_-]/, ByteClass.word) |
    is(/[A-Za-z0-9_.$-]/, ByteClass.name) |
    is(/["'`\\\][ \t)!?]/, ByteClass.afterName) |
    is(/["'`\\ \t\r\n:=>~([@]/, ByteClass.beforeValue) |
    (byte > 32 && !/["'`<>(){}[\],;]/.test(one) ? ByteClass.value : 0) |
    is(/["'`]/, ByteClass.quote) |
    (byte <= 32 || /["'`<>\\/]/.test(one) ? ByteClass.endsAddress : 0) |
    (byte <= 32 || /["'`,;)(}<>&\\]/.test(one) ? ByteClass.endsBare : 0)
  );
});

/** Whether the character at `at` of a text with one character per byte is of a class; never beyond its end. */
export function isAt(text: string, at: number, bits: number): boolean {
  return at < text.length && ((BYTE_CLASSES[text.charCodeAt(at)] ?? 0) & bits) !== 0;
}
