import { origin } from '../../evidence/edge/origin.ts';
import { defineCheck, one } from '../../model/check.ts';
import { quote } from '../../model/text.ts';
import { notForVisitors } from './edge-facts.ts';

const FIX = {
  steps: [
    'Let the server accept web traffic from the addresses of the edge only, as below, or connect it by a tunnel and close ports 80 and 443.',
    'Take rules out that open both ports to all ("sudo ufw status numbered" shows them). Docker opens the ports it publishes past ufw: publish them on 127.0.0.1 only.',
    'Cloudflare: Authenticated Origin Pulls on top, so that another customer of the same edge cannot go round it either.',
    'Set every record that points to the server to proxied; mail that must stay there gets another address.',
    'The address is known now: after closing it, think of a new one from your hosting.',
  ],
  snippet: {
    language: 'shell',
    text: [
      'sudo ufw allow OpenSSH',
      'for range in $(curl -s https://www.cloudflare.com/ips-v4) $(curl -s https://www.cloudflare.com/ips-v6); do',
      '  sudo ufw allow proto tcp from "$range" to any port 80,443',
      'done',
      'sudo ufw deny 80/tcp',
      'sudo ufw deny 443/tcp',
      'sudo ufw enable',
    ].join('\n'),
    where: 'on the server (Ubuntu, Debian); the first line keeps your own way in open',
  },
} as const;

export const originCheck = defineCheck({
  id: 'edge/origin',
  rows: ['C8'],
  stage: 'edge',
  about: 'host',
  title: 'The server cannot be reached around the edge network',
  why: 'Whoever knows the address of the server goes past the firewall, the limits and the flood protection of the edge, as if you had none.',
  test: 'curl -sk --resolve {subject}:443:<address> https://{subject} | grep -i "<title>": nothing may come',
  refs: ['developers.cloudflare.com: protect your origin server'],
  needs: { seen: one(origin, ['candidates']) },
  maxAge: '24h',
  unless: notForVisitors,
  problems: {
    reachable: {
      says: 'The server of {host:name} answers at {address:name} (from {from:outside}): the edge network can be gone round',
      class: 'incident',
      impact: 'downtime',
      identity: ['address'],
      minutes: 30,
      fix: FIX,
    },
  },
  judge({ seen }, { subject, report }) {
    if (seen.edges.length === 0) return report.notApplicable('no edge network was recognised in front of the host (edge/behind-proxy)');
    for (const { address, from, answer, scheme, status, by } of seen.candidates) {
      if (answer !== 'same') continue;
      const lines = [quote(`GET ${scheme ?? ''}://${subject.name}/ at ${address} -> ${status ?? ''}, the same ${by ?? 'page'} as through the edge`)];
      const test = `curl -sk --resolve ${subject.name}:443:${address} https://${subject.name} | grep -i '<title>'`;
      report.fail('reachable', { host: subject.name, address, from, proof: [{ says: 'asked for the host at that address', lines }], test });
    }
    const asked = seen.candidates.map(({ address }) => address).join(', ');
    report.pass(asked === '' ? 'DNS gives no address of the server away, and the config names none (edge.origin)' : `closed or something else: ${asked}`);
  },
});
