import { Buffer } from 'node:buffer';
import { decodeText } from './charset.ts';
import { readControls } from './html-forms.ts';
import { readHtml } from './html-references.ts';
import { eachPart, parseMail } from './mime.ts';
import { parseUrl } from './url.ts';

/** What people read in a mail, with its links whole. Raw outside text that may open doors: never keep it. */
export interface MailText {
  readonly subject: string;
  readonly text: string;
  readonly links: readonly URL[];
}

const MOST_LINKS = 100;

/** Reads what a mail says to people. Never throws. */
export function readMailText(bytes: Uint8Array): MailText {
  const mail = parseMail(bytes);
  const own = [...eachPart(mail)].filter(({ parts, headers }) => parts.length === 0 && !/^\s*attachment/i.test(headers.get('content-disposition') ?? ''));
  const textOf = (type: string): string[] =>
    own
      .filter((part) => part.type === type)
      .map((part) => decodeText(Buffer.from(part.body()), `text/plain; charset=${part.parameters.get('charset') ?? 'utf-8'}`));
  const [texts, pages] = [textOf('text/plain'), textOf('text/html')];
  const inText = texts.flatMap((text) => [...text.matchAll(/\bhttps?:\/\/[^\s<>"'`]{1,2000}/gi)].map(([url]) => parseUrl(url.replace(/[.,;:!?)\]}]+$/, ''))));
  const inPages = pages.flatMap((page) => readControls(page, 'https://mail.invalid/').links.map(({ url }) => url));
  return {
    subject: mail.headers.get('subject') ?? '',
    text: [...texts, ...pages.map((page) => readHtml(page, 'https://mail.invalid/').words)].join('\n').slice(0, 100_000),
    links: [...inPages, ...inText].filter((url) => url !== undefined).slice(0, MOST_LINKS),
  };
}
