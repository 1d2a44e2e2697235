import type { Remedy } from '../../model/fix.ts';
import { settingRemedy } from './cloudflare-remedies.ts';
import { forStack, type Stack } from './stack.ts';

/** The suites of Mozilla's intermediate guideline 6.0, as OpenSSL names them. */
const OPENSSL_SUITES =
  'ECDHE-ECDSA-AES128-GCM-SHA256:ECDHE-RSA-AES128-GCM-SHA256:ECDHE-ECDSA-AES256-GCM-SHA384:ECDHE-RSA-AES256-GCM-SHA384:ECDHE-ECDSA-CHACHA20-POLY1305:ECDHE-RSA-CHACHA20-POLY1305';

const CADDY: Remedy = {
  steps: ['Caddy accepts nothing weak by itself: take the "protocols", "ciphers" and "curves" lines out of every tls block, and reload it.'],
  snippet: { language: 'text', text: 'tls {\n  # no protocols, ciphers or curves: the defaults are right\n}', where: '/etc/caddy/Caddyfile' },
};

/** Leaves only TLS 1.2 and 1.3. */
export function protocolRemedy(stack: Stack, zoneId = '$ZONE_ID'): Remedy {
  return forStack(stack, {
    cloudflare: settingRemedy(
      ['Cloudflare → SSL/TLS → Edge Certificates → Minimum TLS Version: 1.2.', 'Switch "TLS 1.3" on, on the same page.'],
      zoneId,
      'min_tls_version',
      '1.2',
    ),
    apache: {
      steps: ['Set the versions and reload Apache.'],
      snippet: { language: 'text', text: 'SSLProtocol -all +TLSv1.2 +TLSv1.3', where: 'mods-enabled/ssl.conf' },
    },
    otherwise: {
      steps: [
        'Set the versions where TLS ends (web server, load balancer or edge), and reload it.',
        'Behind an edge or load balancer: choose its security policy "TLS 1.2 and later".',
      ],
      snippet: { language: 'nginx', text: 'ssl_protocols TLSv1.2 TLSv1.3;', where: 'nginx.conf, http block' },
    },
  });
}

/** Leaves only suites and versions without known breaks. */
export function suiteRemedy(stack: Stack): Remedy {
  return forStack(stack, {
    cloudflare: {
      steps: [
        'Cloudflare → SSL/TLS → Edge Certificates → Minimum TLS Version: 1.2.',
        'On the same page → Cipher suites: choose "Modern" (needs Advanced Certificate Manager).',
      ],
    },
    caddy: CADDY,
    apache: {
      steps: ['Set versions and suites and reload Apache.'],
      snippet: { language: 'text', text: `SSLProtocol -all +TLSv1.2 +TLSv1.3\nSSLCipherSuite ${OPENSSL_SUITES}`, where: 'mods-enabled/ssl.conf' },
    },
    otherwise: {
      steps: [
        'Set versions and suites where TLS ends (web server, load balancer or edge), and reload it.',
        `HAProxy, section global: ssl-default-bind-options ssl-min-ver TLSv1.2, and ssl-default-bind-ciphers with the list below.`,
        'Behind a load balancer or edge: choose its security policy "TLS 1.2 and later". A Java server: take the lines out that shorten jdk.tls.disabledAlgorithms.',
      ],
      snippet: {
        language: 'nginx',
        text: `ssl_protocols TLSv1.2 TLSv1.3;\nssl_ciphers ${OPENSSL_SUITES};\nssl_prefer_server_ciphers off;`,
        where: 'nginx.conf, http block',
      },
    },
  });
}

/** Takes the classic Diffie-Hellman exchange away, or gives it a prime that is large enough. */
export function primeRemedy(stack: Stack): Remedy {
  const { steps, ...rest } = suiteRemedy(stack);
  return {
    ...rest,
    steps: [
      ...steps,
      'Suites with DHE in their name go with it; clients of the last ten years use ECDHE. If one must stay: ssl_dhparam with a file of 2048 bits.',
    ],
  };
}
