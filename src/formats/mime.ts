import { Buffer } from 'node:buffer';

const MOST_PARTS = 200;
const DEEPEST = 6;
const LONGEST_HEADER = 256_000;

/** One part of a mail (RFC 2045), or the mail itself. Text is as in the mail: `latin1`, not decoded. */
export interface MailPart {
  /** Lower-case `type/subtype`; `text/plain` when none is given. */
  readonly type: string;
  readonly parameters: ReadonlyMap<string, string>;
  /** First value of each header by lower-case name, unfolded. */
  readonly headers: ReadonlyMap<string, string>;
  /** Parts of a multipart, or the one mail inside a `message/rfc822`. */
  readonly parts: readonly MailPart[];
  /** The content with its transfer encoding undone; never throws. */
  body(): Uint8Array;
}

/** Reads a mail. Never throws: what is no MIME is one part of plain text. Parts beyond 200, and nesting beyond 6, are left out. */
export function parseMail(bytes: Uint8Array): MailPart {
  const mail = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return partOf(mail, 0, { left: MOST_PARTS });
}

/** The part and all parts below it, outermost first. */
export function* eachPart(part: MailPart): Generator<MailPart> {
  yield part;
  for (const inner of part.parts) yield* eachPart(inner);
}

function partOf(bytes: Buffer, depth: number, budget: { left: number }): MailPart {
  const { headers, bodyAt } = readHeaders(bytes);
  const { value, parameters } = parseParameters(headers.get('content-type') ?? 'text/plain');
  const type = /^[\w!#$&^.+-]+\/[\w!#$&^.+-]+$/.test(value) ? value : 'text/plain';
  const raw = bytes.subarray(bodyAt);
  const encoding = (headers.get('content-transfer-encoding') ?? '').trim().toLowerCase();
  const body = (): Uint8Array => decode(raw, encoding);
  return { type, parameters, headers, body, parts: depth >= DEEPEST ? [] : innerParts({ type, parameters, raw, body }, depth, budget) };
}

function innerParts(
  part: { readonly type: string; readonly parameters: ReadonlyMap<string, string>; readonly raw: Buffer; readonly body: () => Uint8Array },
  depth: number,
  budget: { left: number },
): MailPart[] {
  const boundary = part.parameters.get('boundary') ?? '';
  if (part.type === 'message/rfc822') {
    const inner = part.body();
    return budget.left-- > 0 ? [partOf(Buffer.from(inner.buffer, inner.byteOffset, inner.byteLength), depth + 1, budget)] : [];
  }
  if (!part.type.startsWith('multipart/') || boundary === '') return [];
  return [...split(part.raw, boundary)].flatMap((piece) => (budget.left-- > 0 ? [partOf(piece, depth + 1, budget)] : []));
}

/** The pieces between the boundary lines; a missing last boundary ends the last piece at the end. */
function* split(body: Buffer, boundary: string): Generator<Buffer> {
  const mark = Buffer.from(`--${boundary}`, 'latin1');
  let start = -1;
  for (let at = body.indexOf(mark); at !== -1; at = body.indexOf(mark, at + mark.length)) {
    if (at > 0 && body[at - 1] !== 10) continue;
    const lineEnd = body.indexOf(10, at);
    const rest = body.toString('latin1', at + mark.length, lineEnd === -1 ? body.length : Math.min(lineEnd, at + mark.length + 100)).trimEnd();
    if (rest !== '' && rest !== '--') continue;
    if (start !== -1) yield body.subarray(start, at);
    if (rest === '--' || lineEnd === -1) return;
    start = lineEnd + 1;
  }
  if (start !== -1) yield body.subarray(start);
}

function readHeaders(bytes: Buffer): { readonly headers: ReadonlyMap<string, string>; readonly bodyAt: number } {
  const head = bytes.toString('latin1', 0, LONGEST_HEADER);
  // A part may begin with the empty line: it has no headers then.
  const leading = /^\r?\n/.exec(head);
  const blank = leading ? { index: 0, length: leading[0].length } : blankLine(head);
  const headers = new Map<string, string>();
  const text = head.slice(0, blank.index).replace(/\r?\n(?=[ \t])/g, '');
  for (const line of text.split(/\r?\n/)) {
    const colon = line.indexOf(':');
    const name = line.slice(0, colon).trim().toLowerCase();
    if (colon > 0 && !headers.has(name)) headers.set(name, line.slice(colon + 1).trim());
  }
  return { headers, bodyAt: blank.index + blank.length };
}

function blankLine(head: string): { readonly index: number; readonly length: number } {
  const match = /\r?\n\r?\n/.exec(head);
  return match ? { index: match.index, length: match[0].length } : { index: head.length, length: 0 };
}

/** `type/subtype; name=value; name="quoted"` (RFC 2045 §5.1). The RFC 2231 forms are joined in order and not decoded. */
function parseParameters(text: string): { readonly value: string; readonly parameters: ReadonlyMap<string, string> } {
  const bounded = text.slice(0, 4000);
  const parameters = new Map<string, string>();
  for (const [, name = '', quoted, plain = ''] of bounded.matchAll(/;\s*([\w-]+)(?:\*\d*\*?)?\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s;]*))/g)) {
    const key = name.toLowerCase();
    parameters.set(key, (parameters.get(key) ?? '') + (quoted === undefined ? plain : quoted.replace(/\\(.)/g, '$1')));
  }
  return { value: (bounded.split(';')[0] ?? '').trim().toLowerCase(), parameters };
}

function decode(raw: Buffer, encoding: string): Uint8Array {
  if (encoding === 'base64') return Buffer.from(raw.toString('latin1'), 'base64');
  if (encoding !== 'quoted-printable') return raw;
  // Line by line, because a pattern for blanks at line ends is slow on hostile lines.
  const lines = raw
    .toString('latin1')
    .split('\n')
    .map((line) => line.trimEnd());
  const text = lines
    .join('\n')
    .replaceAll('=\n', '')
    .replace(/=([0-9A-Fa-f]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(text, 'latin1');
}
