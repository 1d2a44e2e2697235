import { lookUpAddresses, secondWord } from '../../drivers/dns.ts';
import type { DnsTarget } from '../../evidence/domain/mail-targets.ts';
import { quote } from '../../model/text.ts';
import type { Io } from '../../ports/io.ts';
import { CouldNotLook } from '../../ports/probe.ts';

/**
 * Whether a name that something points to exists, and if not, which zone denies it. A question without an answer is `unknown`, and so is a name that only
 * the resolver of this network denies: many networks deny what exists.
 */
export async function lookAtTarget(io: Io, host: string, signal: AbortSignal): Promise<DnsTarget> {
  try {
    const { value, lines } = await lookUpAddresses(io, host, signal);
    const end = value.chain.at(-1);
    const seen = { host, lostIn: null, ...(end !== undefined && { leadsTo: end }), lines: lines.slice(0, 7).map((line) => quote(line)) };
    if (value.status !== 'nxdomain') return { ...seen, status: 'present' };
    const word = await secondWord(io, end ?? host, signal);
    if (word.says === 'lost') return { ...seen, status: 'lost', lostIn: word.deniedBy };
    const says = word.says === 'there' ? `; @${word.by} says that it exists` : '; nobody else could be asked from here';
    return { ...seen, status: word.says === 'there' ? 'present' : 'unknown', lines: [...seen.lines, quote(says)] };
  } catch (error) {
    if (error instanceof CouldNotLook && !signal.aborted) return { host, status: 'unknown', lostIn: null, lines: [quote(error.message)] };
    throw error;
  }
}
