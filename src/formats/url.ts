/** Parameters whose value may be a credential, whatever its length. */
const SENSITIVE = /token|secret|code|key|sig|session|auth|password|state|nonce|jwt|ticket|assertion|hash/i;
const LONG_VALUE = 20;
const OURS = /^lr(-[a-z0-9]+)?$/;

/** A URL as it may be shown: user name and password left out, and parameter values that could be credentials replaced by `…`. Text that is no URL is returned as it is, without its query. */
export function showUrl(text: string): string {
  const url = parseUrl(text);
  if (!url) return text.split(/[?#]/)[0] ?? '';
  const query = [...url.searchParams].map(([name, value]) => `${encodeURIComponent(name)}=${showValue(name, value)}`).join('&');
  return `${url.protocol}//${url.host}${url.pathname}${query === '' ? '' : `?${query}`}`;
}

function showValue(name: string, value: string): string {
  if (OURS.test(value)) return value;
  return value.length > LONG_VALUE || (value !== '' && SENSITIVE.test(name)) ? '…' : encodeURIComponent(value);
}

/** An absolute or relative URL, or nothing when it cannot be read (WHATWG URL rules, as browsers do). */
export function parseUrl(text: string, relativeTo?: string): URL | undefined {
  return URL.parse(text, relativeTo) ?? undefined;
}
