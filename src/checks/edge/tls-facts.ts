import type { EnumeratedProtocol } from '../../evidence/edge/tls-enumeration.ts';
import { type SuiteWeakness, weaknessesOf } from '../../formats/cipher-suite.ts';
import { type Quoted, quote } from '../../model/text.ts';

export const VERSION_NAMES: Readonly<Record<EnumeratedProtocol['version'], string>> = {
  SSLv2: 'SSL 2',
  SSLv3: 'SSL 3',
  TLSv1: 'TLS 1.0',
  'TLSv1.1': 'TLS 1.1',
  'TLSv1.2': 'TLS 1.2',
  'TLSv1.3': 'TLS 1.3',
};

export const WEAKNESS_NAMES: Readonly<Record<SuiteWeakness, string>> = {
  'no-encryption': 'none at all (NULL)',
  'no-authentication': 'without a certificate (anonymous)',
  export: 'export grade',
  rc4: 'RC4',
  des: 'DES',
  '3des': '3DES',
  rc2: 'RC2',
};

/** Accepted suites by what is broken in them, worst first. */
export function suitesByWeakness(protocols: readonly EnumeratedProtocol[]): ReadonlyMap<SuiteWeakness, readonly string[]> {
  const suites = [...new Set(protocols.flatMap((protocol) => protocol.suites))];
  const weaknesses = Object.keys(WEAKNESS_NAMES) as SuiteWeakness[];
  const found = weaknesses.map((weakness) => [weakness, suites.filter((suite) => weaknessesOf(suite).includes(weakness))] as const);
  return new Map(found.filter(([, of]) => of.length > 0));
}

const MOST_NAMED = 8;
/** One line for each accepted version with its wanted suites. */
export function acceptedLines(protocols: readonly EnumeratedProtocol[], wanted: (suite: string) => boolean): Quoted[] {
  return protocols.flatMap(({ version, outcome, suites }) => {
    const named = suites.filter(wanted);
    if (outcome !== 'accepted' || named.length === 0) return [];
    const more = named.length > MOST_NAMED ? ` and ${named.length - MOST_NAMED} more` : '';
    return [quote(`${VERSION_NAMES[version]}: ${named.slice(0, MOST_NAMED).join(', ')}${more}`, 600)];
  });
}
