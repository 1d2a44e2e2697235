import { Buffer } from 'node:buffer';
import { createHash, createHmac } from 'node:crypto';
import { CANARIES, type Canary, type CanaryForm } from '../../model/log-terms.ts';

export interface PlantedValues {
  /** Harmless, and in the path of every request that plants: a log without it did not see the requests. */
  readonly marker: string;
  /** Sent as `x-request-id`, and in `traceparent`: a log that traces requests has it. */
  readonly requestId: string;
  readonly values: Readonly<Record<Canary, string>>;
}

/** All values of a run follow from its seed, so that none of them has to be kept. `seed`: hexadecimal. */
export function canariesOf(seed: string): PlantedValues {
  const bytes = (name: string): Buffer => createHmac('sha256', Buffer.from(seed, 'hex')).update(`launch-ready/canary/1/${name}`).digest();
  const word = (name: string, length: number): string => bytes(name).toString('hex').slice(0, length);
  const digits = (name: string, length: number): string =>
    [...bytes(name)]
      .map((byte) => byte % 10)
      .join('')
      .slice(0, length);
  const mixed = (name: string): string => `${bytes(name).toString('base64url').replaceAll(/[-_]/g, 'x').slice(0, 36)}7q`;
  return {
    marker: `lr-${word('marker', 16)}`,
    requestId: word('request-id', 32).replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12})$/, '$1-$2-4$3-8$4-$5'),
    values: {
      bearer: mixed('bearer'),
      cookie: mixed('cookie'),
      'reset-token': mixed('reset'),
      // A space, quotes and a percent sign: each encoding changes it.
      password: `Pw ${word('password', 14)} "%/`,
      prompt: `My "secret" plan ${word('prompt', 12)}: sell 100% of the shop`,
      // RFC 2606: mail to it reaches nobody.
      email: `lr.${word('email', 12)}@example.com`,
      // A country code that the ITU keeps free.
      phone: `+999${digits('phone', 8)}`,
      card: withCheckDigit(`400000${digits('card', 9)}`),
      // The form that providers use, of a provider that does not exist.
      'api-key': `lrk_live_${mixed('api-key')}`,
    },
  };
}

function withCheckDigit(digits: string): string {
  const sum = Array.from(digits)
    .reverse()
    .reduce((total, digit, index) => {
      const value = index % 2 === 0 ? Number(digit) * 2 : Number(digit);
      return total + (value > 9 ? value - 9 : value);
    }, 0);
  return `${digits}${(10 - (sum % 10)) % 10}`;
}

/** Digests are often cut; the beginning tells them all the same. */
const DIGEST_PREFIX = 16;
/** Shorter pieces occur by chance. */
const LEAST = 8;

/** One text to look for, and what it is. */
export interface Needle {
  readonly canary: Canary | 'marker' | 'request-id';
  readonly form: CanaryForm;
  readonly text: string;
}

/** Every form of every planted value, the marker, and the ids of the requests: ours, and those that the app `answered` with. */
export function needlesOf({ marker, requestId, values }: PlantedValues, answered: readonly string[] = []): Needle[] {
  const ids = [requestId, requestId.replaceAll('-', ''), ...answered.filter((id) => id.length >= LEAST)];
  const needles: Needle[] = [
    { canary: 'marker', form: 'raw', text: marker },
    ...[...new Set(ids)].map((text) => ({ canary: 'request-id', form: 'raw', text }) as const),
  ];
  for (const canary of CANARIES) {
    const texts = new Set<string>();
    for (const { form, text } of formsOf(values[canary])) {
      // The first form of a text names it: what no encoding changes is raw.
      if (text.length < LEAST || texts.has(text)) continue;
      texts.add(text);
      needles.push({ canary, form, text });
    }
  }
  return needles;
}

function formsOf(value: string): { readonly form: CanaryForm; readonly text: string }[] {
  const bytes = Buffer.from(value);
  const strict = encodeURIComponent(value).replaceAll(/[!'()*]/g, (one) => `%${one.charCodeAt(0).toString(16).toUpperCase()}`);
  const urls = [encodeURIComponent(value), strict, strict.replaceAll('%20', '+'), strict.replaceAll(/%[0-9A-F]{2}/g, (one) => one.toLowerCase())];
  // A body of JSON, in a message of JSON, in a line of JSON: what stands there is escaped three times.
  const escaped = [1, 2, 3].map((times) => Array.from({ length: times }).reduce<string>((text) => JSON.stringify(text).slice(1, -1), value));
  const hex = bytes.toString('hex');
  const digest = (name: string): string => createHash(name).update(bytes).digest('hex').slice(0, DIGEST_PREFIX);
  return [
    { form: 'raw', text: value },
    ...escaped.map((text) => ({ form: 'json-escaped' as const, text })),
    ...urls.map((text) => ({ form: 'url-encoded' as const, text })),
    // A whole body of JSON may be encoded, so also what the value is in it.
    ...[value, escaped[0] ?? value]
      .flatMap((text) => [0, 1, 2].flatMap((shift) => base64At(Buffer.from(text), shift)))
      .map((text) => ({ form: 'base64' as const, text })),
    { form: 'hex', text: hex },
    { form: 'hex', text: hex.toUpperCase() },
    { form: 'sha256', text: digest('sha256') },
    { form: 'md5', text: digest('md5') },
  ];
}

/** The characters of a value's base64 that do not depend on what stands around it, when it begins at this place of three. */
function base64At(bytes: Buffer, shift: number): string[] {
  const whole = Buffer.concat([Buffer.alloc(shift), bytes])
    .toString('base64')
    .replaceAll('=', '');
  const skip = shift === 0 ? 0 : shift + 1;
  const rest = (bytes.length + shift) % 3;
  const text = whole.slice(skip, rest === 0 ? undefined : whole.length - 1);
  return [text, text.replaceAll('+', '-').replaceAll('/', '_')];
}
