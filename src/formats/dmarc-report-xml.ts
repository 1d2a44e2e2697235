import { Buffer } from 'node:buffer';
import { SaxesParser } from 'saxes';
import { quote } from '../model/text.ts';
import { Refusal } from './dmarc-report-refusal.ts';

const DEEPEST = 24;
const LONGEST_VALUE = 4000;
const CHUNK_BYTES = 65_536;
const MOST_PATHS = 500;
const LONGEST_NAME = 60;

/** Called with the lower-case path of an element (`feedback/record/row/count`) and, when it ends, its text. Namespaces and prefixes are dropped. */
export interface XmlEvents {
  opened(path: string, attributes: Readonly<Record<string, string>>): void;
  closed(path: string, text: string): void;
}

/**
 * Reads XML as a stream of elements. Entities are never expanded: a document type is refused, and so is every name that XML itself does not define.
 * @throws Refusal with the line of the fault
 */
export function readXml(bytes: Uint8Array, events: XmlEvents): void {
  const parser = new SaxesParser({ position: true, xmlns: false as const });
  const paths: string[] = [];
  const pathBelow = pathBook();
  let text = '';
  parser.on('error', (error) => {
    throw new Refusal('malformed', String(quote(`the XML is broken at line ${error.message}`, 160)));
  });
  parser.on('doctype', () => {
    throw new Refusal('entities', 'it declares a document type; reports have none, and attackers use it to blow up what reads them');
  });
  parser.on('opentag', ({ name, attributes }) => {
    if (paths.length >= DEEPEST) throw new Refusal('malformed', `the XML is nested deeper than ${DEEPEST}`);
    const path = pathBelow(paths.at(-1) ?? '', name);
    paths.push(path);
    text = '';
    events.opened(path, attributes);
  });
  const append = (piece: string): void => {
    if (text.length < LONGEST_VALUE) text += piece;
  };
  parser.on('text', append);
  parser.on('cdata', append);
  parser.on('closetag', () => {
    events.closed(paths.pop() ?? '', text.length > LONGEST_VALUE ? text.slice(0, LONGEST_VALUE) : text.trim());
    text = '';
  });
  const { label, from } = encodingOf(bytes);
  feed(parser, bytes.subarray(from), label);
}

/** Paths by parent and name, each made once: a report has few, and a hundred thousand elements. A hostile one has many: those are not remembered. */
function pathBook(): (parent: string, name: string) => string {
  const book = new Map<string, Map<string, string>>();
  let made = 0;
  return (parent, name) => {
    const known = book.get(parent)?.get(name);
    if (known !== undefined) return known;
    const local = name.slice(name.indexOf(':') + 1, name.indexOf(':') + 1 + LONGEST_NAME).toLowerCase();
    const path = parent === '' ? local : `${parent}/${local}`;
    if (name.length > LONGEST_NAME || made++ >= MOST_PATHS) return path;
    const below = book.get(parent) ?? new Map<string, string>();
    book.set(parent, below.set(name, path));
    return path;
  };
}

function feed(parser: Pick<SaxesParser, 'write' | 'close'>, bytes: Uint8Array, label: string): void {
  const decoder = decoderOf(label);
  const decoded = (piece: Uint8Array | undefined, at = bytes.length): string => {
    try {
      return piece ? decoder.decode(piece, { stream: true }) : decoder.decode();
    } catch {
      throw new Refusal(
        'encoding',
        `it says that it is ${decoder.encoding}, but between byte ${Math.min(at, bytes.length)} and ${Math.min(at + CHUNK_BYTES, bytes.length)} it is not`,
      );
    }
  };
  for (let at = 0; at < bytes.length; at += CHUNK_BYTES) parser.write(decoded(bytes.subarray(at, at + CHUNK_BYTES), at));
  parser.write(decoded(undefined)).close();
}

function decoderOf(label: string): InstanceType<typeof TextDecoder> {
  try {
    return new TextDecoder(label, { fatal: true });
  } catch {
    throw new Refusal('encoding', String(quote(`it is in an encoding that is not known: ${label}`, 100)));
  }
}

/** The byte order mark decides, then the XML declaration, then UTF-8. A declaration that can be read byte by byte is not UTF-16, whatever it says. */
function encodingOf(bytes: Uint8Array): { readonly label: string; readonly from: number } {
  const [a, b, c] = bytes;
  if (a === 0xef && b === 0xbb && c === 0xbf) return { label: 'utf-8', from: 3 };
  if (a === 0xff && b === 0xfe) return { label: 'utf-16le', from: 2 };
  if (a === 0xfe && b === 0xff) return { label: 'utf-16be', from: 2 };
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.byteLength, 200)).toString('latin1');
  const start = /^\s*/.exec(head)?.[0].length ?? 0;
  const declared = /^\s*<\?xml[^>]*?encoding\s*=\s*["']([^"']*)["']/.exec(head)?.[1] ?? 'utf-8';
  // Blanks before the declaration are common, and an error only in the letter.
  return { label: /^(?:utf-?16|ucs-?2|iso-10646)/i.test(declared) ? 'utf-8' : declared, from: start };
}
