import { bitsPerCharacter, surprise } from './rarity.ts';

const INVENTED =
  /example|sample|placeholder|your|xxxx|xxx$|^xxx|change.?me|dummy|fake|redacted|insert|replace|here$|abcdef|abcxyz|abc123|wxyz|123456|0{6}|secretkey|deadbeef|foobar|lorem|\.\.\.|\*{3}|<|\$\{|\{\{/i;

/** Words that only examples contain. */
export function namesExample(value: string): boolean {
  return INVENTED.test(value);
}

const ROWS = 'qwertyuiop asdfghjkl zxcvbnm';

/** Keys of a keyboard beside each other, forth or back: `asdfghjk`, `qwertz12`. */
export function isTypedBlindly(value: string): boolean {
  const small = value.toLowerCase();
  let beside = 0;
  for (let at = 1; at < small.length; at++) {
    const [a, b] = [ROWS.indexOf(small.charAt(at - 1)), ROWS.indexOf(small.charAt(at))];
    if (a >= 0 && b >= 0 && Math.abs(a - b) <= 2 && a !== b) beside++;
  }
  return beside * 5 > small.length * 3;
}

/** True for values that people and templates write where a key belongs: words, runs, sequences, too few different characters. */
export function isInventedText(value: string): boolean {
  if (INVENTED.test(value)) return true;
  if (/(.)\1{5}/.test(value)) return true;
  // Words that were run together: `myKeyThatOpensTheStore`.
  if (value.length >= 12 && /^[A-Za-z_-]+$/.test(value) && (surprise(value) ?? 9) < 4.6) return true;
  return bitsPerCharacter(value) < (/^[0-9a-f-]+$/.test(value) ? 2.4 : 3) || (value.length >= 24 && /^[A-Za-z]+$/.test(value) && /^[A-Z]?[a-z]+$/.test(value));
}
