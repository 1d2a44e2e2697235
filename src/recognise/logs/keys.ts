/* Names that say what the value behind them is. Compared from their end, without case, dashes and underscores: `userPassword` and `user_password` are passwords. */

export type KeyKind =
  | 'none'
  | 'auth-header'
  | 'password'
  | 'token'
  | 'prompt'
  | 'content'
  | 'message'
  | 'person-name'
  | 'maybe-name'
  | 'phone'
  | 'national-id'
  | 'card'
  | 'ip'
  | 'request-id'
  | 'maybe-request-id'
  | 'status'
  | 'level'
  | 'environment';

export interface Key {
  readonly text: string;
  readonly kind: KeyKind;
  /** The whole name, not the end of a longer one. */
  readonly whole: boolean;
}

const suffixes = (kind: KeyKind, words: string): Key[] => words.split(' ').map((text) => ({ text, kind, whole: false }));
const wholes = (kind: KeyKind, words: string): Key[] => words.split(' ').map((text) => ({ text, kind, whole: true }));

/** In the order in which they are asked for. */
export const KEYS: readonly Key[] = [
  ...suffixes('auth-header', 'authorization setcookie xapikey xauthtoken xaccesstoken xsessiontoken xgoogapikey'),
  ...wholes('auth-header', 'cookie cookies apikey'),
  ...suffixes('password', 'password passwd passphrase'),
  ...wholes('password', 'pwd passcode cvv cvc'),
  ...suffixes('token', 'token secret apikey accesskey privatekey'),
  ...wholes('token', 'sig signature jwt otp'),
  // Longer names win: these end like a secret and are none.
  ...suffixes(
    'none',
    'csrftoken xsrftoken pagetoken nexttoken continuationtoken synctoken devicetoken pushtoken eostoken bostoken padtoken stoptoken unktoken',
  ),
  ...suffixes('none', 'logprobtoken pertoken firsttoken lasttoken perprompt cachedprompt invalidtoken badtoken missingtoken expiredtoken'),
  ...suffixes('prompt', 'prompt completion usermessage completiontext'),
  ...wholes('prompt', 'usertext userquery'),
  ...wholes('content', 'content'),
  ...wholes('message', 'message'),
  ...suffixes('person-name', 'firstname lastname fullname surname givenname familyname customername cardholder patientname realname contactname'),
  ...wholes('maybe-name', 'name'),
  ...suffixes('phone', 'phone phonenumber mobile mobilenumber telephone msisdn whatsapp'),
  ...wholes('phone', 'tel cell'),
  ...suffixes('national-id', 'ssn socialsecuritynumber nino taxid steuerid codicefiscale nationalid cpf dni nif'),
  ...wholes('national-id', 'nie nir bsn pesel'),
  ...suffixes('card', 'cardnumber ccnumber creditcard'),
  ...wholes('card', 'pan card'),
  ...suffixes('ip', 'ipaddress remoteaddr remoteaddress clientip remoteip userip xforwardedfor xrealip sourceip'),
  ...wholes('ip', 'ip addr'),
  ...suffixes('request-id', 'requestid reqid traceid correlationid traceparent invocationid'),
  ...wholes('request-id', 'rid cfray'),
  ...wholes('maybe-request-id', 'id'),
  ...suffixes('status', 'statuscode httpstatus responsestatus'),
  ...wholes('status', 'status'),
  ...suffixes('level', 'loglevel'),
  ...wholes('level', 'level severity lvl'),
  ...wholes('environment', 'path home shell hostname nodeenv nodeversion shlvl lang databaseurl'),
];

const MOST = 24;
/** Room for hashes of the ends of names. */
export const SLOTS = 8192;
const byHash = new Map<number, Key[]>();
/** What a hash may be, bits: 1 the end of some name, so that reading on is worth it; 2 a whole one. */
export const bloom = new Uint8Array(SLOTS);
/** Of each name, read from its end. */
export const hashes: number[] = [];
for (const key of KEYS) {
  let hash = 0;
  for (let at = key.text.length - 1; at >= 0; at--) {
    hash = mix(hash, key.text.charCodeAt(at));
    bloom[hash & (SLOTS - 1)] = (bloom[hash & (SLOTS - 1)] ?? 0) | (at === 0 ? 3 : 1);
  }
  hashes.push(hash);
  byHash.set(hash, [...(byHash.get(hash) ?? []), key]);
}

function mix(hash: number, byte: number): number {
  return (Math.imul(hash, 31) + byte) | 0;
}

/** 0: ends a name; 1: a letter or digit; 2: a dash or underscore, passed over. The value is the lower-case byte. */
export const FOLD = new Uint8Array(256);
for (let byte = 0; byte < 256; byte++) {
  const isWord = (byte >= 48 && byte <= 57) || (byte >= 65 && byte <= 90) || (byte >= 97 && byte <= 122);
  FOLD[byte] = isWord ? (byte <= 90 && byte >= 65 ? byte + 32 : byte) : byte === 45 || byte === 95 ? 1 : 0;
}

/** Where the name that was looked up last begins. */
let begin = 0;
export const keyBegin = (): number => begin;

/** The longest known name that ends before `end`. */
export function keyBefore(bytes: Uint8Array, end: number): Key | undefined {
  let hash = 0;
  let found: Key | undefined;
  const least = Math.max(0, end - MOST);
  let at = end - 1;
  for (; at >= least; at--) {
    const folded = FOLD[bytes[at] as number] as number;
    if (folded === 0) break;
    if (folded === 1) continue;
    hash = (Math.imul(hash, 31) + folded) | 0;
    const may = bloom[hash & (SLOTS - 1)] as number;
    if (may === 0) break;
    if (may < 2) continue;
    const known = byHash.get(hash);
    if (known) found = longer(known, bytes, at, end) ?? found;
  }
  if (found) {
    // The rest of the name, for what stands before it.
    while (at >= least && (FOLD[bytes[at] as number] as number) > 0) at--;
    begin = at + 1;
  }
  return found;
}

/** The name is this one letter for letter, and, where it must be whole, nothing stands before it. */
function longer(known: readonly Key[], bytes: Uint8Array, at: number, end: number): Key | undefined {
  const before = at === 0 ? 0 : (FOLD[bytes[at - 1] as number] as number);
  for (const key of known) if ((!key.whole || before === 0) && isSame(key.text, bytes, at, end)) return key;
  return undefined;
}

function isSame(text: string, bytes: Uint8Array, at: number, end: number): boolean {
  let index = 0;
  for (let place = at; place < end; place++) {
    const folded = FOLD[bytes[place] as number] as number;
    if (folded > 1 && folded !== text.charCodeAt(index++)) return false;
  }
  return index === text.length;
}
