/** One record of a zone file, with names both as written and absolute (lower case, no final dot). */
export interface MasterEntry {
  /** 1 is the first line of the file. */
  readonly line: number;
  readonly name: string;
  readonly nameWritten: string;
  readonly type: string;
  /** Seconds; none where neither the record nor `$TTL` says it. */
  readonly ttl: number | undefined;
  /** The data as written, with single spaces. */
  readonly data: string;
  /** The name that the data points to, of types that point somewhere. */
  readonly target: string | undefined;
  readonly targetWritten: string | undefined;
}
export interface MasterFile {
  /** The zone, lower case without final dot; none when nothing in the file says it. */
  readonly origin: string | undefined;
  readonly entries: readonly MasterEntry[];
  /** Lines that are no records. */
  readonly unread: readonly { readonly line: number; readonly why: string; readonly text: string }[];
  /** It has more records than are written in it: `$INCLUDE` or `$GENERATE`, which are not read. */
  readonly includes: boolean;
}

const MOST_ENTRIES = 5000;
const MOST_UNREAD = 50;
const MOST_TTL = 2 ** 31 - 1;
const TYPE =
  /^(A|AAAA|AFSDB|ALIAS|ANAME|CAA|CDNSKEY|CDS|CERT|CNAME|DNAME|DNSKEY|DS|HINFO|HTTPS|LOC|MX|NAPTR|NS|NSEC|NSEC3|NSEC3PARAM|OPENPGPKEY|PTR|RP|RRSIG|SMIMEA|SOA|SPF|SRV|SSHFP|SVCB|TLSA|TXT|URI|TYPE\d{1,5})$/i;
/** Where in the data of a type the name stands that it points to, and how many parts the data has at least. */
const TARGET_AT: Readonly<Record<string, number>> = { CNAME: 0, DNAME: 0, NS: 0, PTR: 0, ALIAS: 0, ANAME: 0, MX: 1, SRV: 3 };
const LEAST_PARTS: Readonly<Record<string, number>> = { MX: 2, SRV: 4, SOA: 7, CAA: 3, TLSA: 4, DS: 4 };

interface Line {
  readonly line: number;
  readonly words: readonly string[];
  /** It begins with a blank: the owner is that of the record before. */
  readonly continues: boolean;
}

/**
 * Reads a zone file (RFC 1035 §5.1): `$ORIGIN`, `$TTL`, parentheses, quotes, comments, owners and lifetimes left out. `$INCLUDE` and `$GENERATE` are
 * not read. Never throws; at most 5000 records and 50 faults.
 * @param zone the zone where the file itself does not say it, such as by its file name
 */
export function readMasterFile(text: string, zone?: string): MasterFile {
  const lines = linesOf(text);
  const origin = originOf(lines, /^;; Domain:\s*(\S+)/m.exec(text)?.[1] ?? zone);
  const entries: MasterEntry[] = [];
  const unread: { line: number; why: string; text: string }[] = [];
  let at = origin ?? '';
  let owner: string | undefined;
  let standard: number | undefined;
  let includes = false;
  for (const { line, words, continues } of lines) {
    const [first = ''] = words;
    const refuse = (why: string): void => {
      if (unread.length < MOST_UNREAD) unread.push({ line, why, text: words.join(' ').slice(0, 200) });
    };
    if (/^\$ORIGIN$/i.test(first)) at = absolute(words[1] ?? '@', at);
    else if (/^\$TTL$/i.test(first)) standard = secondsOf(words[1] ?? '') ?? standard;
    else if (/^\$(INCLUDE|GENERATE)$/i.test(first)) includes = true;
    else if (first.startsWith('$')) refuse(`there is no directive ${first}`);
    else {
      const written = continues ? owner : first;
      const record = recordOf(continues ? words : words.slice(1));
      owner = written ?? owner;
      if (written === undefined) refuse('it begins with a blank, and there is no record before it whose name it could have');
      else if (typeof record === 'string') refuse(record);
      else if (entries.length < MOST_ENTRIES) entries.push({ line, ...entryOf(written, record, at), ttl: record.ttl ?? standard });
    }
  }
  return { origin, entries, unread, includes };
}

/** The zone: what the SOA record is about, else the first `$ORIGIN`, else what is known from elsewhere. */
function originOf(lines: readonly Line[], known: string | undefined): string | undefined {
  let at = known === undefined ? undefined : canonical(known);
  let first: string | undefined;
  for (const { words, continues } of lines) {
    const [owner = ''] = words;
    if (/^\$ORIGIN$/i.test(owner)) {
      at = absolute(words[1] ?? '@', at ?? '');
      if (at !== '') first ??= at;
    } else if (!continues && words.some((word) => /^SOA$/i.test(word))) {
      // Some exports write the zone there without its last dot.
      const isWhole = owner !== '@' && (at === undefined || canonical(owner) === at);
      const apex = isWhole ? canonical(owner) : absolute(owner, at ?? '');
      if (apex !== '') return apex;
    }
  }
  return first ?? (known === undefined ? undefined : canonical(known));
}

interface Written {
  readonly ttl: number | undefined;
  readonly type: string;
  readonly data: readonly string[];
}

/** Lifetime and class in either order, then type and data; or what is wrong. */
function recordOf(words: readonly string[]): Written | string {
  let ttl: number | undefined;
  for (const [index, word] of words.slice(0, 3).entries()) {
    if (TYPE.test(word)) {
      const type = word.toUpperCase();
      const data = words.slice(index + 1);
      const least = LEAST_PARTS[type] ?? 1;
      return data.length < least
        ? `${type} needs ${least} ${least === 1 ? 'part' : 'parts'} after it; there ${data.length === 1 ? 'is' : 'are'} ${data.length}`
        : { ttl, type, data };
    }
    if (/^(IN|CH|HS)$/i.test(word)) continue;
    const seconds = secondsOf(word);
    if (seconds === undefined) return `"${word.slice(0, 40)}" is no lifetime, class or record type`;
    ttl = seconds;
  }
  return 'it has no record type';
}

function entryOf(written: string, { type, data }: Written, origin: string): Omit<MasterEntry, 'line' | 'ttl'> {
  const place = TARGET_AT[type];
  const target = place === undefined ? undefined : data[place];
  return {
    name: absolute(written, origin),
    nameWritten: written,
    type,
    data: data.join(' ').slice(0, 4000),
    target: target === undefined ? undefined : absolute(target, origin),
    targetWritten: target,
  };
}

function absolute(name: string, origin: string): string {
  if (name === '@') return origin;
  return name.endsWith('.') ? canonical(name) : [name.toLowerCase(), origin].filter((part) => part !== '').join('.');
}

const canonical = (name: string): string => name.toLowerCase().replace(/\.$/, '');

/** `3600`, `1h`, `2h30m` (BIND) in seconds. */
function secondsOf(text: string): number | undefined {
  // Each step but the last ends in a letter: read in linear time, whatever stands there.
  if (!/^(?:\d{1,10}[smhdw])*\d{1,10}[smhdw]?$/i.test(text)) return undefined;
  const units = { s: 1, m: 60, h: 3600, d: 86_400, w: 604_800 } as const;
  const total = [...text.toLowerCase().matchAll(/(\d+)([smhdw]?)/g)].reduce(
    (sum, [, count, unit]) => sum + Number(count) * (units[(unit || 's') as 's'] ?? 1),
    0,
  );
  return total <= MOST_TTL ? total : undefined;
}

/** The entries of the file: comments gone, what stands in parentheses on one line, quoted texts as one word each. */
function linesOf(text: string): Line[] {
  const lines: Line[] = [];
  let open: { line: number; words: string[]; continues: boolean } | undefined;
  let depth = 0;
  for (const [index, raw] of text.split(/\r?\n/).entries()) {
    open ??= { line: index + 1, words: [], continues: /^\s/.test(raw) };
    for (const [token] of raw.matchAll(/"(?:[^"\\]|\\.)*"?|;.*|[()]|(?:[^\s"();\\]|\\.)+/g)) {
      if (token.startsWith(';')) break;
      if (token === '(') depth++;
      else if (token === ')') depth = Math.max(0, depth - 1);
      else open.words.push(token);
    }
    if (depth > 0) continue;
    if (open.words.length > 0) lines.push(open);
    open = undefined;
  }
  if (open && open.words.length > 0) lines.push(open);
  return lines;
}
