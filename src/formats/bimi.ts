import { parseTagList, type TagFault, tagValue } from './tag-list.ts';

export interface BimiRecord {
  /** Address of the picture; `null` when the domain says that it shows none (`l=` empty) or there is no usable one. */
  readonly picture: string | null;
  /** Address of the certificate for the picture ("VMC" or "CMC"); `null` without one. */
  readonly certificate: string | null;
  /** An empty `l=`: no picture on purpose. */
  readonly declined: boolean;
  readonly faults: readonly TagFault[];
}

/** True for a text that is meant as BIMI (draft-brand-indicators-for-message-identification §4.1). */
export function isBimi(text: string): boolean {
  return /^[ \t]*v[ \t]*=[ \t]*BIMI1[ \t]*(?:;|$)/.test(text);
}

/** Reads the TXT record at `default._bimi.`. Never throws. */
export function parseBimi(text: string): BimiRecord {
  const list = parseTagList(text);
  const faults = [...list.faults];
  if (!isBimi(text)) faults.unshift({ kind: 'value', at: 0, says: 'the record must begin with "v=BIMI1;"' });
  const at = (name: string): number => list.tags.find((tag) => tag.name === name)?.at ?? 0;
  const address = (name: string): string | null => {
    const value = tagValue(list, name);
    if (value === undefined || value === '') return null;
    if (URL.canParse(value) && value.toLowerCase().startsWith('https://')) return value;
    faults.push({ kind: 'value', at: at(name), says: `${name}= must be an https:// address` });
    return null;
  };
  const declined = tagValue(list, 'l') === '';
  const picture = address('l');
  const certificate = address('a');
  if (tagValue(list, 'l') === undefined) faults.push({ kind: 'value', at: 0, says: 'there is no l= with the address of the picture' });
  return { picture, certificate, declined, faults };
}

const LARGEST_BYTES = 32 * 1024;

/** What keeps a picture from being shown: the outer signs of the "SVG Tiny Portable/Secure" form. A look at the text, not an SVG validator. */
export function bimiPictureFaults(svg: string): string[] {
  // Neither < nor > inside, so that text without an end is passed over in one go.
  const root = /<svg\b[^<>]*>/i.exec(svg)?.[0];
  if (root === undefined) return ['it is not an SVG picture'];
  const faults: string[] = [];
  if (!/\bbaseProfile\s*=\s*["']tiny-ps["']/.test(root)) faults.push('the svg element must say baseProfile="tiny-ps"');
  if (!/\bversion\s*=\s*["']1\.2["']/.test(root)) faults.push('the svg element must say version="1.2"');
  if (/\s(?:x|y)\s*=/.test(root)) faults.push('the svg element must not have x= or y=');
  if (!/<title\b[^<>]*>\s*[^<\s]/i.test(svg)) faults.push('there must be a title');
  if (/<(?:script|image|animate\w*|set|foreignObject)\b/i.test(svg)) faults.push('it must not contain scripts, embedded pictures or animation');
  if (/\b(?:xlink:)?href\s*=\s*["'](?!#)/i.test(svg)) faults.push('it must not point to other files');
  if (svg.length > LARGEST_BYTES) faults.push('it is larger than 32 kB');
  return faults;
}
