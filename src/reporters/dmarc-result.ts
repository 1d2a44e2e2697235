import type { DmarcResult, DmarcResultDomain, DmarcResultSource, SourceState } from '../model/dmarc-result.ts';
import { penFor, type Pen, type Style, type TerminalOptions } from './terminal/pen.ts';
import { pad } from './terminal/width.ts';
import { count } from './words.ts';

/** Lines of a screen; what does not fit is in the JSON. */
const SCREEN = 24;
const SOURCES_SHOWN = 7;
const OTHERS_SHOWN = 2;
const REFUSED_SHOWN = 1;
const RECORDS_SHOWN = 4;
const NUMBERS = 8;

/** What DMARC reports say, for people: at most one screen. */
export function dmarcResultText(result: DmarcResult, options: TerminalOptions): string {
  const pen = penFor(options);
  const [first, ...others] = result.domains;
  const tail = [...otherDomains(others, pen), ...readLines(result, pen)];
  if (!first) return `${[pen.ink('bold', 'No report to show.'), ...tail].join('\n')}\n`;
  const head = [...headline(first, pen), '', ...table(first, pen), ...besideTable(first, pen)];
  const room = SCREEN - head.length - tail.length - 3;
  const advice = adviceLines(first.sources, room, pen);
  const parts = [head, ...(advice.length > 0 ? [[pen.ink('bold', 'What to do'), ...advice]] : []), ...(tail.length > 0 ? [tail] : [])];
  return `${parts.map((lines) => lines.join('\n')).join('\n\n')}\n`;
}

const STATE_STYLES: Readonly<Record<DmarcResultDomain['readiness']['state'], Style>> = { ready: 'boldGreen', done: 'boldGreen', 'not-yet': 'boldYellow' };

function headline({ domain, readiness, reports, reporters, from, to, published }: DmarcResultDomain, pen: Pen): string[] {
  const style = STATE_STYLES[readiness.state];
  const mark = readiness.state === 'not-yet' ? pen.glyphs.unsure : pen.glyphs.ok;
  const named = reporters.slice(0, 3).join(', ');
  const more = reporters.length > 3 ? ` and ${reporters.length - 3} more` : '';
  const facts = `${count(reports, 'report')} from ${named}${more}, ${days(from, to)}; published: ${published === null ? 'unknown' : `p=${published}`}`;
  const text = pen.wrap(pen.text(`${domain}: ${readiness.says}.`), pen.columns - 2, 3);
  return [
    ...text.map((line, at) => (at === 0 ? `${pen.ink(style, mark)} ${pen.ink('bold', line)}` : `  ${pen.ink('bold', line)}`)),
    ...indented(facts, 2, pen, 'dim'),
  ];
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** `9 to 24 Nov 2026` */
function days(from: string, to: string): string {
  const say = (day: string, withYear: boolean): string =>
    `${Number(day.slice(8))} ${MONTHS[Number(day.slice(5, 7)) - 1] ?? ''}${withYear ? ` ${day.slice(0, 4)}` : ''}`;
  return from === to ? say(to, true) : `${say(from, from.slice(0, 4) !== to.slice(0, 4))} to ${say(to, true)}`;
}

const MARKS: Readonly<Record<SourceState, readonly [glyph: 'ok' | 'bad' | 'unsure' | 'dot', style: Style]>> = {
  nothing: ['ok', 'green'],
  work: ['bad', 'red'],
  better: ['dot', 'yellow'],
  look: ['unsure', 'yellow'],
};

function table({ sources, messages, aligned }: DmarcResultDomain, pen: Pen): string[] {
  const wide = pen.columns >= 60;
  const columns = ['MESSAGES', 'PASS', ...(wide ? ['SPF', 'DKIM'] : [])];
  const name = Math.min(44, pen.columns - 2 - columns.length * (NUMBERS + 1));
  const row = (title: string, cells: readonly string[]): string =>
    `${pad(pen.cut(pen.text(title), name), name)}${cells.map((cell) => cell.padStart(NUMBERS + 1)).join('')}`;
  const figures = (source: DmarcResultSource): string[] => [
    source.messages.toLocaleString('en'),
    ...[source.aligned, ...(wide ? [source.spfAligned, source.dkimAligned] : [])].map((part) => share(part, source.messages)),
  ];
  const hidden = sources.slice(SOURCES_SHOWN);
  const rest = hidden.reduce((sum, source) => sum + source.messages, 0);
  return [
    pen.ink('dim', `  ${row('SOURCE', columns)}`),
    ...sources.slice(0, SOURCES_SHOWN).map((source) => {
      const [glyph, style] = source.kind === 'forwarder' && source.aligned < source.messages ? (['none', 'dim'] as const) : MARKS[source.state];
      return `${pen.ink(style, pen.glyphs[glyph])} ${row(source.name, figures(source))}`;
    }),
    ...(hidden.length > 0 ? [pen.ink('dim', `  ${row(`${count(hidden.length, 'smaller source')} (see --json)`, [rest.toLocaleString('en')])}`)] : []),
    ...(sources.length > 1 ? [`  ${row('All', [messages.toLocaleString('en'), share(aligned, messages)])}`] : []),
  ];
}

/** `99.2 %`; 100 only when nothing is missing, 0 only when nothing is there. */
function share(part: number, whole: number): string {
  if (whole === 0) return '';
  const percent = Math.floor((part / whole) * 1000) / 10;
  return `${percent === 0 && part > 0 ? '<0.1' : percent} %`;
}

function besideTable({ quarantined, rejected, failures, tls }: DmarcResultDomain, pen: Pen): string[] {
  const [cause] = tls?.causes ?? [];
  const lines = [
    ...(quarantined + rejected > 0
      ? [`Receivers put ${quarantined.toLocaleString('en')} into spam folders and refused ${rejected.toLocaleString('en')}.`]
      : []),
    ...(failures.messages > 0
      ? [`Failure reports: ${count(failures.messages, 'message')}, from ${failures.addresses.slice(0, 3).join(', ') || 'unknown addresses'}.`]
      : []),
    ...(tls
      ? [
          `Encrypted delivery to you: ${tls.successful.toLocaleString('en')} worked, ${tls.failed.toLocaleString('en')} failed${cause ? ` (${cause.type}${cause.host === null ? '' : ` at ${cause.host}`})` : ''}.`,
        ]
      : []),
  ];
  return lines.flatMap((line) => indented(line, 2, pen, 'dim'));
}

/** The most urgent pieces of advice that fit into the room there is; each whole. */
function adviceLines(sources: readonly DmarcResultSource[], room: number, pen: Pen): string[] {
  const urgency: readonly SourceState[] = ['work', 'better', 'look', 'nothing'];
  const todo = sources.filter(({ says }) => says !== '').toSorted((a, b) => urgency.indexOf(a.state) - urgency.indexOf(b.state) || b.messages - a.messages);
  const lines: string[] = [];
  let shown = 0;
  for (const source of todo) {
    const [glyph, style] = source.state === 'nothing' ? (['none', 'dim'] as const) : MARKS[source.state];
    const says = pen
      .wrap(pen.text(source.says), pen.columns - 4, 5)
      .map((line, at) => (at === 0 ? `${pen.ink(style, pen.glyphs[glyph])} ${line}` : `  ${line}`));
    const piece = [...says, ...source.records.slice(0, RECORDS_SHOWN).flatMap((record) => indented(record, 4, pen, 'cyan', 2))];
    if (shown > 0 && lines.length + piece.length > room - 1) break;
    lines.push(...piece);
    shown++;
  }
  return shown < todo.length ? [...lines, pen.ink('dim', `  and ${todo.length - shown} more (see --json)`)] : lines;
}

function otherDomains(others: readonly DmarcResultDomain[], pen: Pen): string[] {
  const lines = others
    .slice(0, OTHERS_SHOWN)
    .flatMap(({ domain, messages, aligned }) =>
      indented(`${domain}: ${messages === 0 ? 'no mail' : `${share(aligned, messages)} of ${count(messages, 'message')} pass`} (--domain ${domain})`, 2, pen),
    );
  return others.length > OTHERS_SHOWN ? [...lines, `  and ${others.length - OTHERS_SHOWN} more domains`] : lines;
}

function readLines({ read, domains, keptIn }: DmarcResult, pen: Pen): string[] {
  const again = read.again > 0 ? `${count(read.again, 'report')} read before, counted once` : '';
  const old = read.old > 0 ? `${count(read.old, 'report')} older than 120 days, not kept for the audit` : '';
  const mails = read.otherMails > 0 ? `${count(read.otherMails, 'mail')} without a report` : '';
  const isKept = keptIn !== null && read.aggregate + read.tls + read.failure > read.old;
  const kept = isKept && domains.length > 0 ? 'kept for launch-ready audit' : '';
  const facts = [again, old, mails, kept].filter((text) => text !== '').join('; ');
  const left = read.refusedCount - REFUSED_SHOWN;
  return [
    ...read.refused.slice(0, REFUSED_SHOWN).flatMap(({ place, reason }) => indented(`Not used: ${shortPlace(place)}: ${reason}`, 2, pen, 'yellow')),
    ...(left > 0 ? [`  ${pen.ink('yellow', `and ${left} more not used (see --json)`)}`] : []),
    ...(facts === '' ? [] : indented(`${facts.charAt(0).toUpperCase()}${facts.slice(1)}.`, 2, pen, 'dim')),
  ];
}

/** The end of a long path says more than its beginning. */
const shortPlace = (place: string): string => (place.length > 50 ? `…${place.slice(-49)}` : place);

function indented(text: string, by: number, pen: Pen, style?: Style, most = 3): string[] {
  return pen.wrap(pen.text(text), pen.columns - by, most).map((line) => `${' '.repeat(by)}${style ? pen.ink(style, line) : line}`);
}
