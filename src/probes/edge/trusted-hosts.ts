import { edgeHttp } from '../../evidence/edge/http.ts';
import { trustedHosts, type TrustedHosts } from '../../evidence/edge/trusted-hosts.ts';
import { vantage } from '../../evidence/vantage.ts';
import { one } from '../../model/check.ts';
import { quote } from '../../model/text.ts';
import { defineProbe, type LookResult } from '../../ports/probe.ts';
import { lookAtTarget } from '../domain/look-at-target.ts';
import { mustSeeDns } from '../domain/must-see-dns.ts';

const MOST_HOSTS = 40;

export const trustedHostsProbe = defineProbe({
  id: 'edge/trusted-hosts',
  version: 1,
  title: 'asks DNS whether the hosts that each page loads from exist',
  about: 'host',
  needs: { vantage: one(vantage), http: one(edgeHttp) },
  fills: trustedHosts,
  discovers: [],
  touches: 'reads-public',
  timeoutMs: 15_000,
  async gather({ given, io, signal }): Promise<LookResult<TrustedHosts>> {
    const { page } = given.http;
    if (page === null) return { value: { status: 'none', targets: [], powers: [] }, complete: true };
    mustSeeDns(given.vantage);
    const powers = page.trusts ?? [];
    const hosts = [...new Set(powers.map(({ host }) => host))].sort();
    const targets = await Promise.all(hosts.slice(0, MOST_HOSTS).map(async (host) => lookAtTarget(io, host, signal)));
    const left = hosts.length - targets.length;
    return { value: { status: 'seen', targets, powers }, complete: left === 0 || [{ part: 'targets', says: quote(`${left} more hosts were not looked at`) }] };
  },
});
