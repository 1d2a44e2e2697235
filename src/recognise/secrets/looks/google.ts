import { isInventedText } from '../made-up.ts';

const BROWSER_KEY =
  /firebase|authDomain|NEXT_PUBLIC_|VITE_|REACT_APP_|EXPO_PUBLIC_|NUXT_PUBLIC_|maps\.googleapis|google-?maps|MAPS|YOUTUBE|projectId|messagingSenderId|current_key|data-api-key/i;
const SERVER_KEY = /gemini|generative|palm|vertex|GOOGLE_(?:GENERATIVE_)?(?:AI|API)_?KEY|genai/i;

/** The same shape serves as a browser key of Firebase or Maps (public by design) and as a paid Gemini key: only what stands around it tells. */
export function judgeGoogle(value: string, before: string, after: string): { readonly class: 'secret' | 'public' | 'placeholder'; readonly sure: boolean } {
  if (isInventedText(value.slice(4))) return { class: 'placeholder', sure: true };
  const line = before.slice(before.lastIndexOf('\n') + 1);
  if (SERVER_KEY.test(line) && !/NEXT_PUBLIC_|VITE_/.test(line)) return { class: 'secret', sure: true };
  if (BROWSER_KEY.test(`${before.slice(-120)}${value}${after.slice(0, 160)}`)) return { class: 'public', sure: true };
  return { class: 'secret', sure: false };
}
