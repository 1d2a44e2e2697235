import { EDGE_FINGERPRINTS } from '../../data/edge-fingerprints.ts';
import type { RenewalPath } from '../../evidence/edge/renewal-path.ts';
import type { Remedy } from '../../model/fix.ts';
import type { Proof } from '../../model/finding.ts';
import { type Quoted, quote } from '../../model/text.ts';
import { walkLines } from './edge-facts.ts';
import { forStack, type Stack } from './stack.ts';

/** Authorities whose certificates are for the most part renewed over HTTP by a program on the server. */
const BY_HTTP = /(?:^|, )O=(?:Let's Encrypt|ZeroSSL|Buypass|Google Trust Services)/;

/** Who renews the certificate of a host, as far as its answers and its issuer tell. */
export type Renewer = { readonly by: 'provider'; readonly name: string } | { readonly by: 'server' } | { readonly by: 'unknown' };

/** Edges and platforms that end TLS renew their certificates by themselves; Caddy does too, and has a second way beside HTTP. */
export function renewerOf(platforms: readonly string[], issuer: string | undefined): Renewer {
  const provider = EDGE_FINGERPRINTS.find(
    ({ id, role }) => platforms.includes(id) && (role === 'edge' || role === 'platform' || id === 'caddy' || id === 'aws-elb'),
  );
  if (provider) return { by: 'provider', name: provider.name };
  return issuer !== undefined && BY_HTTP.test(issuer) ? { by: 'server' } : { by: 'unknown' };
}

const CHALLENGE_PATH = '/.well-known/acme-challenge/';

/** Why an authority that asks for its challenge at this place would not get it; nothing when nothing stands in the way. */
export function obstacleOf({ walk }: RenewalPath): Quoted | undefined {
  if (!walk) return undefined;
  const last = walk.hops.at(-1);
  if (walk.failure?.code === 'refused')
    return quote(walk.hops.length === 0 ? 'port 80 refuses connections' : `it is redirected to ${walk.next ?? ''}, which refuses connections`);
  if (walk.hops.length === 0) return undefined;
  if (walk.end === 'challenged') return quote(`a bot check (${walk.recognised?.by ?? 'unknown'}) stands before it`);
  if (walk.end === 'loop' || walk.end === 'too-many') return quote('it is redirected without end');
  if (walk.end === 'bad-location') return quote('it is redirected to nowhere');
  // Authorities follow redirects, also to another host; one that loses the path leads to a page that is no answer.
  if (last && !last.url.includes(CHALLENGE_PATH)) return quote(`it is redirected to ${last.url}, away from the challenge`);
  if (walk.end !== 'answered' || !last) return undefined;
  if (last.status === 401 || last.status === 403) return quote(`it answers ${last.status}: access is refused to strangers`);
  return last.status >= 500 ? quote(`it answers ${last.status}`) : undefined;
}

/** The exchange as a proof. */
export function pathProof({ url, walk }: RenewalPath): Proof[] {
  const lines = walk ? [...walkLines(walk), ...(walk.recognised ? [walk.recognised.sign] : [])] : [];
  return [{ says: `asked ${url ?? ''} as the authority would (404 is right: no such challenge exists)`, lines }];
}

/** Opens the place of the challenge on plain HTTP to everybody. */
export function openPathRemedy(stack: Stack): Remedy {
  const steps = [
    'Let everything below /.well-known/acme-challenge/ through on port 80: before redirects to other pages, before any login and before bot rules.',
    'Then try the renewal without waiting for it: sudo certbot renew --dry-run (or the dry run of your own client).',
    'If renewal is meant to go by DNS or by TLS-ALPN instead, the path does not matter: check that client’s log.',
  ];
  return forStack(stack, {
    cloudflare: {
      steps: [
        'Cloudflare → Security → WAF → Custom rules: skip when URI path starts with /.well-known/acme-challenge/; and no redirect rule for it.',
        ...steps.slice(1),
      ],
    },
    apache: {
      steps,
      snippet: {
        language: 'text',
        text: 'Alias /.well-known/acme-challenge/ /var/www/acme/.well-known/acme-challenge/\n<Location "/.well-known/acme-challenge/">\n  Require all granted\n</Location>',
        where: 'the virtual host of port 80, before any Redirect',
      },
    },
    otherwise: {
      steps,
      snippet: {
        language: 'nginx',
        text: 'location ^~ /.well-known/acme-challenge/ {\n  auth_basic off;\n  allow all;\n  root /var/www/acme;\n}',
        where: 'the server block of port 80 of this host; move "return 301" into a "location / { … }" beside it',
      },
    },
  });
}
