import { expect, test } from 'vitest';
import { githubToken, openAi, stripeLive } from '../../test/repository/made-up-secrets.ts';
import { isQuoted, quote } from './text.ts';

test.each([
  ['a file name', `src/${stripeLive()}.ts`, /^src\/sk_l….. \(\d+ characters\)\.ts$/],
  ['an address', `https://acme.test/?token=${githubToken()}&a=1`, /^https:\/\/acme\.test\/\?token=ghp_….. \(40 characters\)&a=1$/],
  ['two in a text', `${openAi()} and ${stripeLive()}`, /^sk-p….. \(\d+ characters\) and sk_l….. \(\d+ characters\)$/],
])('no key is quoted: %s', (_, text, shown) => {
  expect(quote(text)).toMatch(shown);
  expect([isQuoted(text), isQuoted(quote(text))]).toEqual([false, true]);
});

test('a key is masked before a text is cut, so that no part of it is left', () => {
  const key = stripeLive();
  for (let before = 0; before < 60; before++) {
    const quoted = quote(`${'x'.repeat(before)} ${key}`, 40);
    expect(quoted).not.toContain(key.slice(0, 12));
    expect(isQuoted(quoted, 40)).toBe(true);
  }
});

test.each([
  'assets/index-Dk3x9Qa1.js',
  'v=DKIM1; k=rsa; p=MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEA',
  'src/desk_live_chat_components_overview.tsx',
  'hf_hub_download_of_models_2024.py',
])('what is no key stays as it is: %s', (text) => expect(quote(text)).toBe(text));
