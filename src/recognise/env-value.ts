import { Buffer } from 'node:buffer';
import { ENV_SIGNS, type EnvSign } from '../model/env-signs.ts';
import { namesExample } from './secrets/made-up.ts';
import { bitsPerCharacter } from './secrets/rarity.ts';

type Sign = (value: string, name: string) => boolean;
const LOCAL = /^(?:localhost|127(?:\.\d+){3}|0\.0\.0\.0|\[?::1\]?|host\.docker\.internal)$/i;
const SECRET_OF_OUR_OWN =
  /(?:AUTH|SESSION|JWT|COOKIE|NEXTAUTH|ENCRYPTION|SIGNING|CSRF|TOKEN)_?(?:SECRET|SALT)(?:_KEY)?$|^(?:APP_|DJANGO_|FLASK_)?SECRET(?:_KEY)?(?:_BASE)?$|JWT_KEY$|COOKIE_PASSWORD$/;
/** Values that templates and tutorials give to secrets. */
const KNOWN =
  /^(?:secret|supersecret|super-?secret(?:-?(?:key|jwt-token.*))?|my-?secret(?:-?key)?|changeme|change-?me(?:-.*)?|your-?secret(?:-.*)?|jwt-?secret|keyboard cat|development|password|test|admin|default|secret-?key|some-?secret|dev-?secret|insecure|abc123|0123456789abcdef.*)$/i;

const hostOf = (value: string): string | undefined => {
  const [, rest] = /^[a-z][a-z0-9+.-]*:\/\/(.*)$/is.exec(value) ?? [];
  return rest
    ?.replace(/^[^/@]*@/, '')
    .replace(/[/?#].*$/s, '')
    .replace(/:\d+$/, '');
};
const SIGNS: Readonly<Record<EnvSign, Sign>> = {
  empty: (value) => value === '',
  'nothing-word': (value) => /^(?:undefined|null|none|nil|nan|\[object object\])$/i.test(value),
  'stand-in': (value) =>
    /^(?:<.*>|\[.*\]|\.\.\.|x{3,}|todo|tbd|fixme|changeme|change[-_ ]me|replace[-_ ]?me|your[-_ ].*|.*[-_ ]here|placeholder|dummy)$/i.test(value) ||
    /^(?:sk|pk|rk|whsec)_(?:test_|live_)?(?:\.{3}|x{3,}|your)/i.test(value),
  'test-key': (value) => /^(?:sk|pk|rk)_test_\w/.test(value) || /^rzp_test_\w/.test(value) || /^test_[A-Za-z0-9]{20,}$/.test(value),
  'live-key': (value) => /^(?:sk|pk|rk)_live_\w{8}|^rzp_live_\w/.test(value),
  sandbox: (value) =>
    /(?:^|[./])(?:api-m\.)?sandbox\.(?:paypal|plaid|braintreegateway)\.com|connect\.squareupsandbox\.com|^sandbox-sq0/i.test(value) || isDemoToken(value),
  'local-address': (value) => LOCAL.test(hostOf(value) ?? ''),
  tunnel: (value) => /\.(?:ngrok(?:-free)?\.(?:app|io|dev)|trycloudflare\.com|loca\.lt|localtunnel\.me|serveo\.net)$/i.test(hostOf(value) ?? ''),
  'plain-http': (value) =>
    /^http:\/\//i.test(value) &&
    !LOCAL.test(hostOf(value) ?? '') &&
    /\.[a-z]{2,}$/i.test(hostOf(value) ?? '') &&
    !/\.(?:internal|local|svc|cluster\.local|flycast)$/i.test(hostOf(value) ?? ''),
  'port-in-host': (value, name) => /(?:_HOST|HOSTNAME)$|^PGHOST$/.test(name) && /^[A-Za-z0-9.-]+:\d{2,5}$/.test(value),
  'origin-with-slash': (value, name) => /ORIGINS?$|ALLOWED_ORIGIN/.test(name) && /^https?:\/\/[^/,\s]+\/(?:$|,)/i.test(value),
  'pem-on-one-line': (value) => /-----BEGIN [A-Z ]+-----\\n/.test(value),
  'short-secret': (value, name) =>
    SECRET_OF_OUR_OWN.test(name) && value !== '' && !/^[<$]/.test(value) && (Buffer.byteLength(value) < 32 || bitsPerCharacter(value) * value.length < 64),
  'known-secret': (value, name) => SECRET_OF_OUR_OWN.test(name) && (KNOWN.test(value) || (value.length < 60 && namesExample(value))),
  superuser: (value) =>
    /^[a-z+]+:\/\/(?:postgres|root|sa|admin|mysql):/i.test(value) &&
    /^(?:postgres|mysql|mariadb|sqlserver)/i.test(value) &&
    !isNear(value) &&
    !/\.supabase\.(?:co|com)$/i.test(hostOf(value) ?? ''),
  'no-tls': (value) =>
    /^(?:postgres|mysql|mariadb|mongodb|redis)/i.test(value) &&
    /[?&](?:sslmode=disable|ssl=false|tls=false|sslaccept=accept_invalid_certs|tlsAllowInvalidCertificates=true)/i.test(value) &&
    !isNear(value),
};

/** A server on the same machine, in the same compose file or in a private network. */
function isNear(value: string): boolean {
  const host = hostOf(value) ?? '';
  return (
    LOCAL.test(host) ||
    !host.includes('.') ||
    /\.(?:internal|local|svc|flycast|railway\.internal)$/i.test(host) ||
    /^(?:10|127|192\.168|172\.(?:1[6-9]|2\d|3[01]))\./.test(host)
  );
}

/** The key that every local Supabase has. */
function isDemoToken(value: string): boolean {
  const body = /^eyJ[\w-]+\.(eyJ[\w-]+)\./.exec(value)?.[1];
  return body !== undefined && Buffer.from(body, 'base64url').toString('latin1').includes('"supabase-demo"');
}

/** Everything that one value shows. */
export function envSigns(name: string, value: string): EnvSign[] {
  return ENV_SIGNS.filter((sign) => SIGNS[sign](value, name));
}
