import { absenceProven, ask, lookUpAddresses, recordsOf, unanswered } from '../../drivers/dns.ts';
import { mailTargets, type MailTargets } from '../../evidence/domain/mail-targets.ts';
import { vantage } from '../../evidence/vantage.ts';
import { one } from '../../model/check.ts';
import { quote } from '../../model/text.ts';
import type { Io } from '../../ports/io.ts';
import { CouldNotLook, defineProbe } from '../../ports/probe.ts';
import { mustSeeDns } from './must-see-dns.ts';

const MOST_TARGETS = 10;
const HOST = /^[a-z0-9_]([a-z0-9_.-]*[a-z0-9])?$/;

export const mailTargetsProbe = defineProbe({
  id: 'domain/mail-targets',
  version: 1,
  title: 'asks DNS whether the hosts that take each domain’s mail exist',
  about: 'domain',
  needs: { vantage: one(vantage) },
  fills: mailTargets,
  discovers: [],
  touches: 'reads-public',
  timeoutMs: 12_000,
  async gather({ subject, given, io, signal }) {
    mustSeeDns(given.vantage);
    const reply = await ask(io, { name: subject.name, type: 'MX', recursive: true }, signal);
    if (reply.status !== 'ok' && !absenceProven(reply)) throw unanswered(`${subject.name} MX`, reply);
    const hosts = [...new Set(recordsOf(reply, 'MX').map(({ data }) => data.exchange))].filter((host) => HOST.test(host)).sort();
    const targets = await Promise.all(hosts.slice(0, MOST_TARGETS).map(async (host) => look(io, host, signal)));
    const left = hosts.length - targets.length;
    return { value: { targets }, complete: left === 0 || [{ part: 'targets', says: quote(`${left} more mail hosts were not looked at`) }] };
  },
});

async function look(io: Io, host: string, signal: AbortSignal): Promise<MailTargets['targets'][number]> {
  try {
    const { value, lines, deniedBy } = await lookUpAddresses(io, host, signal);
    const isLost = value.status === 'nxdomain';
    return { host, status: isLost ? 'lost' : 'present', lostIn: (isLost && deniedBy) || null, lines: lines.slice(0, 8).map((line) => quote(line)) };
  } catch (error) {
    if (error instanceof CouldNotLook && !signal.aborted) return { host, status: 'unknown', lostIn: null, lines: [quote(error.message)] };
    throw error;
  }
}
