/** One Set-Cookie header line, RFC 6265 §5.2. `value` is a secret of its visitor: never keep it in evidence. */
export interface SetCookie {
  readonly name: string;
  readonly value: string;
  /** Without the leading dot, lower case; none for a host-only cookie. */
  readonly domain: string | undefined;
  readonly path: string | undefined;
  readonly secure: boolean;
  readonly httpOnly: boolean;
  readonly sameSite: 'strict' | 'lax' | 'none' | undefined;
  /** Seconds; at most zero means "delete". */
  readonly maxAge: number | undefined;
  /** Epoch milliseconds at which it ends; counts only without `maxAge`. None when there is no date that can be read. */
  readonly expires: number | undefined;
}

/** Reads one Set-Cookie line; nothing when a browser would drop it for having no name. */
export function parseSetCookie(line: string): SetCookie | undefined {
  const [pair = '', ...attributes] = line.split(';');
  const equals = pair.indexOf('=');
  const name = (equals < 0 ? '' : pair.slice(0, equals)).trim();
  if (name === '') return undefined;
  const given = new Map(
    attributes.map((attribute) => {
      const [key = '', ...rest] = attribute.split('=');
      return [key.trim().toLowerCase(), rest.join('=').trim()] as const;
    }),
  );
  const sameSite = given.get('samesite')?.toLowerCase();
  const maxAge = given.get('max-age') ?? '';
  const expires = Date.parse((given.get('expires') ?? '').replaceAll('-', ' '));
  return {
    name,
    value: pair.slice(equals + 1).trim(),
    domain: given.get('domain')?.replace(/^\./, '').toLowerCase() || undefined,
    path: given.get('path')?.startsWith('/') ? given.get('path') : undefined,
    secure: given.has('secure'),
    httpOnly: given.has('httponly'),
    sameSite: sameSite === 'strict' || sameSite === 'lax' || sameSite === 'none' ? sameSite : undefined,
    maxAge: /^-?\d{1,15}$/.test(maxAge) ? Number(maxAge) : undefined,
    expires: Number.isNaN(expires) ? undefined : expires,
  };
}

/** The line with its value left out: what may be shown. */
export function showSetCookie(line: string): string {
  const semicolon = line.indexOf(';');
  const pair = semicolon < 0 ? line : line.slice(0, semicolon);
  const equals = pair.indexOf('=');
  const name = equals < 0 ? '' : pair.slice(0, equals);
  return `${name}=…${semicolon < 0 ? '' : line.slice(semicolon)}`;
}
