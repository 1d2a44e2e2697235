/* Values in the shape of real keys, assembled at run time: no file of this project contains one. */

/** Letters and digits that look random, the same for the same seed. */
export function randomText(length: number, seed = 1, alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'): string {
  let state = (seed * 2_654_435_761) >>> 0;
  let text = '';
  while (text.length < length) {
    state = (Math.imul(state ^ (state >>> 15), 2_246_822_507) + 0x9e37_79b9) >>> 0;
    text += alphabet[(state >>> 7) % alphabet.length] ?? '';
  }
  return text;
}

export const stripeLive = (seed = 1): string => ['sk', 'live', `51${randomText(60, seed)}`].join('_');
export const openAi = (seed = 1): string => ['sk', 'proj', randomText(74, seed)].join('-');
export const githubToken = (seed = 1): string => ['ghp', randomText(36, seed)].join('_');
export const jwt = (claims: object, seed = 1): string =>
  [JSON.stringify({ alg: 'HS256', typ: 'JWT' }), JSON.stringify(claims)].map((part) => Buffer.from(part).toString('base64url')).join('.') +
  `.${randomText(43, seed)}`;
