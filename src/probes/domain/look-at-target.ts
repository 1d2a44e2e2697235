import { lookUpAddresses } from '../../drivers/dns.ts';
import type { DnsTarget } from '../../evidence/domain/mail-targets.ts';
import { quote } from '../../model/text.ts';
import type { Io } from '../../ports/io.ts';
import { CouldNotLook } from '../../ports/probe.ts';

/** Whether a name that something points to exists, and if not, which zone denies it. A question without an answer is `unknown`. */
export async function lookAtTarget(io: Io, host: string, signal: AbortSignal): Promise<DnsTarget> {
  try {
    const { value, lines, deniedBy } = await lookUpAddresses(io, host, signal);
    const isLost = value.status === 'nxdomain';
    const end = value.chain.at(-1);
    return {
      host,
      status: isLost ? 'lost' : 'present',
      lostIn: (isLost && deniedBy) || null,
      ...(end !== undefined && { leadsTo: end }),
      lines: lines.slice(0, 8).map((line) => quote(line)),
    };
  } catch (error) {
    if (error instanceof CouldNotLook && !signal.aborted) return { host, status: 'unknown', lostIn: null, lines: [quote(error.message)] };
    throw error;
  }
}
