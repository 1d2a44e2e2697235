import { mxEvidence, type MxEvidence } from '../../evidence/email/mx.ts';
import { answerAt, type Asking, drive } from '../../formats/dns-question.ts';
import { addressScope } from '../../model/address.ts';
import { quote } from '../../model/text.ts';
import { defineProbe } from '../../ports/probe.ts';
import { couldNotAsk, networkAnswers } from './dns-answer.ts';

type Exchange = MxEvidence['exchanges'][number];
const MOST_EXCHANGES = 20;

/**
 * The questions behind the evidence: MX, then the addresses of every exchange.
 * @throws CouldNotLook when nobody could answer for the MX
 */
export function* lookAtMx(domain: string): Asking<MxEvidence> {
  const mx = answerAt(yield [{ name: domain, type: 'MX' }], 0);
  if (mx.status === 'unknown') throw couldNotAsk(mx);
  if (mx.status !== 'ok') return { state: 'none', exchanges: [] };
  const sorted = mx.exchanges.toSorted((a, b) => a.preference - b.preference || (a.exchange < b.exchange ? -1 : 1)).slice(0, MOST_EXCHANGES);
  if (sorted.length === 1 && isRoot(sorted[0]?.exchange)) return { state: 'null', exchanges: [] };
  const answers = yield sorted.flatMap(({ exchange }) =>
    isRoot(exchange) || isAddress(exchange)
      ? []
      : [
          { name: exchange, type: 'A' as const },
          { name: exchange, type: 'AAAA' as const },
        ],
  );
  let from = 0;
  const exchanges = sorted.map(({ preference, exchange }): Exchange => {
    const host = quote(exchange || '.');
    const bare = { preference, host, alias: null, why: null, addresses: [] };
    if (isRoot(exchange)) return { ...bare, leadsTo: 'absent' };
    if (isAddress(exchange)) return { ...bare, leadsTo: 'is-address' };
    const both = [answerAt(answers, from++), answerAt(answers, from++)];
    const unknown = both.find(({ status }) => status === 'unknown');
    const leadsTo = both.some(({ status }) => status === 'ok') ? 'present' : unknown ? 'unknown' : 'absent';
    const alias = both.find(({ chain }) => chain.length > 0)?.chain.at(-1);
    const found = both.flatMap((answer) => answer.addresses).slice(0, 16);
    return {
      ...bare,
      alias: alias === undefined ? null : quote(alias),
      leadsTo,
      why: leadsTo === 'unknown' ? quote(unknown?.why ?? '') : null,
      addresses: found.map((address) => ({ address, scope: addressScope(address) })),
    };
  });
  return { state: 'present', exchanges };
}

/** RFC 7505: the null MX. */
function isRoot(exchange: string | undefined): boolean {
  return exchange === '' || exchange === '.';
}

function isAddress(exchange: string): boolean {
  return /^\d+\.\d+\.\d+\.\d+$/.test(exchange) || exchange.includes(':');
}

export const mxProbe = defineProbe({
  id: 'email/mx',
  version: 1,
  title: 'asks DNS who takes mail for the domain',
  about: 'domain',
  needs: {},
  fills: mxEvidence,
  discovers: [],
  touches: 'reads-public',
  timeoutMs: 15_000,
  async gather({ subject, io, signal }) {
    return { value: await drive(lookAtMx(subject.name), networkAnswers(io, signal)), complete: true };
  },
});
