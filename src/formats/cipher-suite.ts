/** Numbers to names, from the compact form of `data/tls-parameters.ts`: `@` and a hexadecimal number begin a run of consecutive numbers. */
export function readSuites(text: string): ReadonlyMap<number, string> {
  const suites = new Map<number, string>();
  let next = 0;
  for (const word of text.split(/\s+/)) {
    if (word.startsWith('@')) next = Number.parseInt(word.slice(1), 16);
    else if (word !== '') suites.set(next++, `TLS_${word}`);
  }
  return suites;
}

/** Why nobody should use a cipher suite. */
export type SuiteWeakness = 'no-encryption' | 'no-authentication' | 'export' | 'rc4' | 'des' | '3des' | 'rc2';

/**
 * What is broken in a suite, worst first, by its registered name; empty when nothing is. That a suite is merely old (CBC, no forward secrecy) is no weakness
 * here: RFC 9325 §4.1 and the guideline of Mozilla say what is better.
 */
export function weaknessesOf(name: string): readonly SuiteWeakness[] {
  const weaknesses: SuiteWeakness[] = [];
  if (/_NULL(_|$)|^TLS_SHA\d+_SHA\d+$/.test(name)) weaknesses.push('no-encryption');
  if (/_anon_/i.test(name)) weaknesses.push('no-authentication');
  if (/EXPORT/.test(name)) weaknesses.push('export');
  if (/_RC4_/.test(name)) weaknesses.push('rc4');
  if (/_DES40_|_DES_(64_)?CBC_/.test(name)) weaknesses.push('des');
  if (/_3DES_|_DES_192_EDE3_/.test(name)) weaknesses.push('3des');
  if (/_RC2_/.test(name)) weaknesses.push('rc2');
  return weaknesses;
}

/** How the key is agreed on, which says what a ServerKeyExchange message holds. */
export function keyExchangeOf(name: string): 'dh' | 'ecdh' | 'rsa' | 'other' {
  if (/^TLS_(DHE|DH_anon)_(?!PSK)/.test(name)) return 'dh';
  if (/^TLS_(ECDHE|ECDH_anon)_(?!PSK)/.test(name)) return 'ecdh';
  return /^TLS_RSA_(EXPORT|WITH)/.test(name) ? 'rsa' : 'other';
}
