import type { Random } from '../../test/fuzz/mutate.ts';

/** Records of one name, by type; `TIMEOUT` names the types that nobody answers. */
export type ZoneLines = Readonly<Partial<Record<'TXT' | 'A' | 'AAAA' | 'PTR' | 'CNAME' | 'TIMEOUT', readonly string[]>>> & {
  readonly MX?: readonly (readonly [number, string])[];
};
/** One question about SPF, with the whole of DNS that there is. */
export interface SpfCase {
  readonly ip: string;
  readonly mailFrom: string;
  readonly helo: string;
  readonly zone: Readonly<Record<string, ZoneLines>>;
}

const NAMES = ['a.example', 'b.example', 'c.example', 'd.example', 'mail.a.example', 'x.b.example', 'deep.mail.a.example', 'n-1.c.example'];
const V4 = ['192.0.2.1', '192.0.2.2', '192.0.2.77', '198.51.100.1', '203.0.113.9'];
const V6 = ['2001:db8::1', '2001:db8::2', '2001:db8:0:1::7', '2001:db8:ffff::9'];
const LOCALS = ['ann', 'strong-bad', 'a+b=c', 'Ann.Lee', 'x_y.z', 'postmaster', "o'hara", 'a&b'];
const HELOS = ['mail.a.example', 'b.example', 'localhost', '[192.0.2.1]', 'A.Example', 'x..y', 'unknown.test'];
const DELIMITERS = '.-+,/_=';

/** A case made by the grammar of RFC 7208 §12, now and then with a slip in it. The same seed gives the same case. */
export function spfCase(random: Random): SpfCase {
  const pick = <T>(items: readonly T[]): T => items[random(items.length)] as T;
  const often = (percent: number): boolean => random(100) < percent;
  const some = <T>(most: number, make: () => T): T[] => Array.from({ length: random(most + 1) }, make);

  const macro = (letters: string): string => {
    const letter = pick(letters.split(''));
    const shown = often(20) ? letter.toUpperCase() : letter;
    return `%{${shown}${often(30) ? pick(['1', '2', '3', '9', '02', '128', ...(often(5) ? ['0'] : [])]) : ''}${often(30) ? 'r' : ''}${often(25) ? some(2, () => pick(DELIMITERS.split(''))).join('') : ''}}`;
  };
  const domainSpec = (): string => {
    if (often(60)) return pick([...NAMES, 'none.example', 'b.example.', 'C.Example']);
    if (often(4))
      return pick([
        'museum',
        '.example',
        'a..example',
        `${'l'.repeat(64)}.example`,
        'a.123',
        'a.-b',
        '',
        '192.0.2.1',
        'foo:bar/baz.a.example',
        'a_b.example',
        '%%.a.example',
        '%-%_.example',
      ]);
    const head = some(2, () => pick([macro('slodiphv'), macro('slodiphv'), 'x', 'n-1', '%%', 'user', ...(often(5) ? [macro('crt')] : [])])).join('.');
    return `${head}${head === '' ? '' : '.'}${often(50) ? pick(NAMES) : macro('dohs')}`;
  };
  const prefix = (most: number): string => `/${pick([0, 8, 24, 25, most - 1, most, most, ...(often(4) ? [most + 1, '01', ''] : [])])}`;
  const dual = (): string => (often(70) ? '' : `${often(60) ? prefix(32) : ''}${often(40) ? `/${prefix(128)}` : ''}`);
  const term = (): string => {
    const qualifier = pick(['', '', '', '+', '-', '~', '?']);
    const own = often(40) ? '' : `:${domainSpec()}`;
    switch (random(12)) {
      case 0:
        return `${qualifier}all`;
      case 1:
      case 2:
      case 3:
        return `${qualifier}include:${domainSpec()}`;
      case 4:
        return `${qualifier}a${own}${dual()}`;
      case 5:
        return `${qualifier}mx${own}${dual()}`;
      case 6:
        return `${qualifier}ptr${own}`;
      case 7:
        return `${qualifier}ip4:${pick([...V4, ...(often(4) ? ['192.0.2', '1.2.3.04', '2001:db8::1'] : [])])}${often(40) ? prefix(32) : ''}`;
      case 8:
        return `${qualifier}ip6:${pick([...V6, '::ffff:192.0.2.1', ...(often(4) ? ['1::2::3', '192.0.2.1'] : [])])}${often(40) ? prefix(128) : ''}`;
      case 9:
      case 10:
        return `${qualifier}exists:${domainSpec()}`;
      default:
        return often(40)
          ? `exp=${domainSpec()}`
          : `${pick(['moo', 'x.y-z', 'include', 'default', ...(often(5) ? ['1x'] : [])])}=${pick(['', 'a', '%{d}', 'a/b:c', ...(often(5) ? ['%x'] : [])])}`;
    }
  };
  const slip = (text: string): string => {
    const at = random(text.length);
    return text.slice(0, at) + pick(['', ' ', ',', ':', '/', '%', '=', 'a', '\t', 'é', '"', '.']) + text.slice(at + random(2));
  };
  const record = (): string => {
    const end = pick(['-all', '-all', '~all', '?all', '', `redirect=${domainSpec()}`, '-all exp=why.a.example', `exp=%{l}.why.a.example -all`]);
    const text = [pick(['v=spf1', 'v=spf1', 'V=SPF1']), ...some(often(10) ? 14 : 4, term), end].join(often(5) ? '  ' : ' ');
    return often(4) ? slip(text) : text;
  };
  const lines = (): ZoneLines => ({
    ...(often(85) && { TXT: [...(often(90) ? [record()] : []), ...(often(3) ? [record()] : []), ...(often(15) ? ['other text', 'v=spf10 -all'] : [])] }),
    ...(often(50) && { A: some(2, () => pick(V4)) }),
    ...(often(40) && { AAAA: some(2, () => pick(V6)) }),
    ...(often(40) && { MX: some(often(5) ? 12 : 3, () => [random(20), pick([...NAMES, '', 'none.example'])] as const) }),
    ...(often(6) && { TIMEOUT: [pick(['TXT', 'A', 'AAAA', 'MX'])] }),
  });
  const zone: Record<string, ZoneLines> = {};
  for (const name of NAMES) zone[name] = often(6) ? { CNAME: [pick(NAMES)] } : lines();
  zone['why.a.example'] = {
    TXT: [pick(['%{i} is not ours, %{s}', 'See http://a.example/?s=%{S}&h=%{H}', '%{c} %{r} %{p} %{v} %{o2r}', 'bad %{x}', 'é', 'plain. '])],
  };
  for (const local of LOCALS) if (often(40)) zone[`${local.toLowerCase()}.why.a.example`] = { TXT: some(2, () => 'no %{l}') };
  const ip = often(60) ? pick(V4) : often(20) ? `::ffff:${pick(V4)}` : pick(V6);
  for (const address of V4) if (often(60)) zone[`${address.split('.').reverse().join('.')}.in-addr.arpa`] = ptr();
  for (const address of V6) if (often(60)) zone[reverse6(address)] = ptr();
  function ptr(): ZoneLines {
    return often(5) ? { TIMEOUT: ['PTR'] } : { PTR: some(often(10) ? 14 : 3, () => pick([...NAMES, 'none.example'])) };
  }
  const domain = pick(NAMES);
  return { ip, mailFrom: often(8) ? '' : `${often(5) ? '' : pick(LOCALS)}@${often(10) ? domain.toUpperCase() : domain}`, helo: pick(HELOS), zone };
}

function reverse6(address: string): string {
  const [head = '', tail = ''] = address.split('::');
  const groups = [head.split(':'), tail.split(':')];
  const missing = 8 - (groups[0]?.length ?? 0) - (groups[1]?.length ?? 0);
  const all = [...(groups[0] ?? []), ...Array.from({ length: missing }, () => '0'), ...(groups[1] ?? [])];
  return `${all
    .map((group) => group.padStart(4, '0'))
    .join('')
    .split('')
    .reverse()
    .join('.')}.ip6.arpa`;
}
