import { canonicalName } from './zone-record.ts';
import { parseTagList, type TagFault } from './tag-list.ts';

export interface MtaStsRecord {
  /** Changes with every change of the policy, so that senders fetch it again; `null` when it is missing or malformed. */
  readonly id: string | null;
  /** Why senders act as if there were no record. */
  readonly faults: readonly TagFault[];
}

export const MTA_STS_MODES = ['enforce', 'testing', 'none'] as const;
export type MtaStsMode = (typeof MTA_STS_MODES)[number];
export interface PolicyFault {
  /** Line from 1; 0 for the whole text. */
  readonly line: number;
  readonly says: string;
}
export interface MtaStsPolicy {
  readonly mode: MtaStsMode | null;
  /** seconds */
  readonly maxAge: number | null;
  /** Host names in lower case; the first label may be `*`. */
  readonly mx: readonly string[];
  /** Why senders act as if there were no policy. */
  readonly faults: readonly PolicyFault[];
}

/** RFC 8461 §3.2: about a year. */
export const LONGEST_MAX_AGE = 31_557_600;
const MOST_LINES = 500;

/** True for a text that senders take for an MTA-STS record; others at the name are discarded (RFC 8461 §3.1). */
export function isMtaSts(text: string): boolean {
  return /^v=STSv1[ \t]*(?:;|$)/.test(text);
}

/** Reads the TXT record at `_mta-sts.` (RFC 8461 §3.1). Never throws. */
export function parseMtaStsRecord(text: string): MtaStsRecord {
  const { tags, faults } = parseTagList(text);
  const all = [...faults];
  if (!isMtaSts(text)) all.unshift({ kind: 'value', at: 0, says: 'the record must begin with "v=STSv1;"' });
  const id = tags.find(({ name }) => name === 'id');
  if (!id) all.push({ kind: 'value', at: 0, says: 'there is no id=' });
  const sound = id !== undefined && /^[A-Za-z0-9]{1,32}$/.test(id.value);
  if (id && !sound) all.push({ kind: 'value', at: id.at, says: 'id= must be 1 to 32 letters and digits' });
  return { id: sound ? id.value : null, faults: all };
}

/** Reads the policy file (RFC 8461 §3.2). Never throws; unknown keys are skipped, of a key that comes twice the first counts. */
export function parseMtaStsPolicy(text: string): MtaStsPolicy {
  const faults: PolicyFault[] = [];
  const mx: string[] = [];
  const first = new Map<string, { value: string; line: number }>();
  const lines = text.split('\n', MOST_LINES + 1);
  if (lines.length > MOST_LINES) faults.push({ line: MOST_LINES, says: `more than ${MOST_LINES} lines` });
  for (const [index, raw] of lines.slice(0, MOST_LINES).entries()) {
    const line = raw.replace(/\r$/, '');
    if (line.trim() === '') continue;
    const pair = /^([A-Za-z0-9][A-Za-z0-9_.-]{0,31}):[ \t]*(.*?)[ \t]*$/.exec(line);
    const at = index + 1;
    if (!pair) faults.push({ line: at, says: `"${line.trim().slice(0, 40)}" is not of the form key: value` });
    else if (pair[1] === 'mx') addMx(pair[2] ?? '', at, mx, faults);
    else if (!first.has(pair[1] ?? '')) first.set(pair[1] ?? '', { value: pair[2] ?? '', line: at });
  }
  const version = first.get('version');
  if (version?.value !== 'STSv1') faults.push({ line: version?.line ?? 0, says: 'there must be a line "version: STSv1"' });
  const mode = first.get('mode');
  const known = MTA_STS_MODES.find((each) => each === mode?.value) ?? null;
  if (known === null) faults.push({ line: mode?.line ?? 0, says: 'there must be a line "mode: testing", "mode: enforce" or "mode: none"' });
  const age = first.get('max_age');
  const maxAge = /^\d{1,10}$/.test(age?.value ?? '') && Number(age?.value) <= LONGEST_MAX_AGE ? Number(age?.value) : null;
  if (maxAge === null) faults.push({ line: age?.line ?? 0, says: `there must be a line "max_age:" with seconds, at most ${LONGEST_MAX_AGE}` });
  if (mx.length === 0 && known !== 'none') faults.push({ line: 0, says: 'there is no usable line "mx:"' });
  return { mode: known, maxAge, mx, faults };
}

function addMx(value: string, line: number, mx: string[], faults: PolicyFault[]): void {
  const name = canonicalName(value);
  if (/^(?:\*\.)?(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9])?\.)+[a-z0-9-]{2,63}$/.test(name)) mx.push(name);
  else faults.push({ line, says: `"${value.slice(0, 60)}" is not a host name, or one whose first label is *` });
}

/** True when a pattern of the policy fits a mail exchanger: `*` stands for exactly one label (RFC 8461 §4.1). */
export function coversMx(pattern: string, host: string): boolean {
  const name = canonicalName(host);
  if (!pattern.startsWith('*.')) return pattern === name;
  const dot = name.indexOf('.');
  return dot > 0 && name.slice(dot + 1) === pattern.slice(2);
}

/** Prints a policy as the file to publish. Parsing what was printed gives the same policy. */
export function printMtaStsPolicy(policy: Pick<MtaStsPolicy, 'mx'> & { readonly mode: MtaStsMode; readonly maxAge: number }): string {
  return ['version: STSv1', `mode: ${policy.mode}`, ...policy.mx.map((name) => `mx: ${name}`), `max_age: ${policy.maxAge}`, ''].join('\n');
}
