import { quote } from '../model/text.ts';
import { Refusal } from './dmarc-report-refusal.ts';
import { addressIn, countIn, domainIn, isRelated } from './dmarc-report-values.ts';
import type { DkimLook, DmarcDisposition, DmarcRow, SpfLook } from './dmarc-report.ts';

/** A report has as many records as senders; this many kinds of mail it does not have. */
const MOST_ROWS = 50_000;
const MOST_ADDRESSES = 5;
const MOST_LOOKS = 10;

/** A record as it was written: texts by element. */
export interface RecordFields {
  readonly values: Map<string, string>;
  readonly dkim: Map<string, string>[];
  readonly spf: Map<string, string>[];
  readonly overrides: Map<string, string>[];
}

type OpenRow = { -readonly [K in keyof DmarcRow]: DmarcRow[K] };

/** Collects records; those that differ only in address and count become one row, so that a report of any length stays small in memory. */
export function dmarcRows(): {
  add(record: RecordFields): void;
  /** `policyDomain` stands in where a record does not name its From domain. */
  done(policyDomain: string): { readonly rows: readonly DmarcRow[]; readonly oddities: readonly string[] };
} {
  const rows = new Map<string, OpenRow>();
  const odd = new Map<string, number>();
  const note = (text: string): void => void odd.set(text, (odd.get(text) ?? 0) + 1);
  return {
    add(record) {
      const messages = countIn(record.values.get('row/count') ?? '');
      if (messages === null) return note('records without a usable count are left out');
      const address = addressIn(record.values.get('row/source_ip') ?? '');
      if (address === null) note('the address of a sender is missing or none');
      const key = textOf(record);
      const known = rows.get(key);
      if (!known) {
        if (rows.size >= MOST_ROWS) throw new Refusal('too-large', `it tells more than ${MOST_ROWS} kinds of mail apart`);
        rows.set(key, rowOf(record, messages, address, note));
        return;
      }
      known.messages += messages;
      known.records++;
      if (address !== null && known.addresses.length < MOST_ADDRESSES && !known.addresses.includes(address)) known.addresses = [...known.addresses, address];
    },
    done: (policyDomain) => ({
      rows: [...rows.values()].map((row) => (row.headerFrom === '' ? { ...row, headerFrom: policyDomain } : row)),
      oddities: [...odd].map(([text, times]) => (times === 1 ? text : `${text} (${times} times)`)),
    }),
  };
}

/** Everything that a record says beside address and count, as one text: records with the same text become one row. */
function textOf({ values, dkim, spf, overrides }: RecordFields): string {
  let text = '';
  for (const [name, value] of values) if (name !== 'row/count' && name !== 'row/source_ip') text += `${name}=${value}\n`;
  for (const map of [...dkim, ...spf, ...overrides]) {
    text += '\n';
    for (const [name, value] of map) text += `${name}=${value}\n`;
  }
  return text;
}

function rowOf(record: RecordFields, messages: number, address: string | null, note: (text: string) => void): OpenRow {
  const { values } = record;
  const headerFrom = domainIn(values.get('identifiers/header_from') ?? '') ?? '';
  if (headerFrom === '') note('a record does not name its From domain');
  const dkim = looks(record.dkim, (look, domain, result): DkimLook => ({ domain, selector: selectorIn(look.get('selector')), result }));
  const spf = looks(record.spf, (_, domain, result): SpfLook => ({ domain, result }));
  const judged = (name: 'dkim' | 'spf'): boolean => {
    const said = values.get(`row/policy_evaluated/${name}`)?.toLowerCase();
    if (said !== undefined) return said === 'pass';
    note('a record does not say what passed; taken from the results themselves');
    return (name === 'dkim' ? dkim : spf).some(({ domain, result }) => result === 'pass' && isRelated(domain, headerFrom));
  };
  return {
    messages,
    records: 1,
    addresses: address === null ? [] : [address],
    headerFrom,
    envelopeFrom: domainIn(values.get('identifiers/envelope_from') ?? ''),
    disposition: dispositionIn(values.get('row/policy_evaluated/disposition'), note),
    spfAligned: judged('spf'),
    dkimAligned: judged('dkim'),
    overrides: record.overrides.slice(0, MOST_LOOKS).flatMap((reason) => {
      const type = wordIn(reason.get('type'));
      const comment = quote(reason.get('comment') ?? '', 120);
      return type === '' && comment === '' ? [] : [{ type, comment }];
    }),
    dkim,
    spf,
  };
}

function looks<T>(of: readonly Map<string, string>[], make: (look: ReadonlyMap<string, string>, domain: string, result: string) => T): T[] {
  return of.slice(0, MOST_LOOKS).flatMap((look) => {
    const domain = domainIn(look.get('domain') ?? '');
    return domain === null ? [] : [make(look, domain, wordIn(look.get('result')))];
  });
}

const DISPOSITIONS: readonly DmarcDisposition[] = ['none', 'pass', 'quarantine', 'reject'];
function dispositionIn(text: string | undefined, note: (text: string) => void): DmarcDisposition | null {
  const known = DISPOSITIONS.find((each) => each === text?.toLowerCase());
  if (known === undefined) note('a record does not say what became of the mail');
  return known ?? null;
}

function selectorIn(text = ''): string | null {
  return /^[\x21-\x7e]{1,200}$/.test(text) ? text.toLowerCase() : null;
}

/** A word of the format: lower case letters with `_` or `-`. */
function wordIn(text = ''): string {
  return (
    text
      .slice(0, 40)
      .toLowerCase()
      .match(/[a-z][a-z0-9_-]*/)?.[0] ?? ''
  );
}
