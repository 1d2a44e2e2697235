import type { ScanFinding, ScanHistory, ScanPlace, SecretScan } from '../../model/secret-scan.ts';
import { count, sentence } from '../../model/message.ts';
import { type Pen, penFor, type Style, type TerminalOptions } from '../terminal/pen.ts';
import { capital, sayDuration } from '../words.ts';
import { gatherTried, type Tried } from './only-tried.ts';

const BLOCKERS_SHOWN = 15;
const OTHERS_SHOWN = 8;
const PLACES_SHOWN = 3;
const GAPS_SHOWN = 6;
/** Of one text; a narrow screen needs them. */
const LINES_SHOWN = 9;
const HOW_TO_REPLACE =
  'make a new one at the provider, put it into the environment variables of your host (never into a file in git), deploy, check that the app works, then delete the old one. Taking the line out is not enough: whoever saw it has it.';

/** What was found, on a screen: what it is, where it stands, since when, what somebody can do with it, how it is replaced; and what was not scanned. */
export function scanText(scan: SecretScan, options: TerminalOptions): string {
  const pen = penFor(options);
  const blockers = scan.findings.filter(({ level }) => level === 'blocker');
  const others = scan.findings.filter(({ level }) => level !== 'blocker');
  const gathered = gatherTried(others);
  const sections = [
    ...blockers.slice(0, BLOCKERS_SHOWN).map((finding) => findingLines(finding, pen)),
    moreLines(blockers.length - BLOCKERS_SHOWN, pen),
    others.length === 0
      ? []
      : [
          pen.ink('bold', 'To look at: these may be harmless'),
          ...gathered.slice(0, OTHERS_SHOWN).flatMap((one) => ('findings' in one ? triedLines(one, pen) : otherLines(one, pen))),
        ],
    moreLines(gathered.length - OTHERS_SHOWN, pen),
    gapLines(scan, pen),
    tidyLines(scan, pen),
    summaryLines(scan, blockers.length, others.length, pen),
  ];
  return `${sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`;
}

function findingLines(finding: ScanFinding, pen: Pen): string[] {
  const { says, masked, id, places, morePlaces, history, allows, rotate } = finding;
  const [first = '', ...rest] = hung(pen.glyphs.bad, `${capital(says)}  ${masked}  id ${id}`, pen);
  const more = places.length - PLACES_SHOWN + morePlaces;
  return [
    pen.ink('boldRed', first),
    ...rest,
    ...places.slice(0, PLACES_SHOWN).flatMap((place) => indented(placeOf(place), pen).map((line) => pen.ink('cyan', line))),
    ...(more > 0 ? [`  and ${count(more, 'place')} more`] : []),
    ...(history ? indented(historyOf(history, places.length > 0), pen) : []),
    ...indented(sentence(`Whoever has it can ${allows}`), pen),
    ...indented(rotate[0] ?? '', pen),
  ];
}

function otherLines({ says, masked, id, places, morePlaces, history, class: kind }: ScanFinding, pen: Pen): string[] {
  const [first] = places;
  const where = first ? placeOf(first) : history ? historyOf(history, false) : '';
  const more = places.length - 1 + morePlaces;
  const what = kind === 'test-key' ? ', for tests only' : kind === 'expired' ? ', its time is over' : '';
  return [
    ...hung(`  ${pen.ink('yellow', pen.glyphs.unsure)}`, `${capital(says)}${what}  ${masked}  id ${id}`, pen, 4),
    ...indented(`${where}${more > 0 ? ` and ${count(more, 'place')} more` : ''}`, pen, 4),
  ];
}

function triedLines({ says, findings, places, morePlaces }: Tried, pen: Pen): string[] {
  const [first] = places;
  const more = places.length - 1 + morePlaces;
  return [
    ...hung(`  ${pen.ink('yellow', pen.glyphs.unsure)}`, `${capital(says)}: ${findings.length} different ones, only in tests, documents and examples`, pen, 4),
    ...indented(`${first ? placeOf(first) : ''} and ${count(more, 'place')} more (--format json lists them)`, pen, 4),
  ];
}

function indented(text: string, pen: Pen, by = 2): string[] {
  return pen.wrap(pen.text(text), pen.columns - by, LINES_SHOWN).map((line) => ' '.repeat(by) + line);
}

/** A mark, and its text beside it on as many lines as it takes. */
function hung(mark: string, text: string, pen: Pen, by = 2): string[] {
  return pen.wrap(pen.text(text), pen.columns - by, LINES_SHOWN).map((line, at) => `${at === 0 ? `${mark} ` : ' '.repeat(by)}${line}`);
}

/** `src/pay.ts:12`, `backup.zip → src/pay.ts:12`. */
export function placeOf({ path, line, inside, via, in: where }: ScanPlace): string {
  const of = where === 'stdin' ? 'standard input' : path;
  const at = inside === null ? `${of}:${line}` : `${of} → ${inside}:${line}`;
  return via.length === 0 ? at : `${at} (${via.map((how) => WRITTEN[how] ?? how).join(', ')})`;
}
const WRITTEN: Readonly<Record<string, string>> = {
  percent: 'percent-encoded',
  unicode: 'with escapes',
  gzip: 'packed by gzip',
  base64: 'in base64',
  hex: 'in hex',
};

function historyOf({ path, line, inside, commit, at, versions, blob }: ScanHistory, isHere: boolean): string {
  const came = commit === null ? `in no known commit (git show ${blob.slice(0, 12)})` : `since ${at?.slice(0, 10) ?? '?'}, commit ${commit.slice(0, 10)}`;
  const where = `${path === '' ? 'a content without a name' : path}${inside === null ? '' : ` → ${inside}`}:${line}`;
  const many = versions > 1 ? `, ${versions} versions` : '';
  return isHere ? `In the git history too, ${came}${many}` : `Only in the git history: ${where}, ${came}${many}`;
}

function moreLines(more: number, pen: Pen): string[] {
  return more > 0 ? [pen.text(`and ${more} more: launch-ready scan --format json lists all`)] : [];
}

function gapLines({ notScanned }: SecretScan, pen: Pen): string[] {
  if (notScanned.length === 0) return [];
  const more = notScanned.length - GAPS_SHOWN;
  return [
    pen.ink('boldYellow', 'Not scanned'),
    ...notScanned.slice(0, GAPS_SHOWN).flatMap((gap) => indented(gap, pen)),
    ...(more > 0 ? [`  and ${more} more`] : []),
  ];
}

/** Comments and entries that accept nothing any more. */
function tidyLines({ unusedAllows, unusedBaseline, accepted, notes }: SecretScan, pen: Pen): string[] {
  const comments = unusedAllows
    .slice(0, GAPS_SHOWN)
    .map(({ path, line, id }) => `${path}:${line} launch-ready:allow ${id === '' ? 'without an id accepts nothing' : `${id} accepts nothing`}`);
  const entries = unusedBaseline.slice(0, GAPS_SHOWN).map(({ id, path }) => `${accepted.baseline ?? 'the baseline'}: ${id} (${path}) is not found any more`);
  const left = unusedAllows.length + unusedBaseline.length - comments.length - entries.length;
  const all = [...comments, ...entries, ...(left > 0 ? [`and ${left} more`] : [])];
  return [
    ...(all.length > 0 ? [pen.ink('bold', 'To tidy up'), ...all.flatMap((line) => indented(line, pen))] : []),
    ...notes.slice(0, GAPS_SHOWN).flatMap((note) => pen.wrap(pen.text(note), pen.columns, 3)),
  ];
}

function saidOf({ notScanned, accepted }: SecretScan, blockers: number, others: number): readonly [Style, string] {
  if (blockers > 0) return ['boldRed', `${count(blockers, 'secret')} to replace${others > 0 ? `, ${others} to look at` : ''}.`];
  if (others > 0) return ['boldYellow', `No sure secret; ${others} to look at.`];
  if (notScanned.length > 0) return ['boldYellow', 'No secret in what was scanned.'];
  return ['boldGreen', accepted.byBaseline + accepted.byComment > 0 ? 'No new secret.' : 'No secret found.'];
}

function summaryLines(scan: SecretScan, blockers: number, others: number, pen: Pen): string[] {
  const { accepted, interrupted } = scan;
  const [style, said] = saidOf(scan, blockers, others);
  const sums = pen.wrap(`${interrupted ? 'Interrupted. ' : ''}${said} ${pen.text(scannedOf(scan))}`, pen.columns, LINES_SHOWN);
  const kept = acceptedOf(accepted);
  const minutes = Math.max(...scan.findings.map((finding) => finding.minutes));
  return [
    ...(blockers > 0 ? [...indented(`To replace one (about ${minutes} min): ${HOW_TO_REPLACE}`, pen, 0), ''] : []),
    ...sums.map((line) => (line.includes(said) ? line.replace(said, () => pen.ink(style, said)) : line)),
    ...(kept === '' ? [] : pen.wrap(pen.text(kept), pen.columns, LINES_SHOWN)),
    ...(blockers + others > 0
      ? pen
          .wrap(`One that is harmless: a comment launch-ready:allow ID on its line.${baselineHint(scan)}`, pen.columns, LINES_SHOWN)
          .map((line) => pen.ink('dim', line))
      : []),
  ];
}

/** How all of them are accepted at once, so that only new ones stop anybody from now on; only for scans of which a baseline is written. */
function baselineHint({ sources }: SecretScan): string {
  if (!sources.includes('tree')) return '';
  return ` To be told only of new ones from now on: launch-ready scan${sources.includes('history') ? ' --history' : ''} --write-baseline`;
}

/** `2 accepted by launch-ready.baseline.json.`, or nothing. */
export function acceptedOf({ byComment, byBaseline, baseline }: SecretScan['accepted']): string {
  const parts = [
    ...(byComment > 0 ? [`${byComment} accepted by a comment`] : []),
    ...(byBaseline > 0 ? [`${byBaseline} accepted by ${baseline ?? 'the baseline'}`] : []),
  ];
  return parts.length === 0 ? '' : `${parts.join(', ')}.`;
}

/** `Scanned 612 files (4.2 MB) and 19,031 versions (342 MB) in 1.3 s.` */
export function scannedOf({ scanned, tookMs }: Pick<SecretScan, 'scanned' | 'tookMs'>): string {
  const { files, bytes, versions, knownVersions, historyBytes, media } = scanned;
  const parts = [
    ...(files > 0 || versions === 0 ? [`${count(files, 'file')} (${sayBytes(bytes)})`] : []),
    ...(versions > 0
      ? [`${count(versions, 'version')} of the history (${knownVersions === versions ? 'all known from before' : sayBytes(historyBytes)})`]
      : []),
  ];
  return `Scanned ${parts.join(' and ')} in ${sayDuration(tookMs)}${media > 0 ? `; ${count(media, 'picture, font or the like', 'pictures, fonts and the like')} left out` : ''}.`;
}

function sayBytes(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  return bytes < 1_000_000 ? `${Math.round(bytes / 1000)} kB` : `${(bytes / 1_000_000).toFixed(bytes < 10_000_000 ? 1 : 0)} MB`;
}
