import { quote, type Quoted } from '../model/text.ts';
import { dmarcRows, type RecordFields } from './dmarc-report-rows.ts';
import { Refusal } from './dmarc-report-refusal.ts';
import { countIn, domainIn, instantIn } from './dmarc-report-values.ts';
import { readXml } from './dmarc-report-xml.ts';
import type { DmarcReport } from './dmarc-report.ts';

const MOST_ERRORS = 10;
const NAME_CAP = 120;
const DAY_S = 86_400;
/** No receiver reports about longer than this at once. */
const LONGEST_S = 35 * DAY_S;

/**
 * Reads a DMARC aggregate report, RFC 7489 appendix C or RFC 9990 §3, in the forms that receivers really send: other case, other order, missing or empty
 * elements, extensions. What is odd is noted; what cannot be counted rightly is left out and noted.
 * @param bytes XML, not packed
 * @throws Refusal
 */
export function readDmarcReport(bytes: Uint8Array): DmarcReport {
  const fields = new Map<string, string>();
  const errors: Quoted[] = [];
  const rows = dmarcRows();
  let root = '';
  let namespace = '';
  let record: RecordFields | undefined;
  readXml(bytes, {
    opened(path, attributes) {
      if (root === '') {
        root = path;
        namespace = Object.values(attributes).find((text) => text === RFC_9990) ?? '';
        if (root !== 'feedback') throw new Refusal('no-report', `it is XML, but not a DMARC report: it begins with <${String(quote(root, 40))}>`);
      }
      if (path === RECORD) record = { dkim: [], spf: [], overrides: [], values: new Map() };
      else if (record) {
        const list = LIST_AT.get(path);
        if (list) record[list].push(new Map());
      }
    },
    closed(path, text) {
      if (path === RECORD && record) {
        rows.add(record);
        record = undefined;
      } else if (record) {
        if (text !== '') closeIn(record, path, text);
      } else if (path === 'feedback/report_metadata/error') {
        if (text !== '' && errors.length < MOST_ERRORS) errors.push(quote(text, 160));
      } else if (WANTED.has(path) && text !== '' && !fields.has(path)) fields.set(path, text);
    },
  });
  if (root === '') throw new Refusal('malformed', 'the file is empty');
  return assembled(fields, namespace, errors, rows.done(policyDomain(fields)));
}

/** Namespace of RFC 9990; many reporters leave it out. */
const RFC_9990 = 'urn:ietf:params:xml:ns:dmarc-2.0';
const RECORD = 'feedback/record';
const metadata = 'feedback/report_metadata';
const published = 'feedback/policy_published';
const WANTED: ReadonlySet<string> = new Set([
  'feedback/version',
  ...['org_name', 'email', 'report_id', 'generator', 'date_range/begin', 'date_range/end'].map((name) => `${metadata}/${name}`),
  ...['domain', 'p', 'sp', 'np', 'adkim', 'aspf', 'testing', 'discovery_method', 'pct'].map((name) => `${published}/${name}`),
]);

/** Elements of a record that come more than once: each begins a list item. */
const LISTS = {
  [`${RECORD}/auth_results/dkim`]: 'dkim',
  [`${RECORD}/auth_results/spf`]: 'spf',
  [`${RECORD}/row/policy_evaluated/reason`]: 'overrides',
} as const;
const LIST_AT: ReadonlyMap<string, 'dkim' | 'spf' | 'overrides'> = new Map(Object.entries(LISTS));
/** Where the text of an element goes: into the last item of a list, or among the values of the record. */
const PLACES: ReadonlyMap<string, { readonly list?: 'dkim' | 'spf' | 'overrides'; readonly name: string }> = new Map([
  ...['row/source_ip', 'row/count', 'row/policy_evaluated/disposition', 'row/policy_evaluated/dkim', 'row/policy_evaluated/spf'].map(
    (name) => [`${RECORD}/${name}`, { name }] as const,
  ),
  ...['identifiers/header_from', 'identifiers/envelope_from'].map((name) => [`${RECORD}/${name}`, { name }] as const),
  ...Object.entries(LISTS).flatMap(([path, list]) =>
    ['domain', 'selector', 'result', 'type', 'comment'].map((name) => [`${path}/${name}`, { list, name }] as const),
  ),
]);

function closeIn(record: RecordFields, path: string, text: string): void {
  const place = PLACES.get(path);
  if (!place) return;
  const into = place.list === undefined ? record.values : record[place.list].at(-1);
  into?.set(place.name, text);
}

function policyDomain(fields: ReadonlyMap<string, string>): string {
  const domain = domainIn(fields.get(`${published}/domain`) ?? '');
  if (domain === null) throw new Refusal('malformed', 'it does not say for which domain it is');
  return domain;
}

function assembled(
  fields: ReadonlyMap<string, string>,
  namespace: string,
  errors: readonly Quoted[],
  { rows, oddities }: { readonly rows: DmarcReport['rows']; readonly oddities: readonly string[] },
): DmarcReport {
  const value = (path: string): string | undefined => fields.get(path);
  const word = (name: string): string | null => value(`${published}/${name}`)?.toLowerCase().slice(0, 20) ?? null;
  const { begin, end, odd } = dateRange(value(`${metadata}/date_range/begin`), value(`${metadata}/date_range/end`));
  const discovery = word('discovery_method');
  const generator = value(`${metadata}/generator`);
  const modern = ['np', 'testing', 'discovery_method'].some((name) => word(name) !== null) || generator !== undefined;
  return {
    form: namespace !== '' || (modern && word('pct') === null) ? 'rfc9990' : 'rfc7489',
    organisation: quote(value(`${metadata}/org_name`) ?? domainIn(value(`${metadata}/email`) ?? '') ?? 'a receiver without a name', NAME_CAP),
    reportId: quote(value(`${metadata}/report_id`) ?? '', 200),
    begin,
    end,
    generator: generator === undefined ? null : quote(generator, NAME_CAP),
    errors,
    policy: {
      domain: policyDomain(fields),
      p: word('p'),
      sp: word('sp'),
      np: word('np'),
      adkim: word('adkim') === 's' ? 's' : 'r',
      aspf: word('aspf') === 's' ? 's' : 'r',
      testing: word('testing') === 'y',
      discovery: discovery === 'psl' || discovery === 'treewalk' ? discovery : null,
      pct: countIn(value(`${published}/pct`) ?? ''),
    },
    rows,
    messages: rows.reduce((sum, row) => sum + row.messages, 0),
    oddities: [...odd, ...oddities].slice(0, 20).map((text) => quote(text, 160)),
  };
}

function dateRange(beginText: string | undefined, endText: string | undefined): { readonly begin: number; readonly end: number; readonly odd: string[] } {
  const begin = instantIn(beginText ?? '');
  const end = instantIn(endText ?? '');
  if (begin === null && end === null) throw new Refusal('malformed', 'it does not say for which time it is');
  if (begin === null || end === null) {
    const only = begin ?? end ?? 0;
    return { begin: only, end: only, odd: ['only one end of its time is given'] };
  }
  if (end < begin) return { begin: end, end: begin, odd: ['it ends before it begins; taken the other way round'] };
  if (end - begin > LONGEST_S) return { begin: end - LONGEST_S, end, odd: ['it says that it is about more than 35 days; only the last 35 count'] };
  return { begin, end, odd: [] };
}
