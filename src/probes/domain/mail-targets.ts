import { absenceProven, ask, recordsOf, unanswered } from '../../drivers/dns.ts';
import { mailTargets } from '../../evidence/domain/mail-targets.ts';
import { vantage } from '../../evidence/vantage.ts';
import { one } from '../../model/check.ts';
import { quote } from '../../model/text.ts';
import { defineProbe } from '../../ports/probe.ts';
import { lookAtTarget } from './look-at-target.ts';
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
    const targets = await Promise.all(hosts.slice(0, MOST_TARGETS).map(async (host) => lookAtTarget(io, host, signal)));
    const left = hosts.length - targets.length;
    return { value: { targets }, complete: left === 0 || [{ part: 'targets', says: quote(`${left} more mail hosts were not looked at`) }] };
  },
});
