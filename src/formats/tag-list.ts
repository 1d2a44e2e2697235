/** One `name=value` of a tag list as used by DKIM and DMARC. */
export interface Tag {
  /** as written; names are case-sensitive */
  readonly name: string;
  /** without the white space around it */
  readonly value: string;
  /** Offset of the tag in the text, from 0. */
  readonly at: number;
}
export interface TagFault {
  readonly at: number;
  readonly says: string;
  readonly kind: 'no-tag' | 'twice' | 'value' | 'case';
}
export interface TagList {
  readonly tags: readonly Tag[];
  readonly faults: readonly TagFault[];
}

/** Reads `a=b; c=d;` (RFC 6376 §3.2). Never throws; parts that are no tag and names that come twice become faults, the first value is kept. */
export function parseTagList(text: string): TagList {
  const tags: Tag[] = [];
  const faults: TagFault[] = [];
  for (const match of text.matchAll(/[^;]+/g)) {
    const part = match[0];
    if (part.trim() === '') continue;
    const at = match.index + (part.length - part.trimStart().length);
    const pair = /^\s*([a-z][a-z0-9_]*)\s*=([^]*)$/i.exec(part);
    if (!pair) faults.push({ kind: 'no-tag', at, says: `"${part.trim().slice(0, 40)}" is not of the form name=value` });
    else if (tags.some((tag) => tag.name === pair[1])) faults.push({ kind: 'twice', at, says: `the tag "${pair[1] ?? ''}" comes twice` });
    else tags.push({ name: pair[1] ?? '', value: (pair[2] ?? '').trim(), at });
  }
  return { tags, faults };
}

/** The value of a tag, if it is there. */
export function tagValue(list: Pick<TagList, 'tags'>, name: string): string | undefined {
  return list.tags.find((tag) => tag.name === name)?.value;
}
