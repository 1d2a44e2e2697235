import { Buffer } from 'node:buffer';

/** One header field of a mail as it came. Everything in it is raw outside text. */
export interface HeaderField {
  /** lower case, without the white space before the colon */
  readonly name: string;
  /** The whole field with its name and folding, without the last line end; `latin1`. */
  readonly raw: string;
  /** The value unfolded and trimmed; `latin1`. */
  readonly value: string;
}
/** A mail as signatures see it (RFC 5322 §2.1): header fields in their order, and the body. */
export interface Message {
  readonly fields: readonly HeaderField[];
  /** With CRLF line ends. */
  readonly body: Uint8Array;
}

const MOST_HEADER_BYTES = 512_000;
const MOST_FIELDS = 1000;

/**
 * Splits a mail into header fields and body. Bare line feeds become CRLF: mail is stored without the CR in many places, and signed with it.
 * Never throws; lines of the header that are no field are left out, and so is what is beyond 1,000 fields or 512 kB of header.
 */
export function readMessage(bytes: Uint8Array): Message {
  const mail = withCrlf(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
  const blank = mail.subarray(0, 2).equals(CRLF) ? 0 : mail.indexOf('\r\n\r\n');
  const end = blank < 0 ? mail.length : blank;
  const head = mail.toString('latin1', 0, Math.min(end, MOST_HEADER_BYTES));
  const fields: HeaderField[] = [];
  for (const raw of head.split(/\r\n(?![ \t])/)) {
    const colon = raw.indexOf(':');
    if (colon <= 0 || fields.length >= MOST_FIELDS) continue;
    const value = raw.slice(colon + 1).replace(/\r\n(?=[ \t])/g, '');
    fields.push({ name: raw.slice(0, colon).trim().toLowerCase(), raw, value: value.trim() });
  }
  return { fields, body: blank < 0 ? new Uint8Array() : mail.subarray(blank === 0 ? 2 : blank + 4) };
}

const CRLF = Buffer.from('\r\n');

function withCrlf(mail: Buffer): Buffer {
  let bare = false;
  for (let at = mail.indexOf(10); at >= 0 && !bare; at = mail.indexOf(10, at + 1)) bare = at === 0 || mail[at - 1] !== 13;
  return bare ? Buffer.from(mail.toString('latin1').replace(/\r?\n/g, '\r\n'), 'latin1') : mail;
}

/** The values of all fields with a name (lower case), first one first. */
export function fieldsNamed(message: Pick<Message, 'fields'>, name: string): string[] {
  return message.fields.filter((field) => field.name === name).map(({ value }) => value);
}

/**
 * The addresses of a From, Reply-To or Return-Path value (RFC 5322 §3.4), comments and display names taken away.
 * A form that is not understood gives none. At most 50.
 */
export function addressesIn(value: string): string[] {
  const bare = value
    .slice(0, 10_000)
    .replace(/"(?:[^"\\]|\\.)*"(?!@)/g, ' ')
    .replace(/\((?:[^()\\]|\\.)*\)/g, ' ');
  const found = bare.split(/[,;]/).flatMap((part) => {
    const inside = /<([^<>]*)>/.exec(part)?.[1] ?? part.replace(/^[^:@]*:/, '');
    return /^\s*([^\s<>@]+@[^\s<>@]+)\s*$/.exec(inside)?.[1] ?? [];
  });
  return found.slice(0, 50);
}

/** The domain of an address, lower case without the final dot; nothing when there is none. */
export function addressDomain(address: string): string | undefined {
  const domain = address
    .slice(address.lastIndexOf('@') + 1)
    .toLowerCase()
    .replace(/\.$/, '');
  return address.includes('@') && /^[^\s@<>[\]]+$/.test(domain) ? domain : undefined;
}
