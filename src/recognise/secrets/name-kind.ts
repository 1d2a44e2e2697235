/** What a name promises. `key`: something is called a key that may be any key; its value must say more. */
export type NameKind = 'password' | 'secret' | 'key';

const PARTS = /[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+/g;
/** Last words of names that are about a secret and hold none. */
const ABOUT = new Set(
  (
    'type types name names field fields label labels length len size count url uri urls path paths file files filename dir id ids regex regexp pattern format algorithm algo alg ' +
    'policy placeholder hint help text message messages msg error errors title desc description prefix suffix header headers param params index expiry expires expiration ttl timeout ' +
    'strength rule rules option options config provider service manager handler store storage factory class component column table map list set date time at by input selector button ' +
    'link page route view form event schema version mode status state enabled required valid invalid validator reset change confirm confirmation forgot update usage limit max min ' +
    'public location endpoint host issuer audience scope scopes locale lang language icon color style width height order sort group kind template hash hashes hashed digest checksum salt arn ref reference'
  ).split(' '),
);
/** Words that make a key or token of something else, or say that it is none. */
const NO_SECRET = new Set(
  'invalid wrong incorrect bad fake mock mocked dummy bogus sample placeholder gpg pgp fingerprint csrftoken xsrftoken public publishable pub pubkey publickey web websocket idempotency cache cursor partition primary foreign sort translation csrf xsrf design syntax dedupe'.split(
    ' ',
  ),
);
/** Words of keys and tokens that stand in every page on purpose. */
const SEEN_BY_ALL = new Set(
  'site verification instrumentation measurement tracking analytics widget ingest ingestion telemetry recaptcha hcaptcha turnstile'.split(' '),
);
const SURE = new Set('password passwd passphrase passcode pwd pass secret secrets apikey authtoken secretkey'.split(' '));
const OF_CLIENTS = new Set('client trusted browser anon anonymous guest mobile android ios embed embedded default demo sandbox'.split(' '));
const PASSWORD = new Set(['password', 'passwords', 'passwd', 'passphrase', 'passcode', 'pwd', 'pass', 'pswd', 'psw', 'userpassword', 'dbpassword']);
const SECRET = new Set([
  'secret',
  'secrets',
  'token',
  'tokens',
  'credential',
  'credentials',
  'cred',
  'creds',
  'auth',
  'authtoken',
  'apikey',
  'apitoken',
  'authorization',
  'secretkey',
]);
const SECRET_KEY =
  /(?:api|secret|private|access|auth|encryption|encrypt|signing|sign|master|account|storage|license|consumer|app|client|subscription|session|cookie|jwt|hmac|aes|crypto|shared|service|server|admin|deploy|webhook|integration)[_-]?key$/i;

/** Nothing for names that promise no secret. */
export function nameKind(name: string): NameKind | undefined {
  const own = name.slice(name.lastIndexOf('.') + 1);
  const words = wordsOf(own);
  const last = words.at(-1) ?? '';
  if (ABOUT.has(last) || words.some((word) => NO_SECRET.has(word))) return undefined;
  if (words.some((word) => PASSWORD.has(word) || /pass(?:word|wd|phrase)$/.test(word))) return 'password';
  if (words.some((word) => SEEN_BY_ALL.has(word)) && !words.includes('secret')) return undefined;
  if (words.some((word) => SECRET.has(word) || /(?:secret|token|apikey)$/.test(word)) || SECRET_KEY.test(own)) return 'secret';
  return last === 'key' || /key$/i.test(own) ? 'key' : undefined;
}

/** The name leaves no doubt that whoever reads the value can use it: a "client token" or a "key" may be anybody's. */
export function namesSecretForSure(name: string): boolean {
  const words = wordsOf(name);
  if (
    words.some((word) => SURE.has(word) || /pass(?:word|wd|phrase)$/.test(word)) ||
    /(?:api|private|access|auth|master|signing|encryption|account|bot|refresh|bearer)[_-]?(?:key|token)$/i.test(name)
  )
    return words.includes('secret') || !words.some((word) => OF_CLIENTS.has(word));
  return false;
}

function wordsOf(name: string): readonly string[] {
  return (name.match(PARTS) ?? []).map((word) => word.toLowerCase());
}
