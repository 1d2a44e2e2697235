import { nameServerTransport } from '../../evidence/domain/name-server-transport.ts';
import { nameServers } from '../../evidence/domain/name-servers.ts';
import { defineCheck, maybe, one } from '../../model/check.ts';
import type { Remedy } from '../../model/fix.ts';
import { previewPlatformOf } from './host-facts.ts';

const COSTS = { identity: ['server'], minutes: 20 } as const;
const SAYS = {
  tcp: 'The name server {server:name} of {domain:name} answers nothing over TCP: large answers, such as long text records for mail, cannot be fetched from it',
  edns: 'The name server {server:name} of {domain:name} does not understand questions in today’s form (EDNS): some visitors wait, or are not answered',
  open: 'The name server {server:name} of {domain:name} looks up any name for anybody: strangers can use it to flood others in your name',
} as const;

export const nameServerTransportCheck = defineCheck({
  id: 'domain/name-server-transport',
  rows: ['B10'],
  stage: 'domain',
  about: 'domain',
  title: 'The name servers of the domain speak DNS as it is spoken today',
  why: 'A server that leaves out TCP or EDNS loses some questions; one that serves strangers is used for attacks and then blocked.',
  test: 'for s in $(dig +short {subject} NS); do dig +tcp +norec @$s {subject} SOA; dig +rec @$s example.org A; done',
  refs: ['RFC 7766 §5', 'RFC 6891 §7', 'RFC 5358'],
  needs: { seen: one(nameServerTransport), zone: maybe(nameServers, ['names']) },
  maxAge: '24h',
  problems: {
    'tcp-refused': { says: SAYS.tcp, class: 'incident', impact: 'email', fails: [], ...COSTS },
    'edns-broken': { says: SAYS.edns, class: 'later', impact: 'downtime', ...COSTS },
    'open-resolver': { says: SAYS.open, class: 'later', impact: 'control', ...COSTS },
  },
  judge({ seen, zone }, { subject, report }) {
    const platform = previewPlatformOf(subject.name);
    if (platform) return report.notApplicable(`${platform.title} runs this domain`);
    const domain = zone?.zone ?? subject.name;
    for (const { name: server, address, tcp, edns, resolves, lines } of seen.servers) {
      const details = { server, domain, proof: [{ says: `Asked itself, ${server} answered:`, lines }] };
      if (tcp === 'refused') report.fail('tcp-refused', { ...details, fix: allowTcp(server, address), test: `dig +tcp +norec @${address} ${domain} SOA` });
      // A time-out may be the network's, or this machine's: it proves nothing.
      if (tcp === 'silent') report.unknown(`${server} did not answer over TCP in time; see for yourself: dig +tcp +norec @${address} ${domain} SOA`);
      if (edns === 'dropped' || edns === 'refused')
        report.fail('edns-broken', { ...details, fix: renew(server), test: `dig +edns=0 +norec @${address} ${domain} SOA` });
      if (resolves) report.fail('open-resolver', { ...details, fix: closeResolver(server), test: `dig +rec @${address} example.org A` });
    }
    report.pass(`${seen.servers.length} name servers answer over UDP and TCP`);
  },
});

function allowTcp(server: string, address: string): Remedy {
  const steps = [
    `Run by a DNS company: report it there (“${server}, ${address}, does not answer over TCP port 53”).`,
    'Run by you: open TCP port 53 beside UDP port 53 in the firewall, and let the DNS server listen on both.',
  ];
  return { steps };
}

function renew(server: string): Remedy {
  return {
    steps: [
      `Update the DNS software of ${server}, or the firewall in front that drops such packets.`,
      'Easier: move the zone to a DNS company; all current ones understand it.',
    ],
  };
}

function closeResolver(server: string): Remedy {
  const text = 'options { recursion no; allow-recursion { none; }; };';
  return {
    steps: [`Switch off recursion on ${server}; look up names with a separate resolver.`],
    snippet: { language: 'text', text, where: 'named.conf (BIND); Unbound and PowerDNS Recursor should not listen on that address at all' },
  };
}
