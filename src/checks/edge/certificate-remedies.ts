import { isAtOrBelow } from '../../model/domain-name.ts';
import type { Remedy } from '../../model/fix.ts';
import { forStack, type Stack } from './stack.ts';

/** Gets a certificate for `names` from a public authority, where the stack does it. */
export function issueRemedy(stack: Stack, names: readonly string[]): Remedy {
  const list = names.join(', ');
  return forStack(stack, {
    vercel: {
      steps: [`Vercel → Project → Settings → Domains: add ${list}.`, 'Set the DNS record that Vercel shows; the certificate comes by itself within minutes.'],
    },
    netlify: { steps: [`Netlify → Domain management: add ${list} as domain alias.`, 'HTTPS → Verify DNS configuration → Provision certificate.'] },
    cloudflare: {
      steps: [
        `Cloudflare → SSL/TLS → Edge Certificates: check that Universal SSL is active and covers ${list}.`,
        'It covers the domain and one level below; a deeper name needs an Advanced certificate or a shorter name.',
      ],
    },
    caddy: {
      steps: [`Name the host in the Caddyfile; Caddy then fetches and renews the certificate itself.`],
      snippet: { language: 'text', text: `${list} {\n  reverse_proxy localhost:3000\n}`, where: '/etc/caddy/Caddyfile' },
    },
    otherwise: {
      steps: [
        'On the server that answers on port 443, get a certificate from Let’s Encrypt and let it renew itself.',
        'Reload the web server and run the audit again.',
      ],
      snippet: {
        language: 'shell',
        text: `sudo certbot --nginx ${names.map((name) => `-d ${name}`).join(' ')}\nsudo certbot renew --dry-run`,
        where: 'on the server (with Apache: --apache)',
      },
    },
  });
}

/** Names as an authority issues for over HTTP: whole ones, of the domain itself. They come from a certificate of whoever answered, and go into a command. */
const HOST_NAME = /^(?:[a-z0-9-]{1,63}\.)+[a-z0-9-]{2,63}$/;
const MOST_NAMES = 10;

/** One certificate for what it covers already and for the name that it misses: a certificate for that name alone would take the place of the old one. */
export function coverRemedy(stack: Stack, host: string, covered: readonly string[], domain: string): Remedy {
  const kept = covered.map((name) => name.toLowerCase()).filter((name) => HOST_NAME.test(name) && isAtOrBelow(name, domain) && name !== host);
  const { snippet, ...rest } = issueRemedy(
    stack,
    stack === 'unknown' || stack === 'nginx' || stack === 'apache' ? [...kept.slice(0, MOST_NAMES), host] : [host],
  );
  return {
    ...rest,
    ...(snippet && { snippet: { ...snippet, text: kept.length > 0 ? snippet.text.replace('certbot --nginx', 'certbot --nginx --expand') : snippet.text } }),
  };
}

/** Gets a new certificate with a new key: what was revoked stays so. */
export function revokedRemedy(stack: Stack, host: string): Remedy {
  const issue = issueRemedy(stack, [host]);
  return {
    ...issue,
    steps: [
      'Find out why: the authority or whoever holds its account revoked it (leaked key, wrong data, an order cancelled). If the key may have leaked, take a new one.',
      ...issue.steps,
    ],
    ...(issue.snippet?.language === 'shell' && {
      snippet: { ...issue.snippet, text: `sudo certbot certonly --nginx --force-renewal --new-key -d ${host} && sudo systemctl reload nginx` },
    }),
  };
}

/** Makes the server send the intermediate certificate too. */
export function fullChainRemedy(host: string): Remedy {
  return {
    steps: [
      'Configure the file with the whole chain (your certificate followed by the intermediate), not the certificate alone.',
      'Reload the web server.',
      'At a hosting company: upload the certificate again and fill the field "CA bundle" or "chain".',
    ],
    snippet: { language: 'nginx', text: `ssl_certificate /etc/letsencrypt/live/${host}/fullchain.pem;`, where: 'the server block of this host' },
  };
}
