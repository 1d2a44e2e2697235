/** So many bytes of a page may stand before the element that names its charset (HTML Standard, "determining the character encoding"). */
const SCANNED = 1024;
const LABEL = /charset\s*=\s*["']?\s*([\w.:-]{1,40})/i;
const META = /<meta[\s/][^>]{0,500}>/gi;

/**
 * Text as a browser reads it: a byte order mark decides, then the charset of the Content-Type, then a meta element, then UTF-8. A charset that browsers do not
 * know (UTF-7 among them) is as good as none; bytes that do not fit become U+FFFD, overlong ones too. Never throws.
 */
export function decodeText(bytes: Uint8Array, contentType: string): string {
  const mark = markOf(bytes);
  if (mark !== undefined) return new TextDecoder(mark).decode(bytes);
  return readAs(bytes, LABEL.exec(contentType)?.[1]) ?? readAs(bytes, metaLabel(bytes)) ?? new TextDecoder().decode(bytes);
}

function markOf([first, second, third]: Uint8Array): string | undefined {
  if (first === 0xef && second === 0xbb && third === 0xbf) return 'utf-8';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  return first === 0xff && second === 0xfe ? 'utf-16le' : undefined;
}

function readAs(bytes: Uint8Array, label: string | undefined): string | undefined {
  if (label === undefined) return undefined;
  try {
    return new TextDecoder(label).decode(bytes);
  } catch {
    return undefined;
  }
}

/** A page whose meta element can be read as ASCII is not in UTF-16, whatever it says. */
function metaLabel(bytes: Uint8Array): string | undefined {
  const start = new TextDecoder('latin1').decode(bytes.subarray(0, SCANNED));
  for (const [element] of start.matchAll(META)) {
    const label = LABEL.exec(element)?.[1];
    if (label !== undefined) return /^utf-?16/i.test(label) ? 'utf-8' : label;
  }
  return undefined;
}
