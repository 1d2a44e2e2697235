/** Suffixes of two labels under which anybody can register names; of the thousands that exist, those that are met most. */
const SUFFIXES: ReadonlySet<string> = new Set(
  (
    'co.uk org.uk me.uk ltd.uk com.au net.au org.au co.nz net.nz org.nz co.za org.za com.br net.br org.br com.mx com.ar com.co com.pe com.tr com.sg com.hk com.tw com.my ' +
    'com.ph com.vn com.cn net.cn org.cn co.jp or.jp ne.jp co.kr or.kr co.in net.in org.in co.il org.il co.id co.th com.ua com.pl net.pl org.pl com.ng com.sa com.eg co.ke com.pk com.bd'
  ).split(' '),
);

/**
 * The name that somebody registered, or could register, for a name to exist: the last two labels, or three under suffixes like `co.uk`. Under a suffix that
 * is not known here it is too short a name; nothing when the name is a suffix itself.
 */
export function registrableName(name: string): string | undefined {
  const labels = name.toLowerCase().replace(/\.$/, '').split('.');
  const count = SUFFIXES.has(labels.slice(-2).join('.')) ? 3 : 2;
  return labels.length < count || labels.includes('') ? undefined : labels.slice(-count).join('.');
}
