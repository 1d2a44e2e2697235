import { isPersonalAddress } from '../personal-data/email-address.ts';
import type { FindTally } from './find-tally.ts';
import type { JudgeState } from './judge-key.ts';
import { textOf } from './text-of.ts';

/** What may stand before the @ and behind it. */
export const LOCAL = new Uint8Array(256);
export const DOMAIN = new Uint8Array(256);
for (let byte = 33; byte < 127; byte++) {
  const character = String.fromCharCode(byte);
  if (/[A-Za-z0-9._+'-]/.test(character)) LOCAL[byte] = 1;
  if (/[A-Za-z0-9.-]/.test(character)) DOMAIN[byte] = 1;
}

/** A mail address around an at sign (or its percent form), or a password in a URL. */
export function mailAt(bytes: Uint8Array, at: number, after: number, state: JudgeState, tally: FindTally): void {
  let from = at;
  while (from > 0 && at - from < 65 && LOCAL[bytes[from - 1] as number] === 1) from--;
  let to = after;
  while (to - after < 255 && DOMAIN[bytes[to] ?? 0] === 1) to++;
  if (from === at || to - after < 4) return;
  const before = bytes[from - 1] ?? 32;
  if (before === 58 || before === 47) {
    const credentials = /([a-z][a-z0-9+.-]{1,20}):\/\/[^\s/:@"']{0,64}:([^\s/@"']{3,200})$/i.exec(textOf(bytes, Math.max(state.lineStart, at - 300), at));
    const password = credentials?.[2] ?? '';
    if (credentials && !/^\*+$|xxxx|redacted|^[$%{<[]/i.test(password)) {
      state.named.add(state.line);
      tally.add('url-credentials', credentials[1] ?? '', password, state.line);
    }
    if (credentials || before === 47) return;
  }
  const domain = textOf(bytes, after, to).replace(/[.-]+$/, '');
  const local = textOf(bytes, from, at).replace(/^['.-]+/, '');
  if (isPersonalAddress(local, domain)) tally.add('email', 'address', `${local}@${domain}`, state.line);
}
