import { SECRET_PREFIXES } from './secret-prefixes.ts';

/**
 * Why a config value must not stand in a file, in words that complete "chat.endpoint: …", or nothing. It errs on the side of refusing what has the
 * shape of a credential; the words never repeat the value.
 */
export function secretShape(value: string): string | undefined {
  if (/-----BEGIN [A-Z ]*PRIVATE KEY-----/.test(value)) return 'this is a private key';
  const url = URL.canParse(value) ? new URL(value) : undefined;
  if (url?.password) return 'this URL holds a password';
  if (url && [...url.searchParams.keys()].some((key) => /^(.*[-_])?(key|apikey|token|secret|password|signature|sig)$/i.test(key))) {
    return 'this URL holds a key or token';
  }
  if (/^(Bearer|Basic)\s+\S{12,}$/i.test(value)) return 'this is an authorisation header';
  const words = value.split(/[\s"'`,;=]+/);
  if (words.some((word) => SECRET_PREFIXES.some((prefix) => word.startsWith(prefix) && word.length >= prefix.length + 16))) return 'this looks like a secret';
  if (words.some((word) => isJwt(word) || looksRandom(word))) return 'this looks like a secret';
  return undefined;
}

const isJwt = (word: string): boolean => /^[\w-]{10,}\.[\w-]{10,}\.[\w-]{10,}$/.test(word) && word.startsWith('ey');

/** Long, of one piece, with capitals, small letters and digits mixed: names and sentences are not like that. */
function looksRandom(word: string): boolean {
  if (!/^[A-Za-z0-9+/_=-]{32,}$/.test(word)) return false;
  const changes = Array.from(word).filter((char, index) => index > 0 && kindOf(char) !== kindOf(word[index - 1] ?? '')).length;
  return /[A-Z]/.test(word) && /[a-z]/.test(word) && /[0-9]/.test(word) && changes > word.length / 4;
}

const kindOf = (char: string): string => (/[A-Z]/.test(char) ? 'capital' : /[a-z]/.test(char) ? 'small' : /[0-9]/.test(char) ? 'digit' : 'mark');
