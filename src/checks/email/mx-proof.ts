import type { MxEvidence } from '../../evidence/email/mx.ts';
import type { Proof } from '../../model/finding.ts';
import { quote } from '../../model/text.ts';

/** The exchanges of a domain and where each leads. */
export function proveMx(name: string, mx: MxEvidence): Proof[] {
  const lines = mx.exchanges.map(({ preference, host, leadsTo, alias, addresses }) => {
    const shown = addresses.map(({ address }) => address).join(', ');
    return quote(`${preference} ${host}${alias === null ? '' : ` (alias of ${alias})`}: ${shown || WORDS[leadsTo]}`);
  });
  return [{ says: `MX of ${name}`, lines }];
}

const WORDS = { present: 'has an address', absent: 'has no address', 'is-address': 'is an address itself', unknown: 'could not be looked up' } as const;
