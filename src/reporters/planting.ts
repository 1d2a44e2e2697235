import type { Canary } from '../model/log-terms.ts';
import type { PlantingResult } from '../model/logs-result.ts';
import { type Pen, penFor, type TerminalOptions } from './terminal/pen.ts';

const HOW: Readonly<Record<Canary, string>> = {
  bearer: 'header authorization: Bearer …',
  cookie: 'any cookie',
  'reset-token': 'a link: …?token=…',
  password: 'log in with it (it will be refused)',
  prompt: 'a message to the bot',
  email: 'ask for a password reset for it',
  phone: 'a field for a phone number',
  card: 'a message to the bot (never a payment form)',
  'api-key': 'header x-api-key, in a request that fails',
};

/** The values and where to use them, or what was sent; then what comes next. */
export function plantingText({ marker, values, sent }: PlantingResult, options: TerminalOptions): string {
  const pen = penFor(options);
  return `${[...(sent.length > 0 ? sentLines(sent, pen) : valueLines(marker, values, pen)), '', 'Then, when the logs have had a minute:', '', '    launch-ready logs check'].join('\n')}\n`;
}

function sentLines(sent: PlantingResult['sent'], pen: Pen): string[] {
  return [
    pen.ink('bold', 'Sent, with values that belong to nobody:'),
    ...sent.map(({ method, url, status, why }) => {
      const mark = status === null ? pen.ink('yellow', pen.glyphs.unsure) : pen.ink('green', pen.glyphs.ok);
      return `  ${mark} ${pen.cut(pen.text(`${method} ${url}: ${status ?? why ?? 'no answer'}`), pen.columns - 4)}`;
    }),
  ];
}

function valueLines(marker: string, values: PlantingResult['values'], pen: Pen): string[] {
  const rows: (readonly [string, string])[] = [
    ['open this path, it shows that the log sees you', `/${marker}`],
    ...Object.entries(values).map(([canary, value]) => [HOW[canary as Canary], value] as const),
  ];
  return [
    pen.ink('bold', 'Use these in your app as a user would; they are made up and open nothing:'),
    '',
    ...rows.flatMap(([how, value]) => [`  ${pen.ink('dim', how)}`, `    ${value}`]),
    '',
    ...pen.wrap('Or let us send them to the endpoints of your config: launch-ready logs plant --active', pen.columns, 2),
  ];
}
