import { Buffer } from 'node:buffer';
import { Parser } from 'htmlparser2';
import { type DkimSignature, readDkimSignatures } from './dkim-signature.ts';
import { addressDomain, addressesIn, fieldsNamed, readMessage } from './message.ts';
import { eachPart, type MailPart, parseMail } from './mime.ts';
import { entryHop, type ReceivedHop } from './received.ts';

/** One place that a mail leads to, its secrets left out. */
export interface MailLink {
  readonly scheme: 'http' | 'https';
  /** lower case, without port */
  readonly host: string;
  readonly port: number | null;
  /** `action`: it does what the mail is for (resets, confirms, signs in); `unsubscribe`; `other`. */
  readonly role: 'action' | 'unsubscribe' | 'other';
  /** Scheme, host and the plain words of path and query; everything that may be a token is an ellipsis. */
  readonly shown: string;
}
/** What a mail says about itself, without anything that identifies a person or opens a door: the rest of the mail is forgotten. Outside text. */
export interface MailFacts {
  readonly bytes: number;
  /** Of every address in every From line; `shown` keeps the part before the @ only where it is a role. */
  readonly from: readonly { readonly domain: string; readonly shown: string }[];
  readonly replyToDomains: readonly string[];
  /** Domain of the Return-Path line that the receiver wrote, if there is one. */
  readonly returnPathDomain: string | undefined;
  /** Where it came in from the outside, by the Received lines. */
  readonly entry: ReceivedHop | undefined;
  readonly signatures: readonly DkimSignature[];
  readonly links: readonly MailLink[];
  /** Domain behind the @ of each Message-ID; empty text where there is none. */
  readonly messageIdDomains: readonly string[];
  /** Date lines as epoch milliseconds; `null` for one that is no date. */
  readonly dates: readonly (number | null)[];
  readonly hasText: boolean;
  readonly hasHtml: boolean;
  /** RFC 2369 and RFC 8058. */
  readonly unsubscribe: { readonly present: boolean; readonly overHttps: boolean; readonly oneClick: boolean };
}

const MOST_LINKS = 100;
const MOST_TEXT = 1_000_000;
const ROLES =
  /^(no-?reply|do-?not-?reply|hello|hi|support|help|team|info|mail|news|newsletter|notifications?|notify|alerts?|security|accounts?|admin|contact|billing|auth|login|app|service)$/i;

/** Reads a mail down to its facts. Never throws. */
export function readMailFacts(bytes: Uint8Array): MailFacts {
  const message = readMessage(bytes);
  const parts = [...eachPart(parseMail(bytes))].filter((part) => part.parts.length === 0 && !isAttachment(part));
  const texts = parts.filter(({ type }) => type === 'text/plain').map(textOf);
  const pages = parts.filter(({ type }) => type === 'text/html').map(textOf);
  const unsubscribe = fieldsNamed(message, 'list-unsubscribe').join(' ');
  return {
    bytes: bytes.length,
    from: fieldsNamed(message, 'from').flatMap(addressesIn).slice(0, 10).flatMap(shownAddress),
    replyToDomains: domainsOf(fieldsNamed(message, 'reply-to')),
    returnPathDomain: domainsOf(fieldsNamed(message, 'return-path'))[0],
    entry: entryHop(fieldsNamed(message, 'received')),
    signatures: readDkimSignatures(message),
    links: unique([...texts.flatMap(urlsInText), ...pages.flatMap(urlsInHtml)]),
    messageIdDomains: fieldsNamed(message, 'message-id')
      .slice(0, 3)
      .map((value) => /^<[^<>@\s]+@([^<>@\s]+)>$/.exec(value)?.[1]?.toLowerCase() ?? ''),
    dates: fieldsNamed(message, 'date')
      .slice(0, 3)
      .map((value) => finite(Date.parse(value.replace(/\([^()]*\)/g, ' ')))),
    hasText: texts.some((text) => text.trim() !== ''),
    hasHtml: pages.length > 0,
    unsubscribe: {
      present: unsubscribe !== '',
      overHttps: /<\s*https:/i.test(unsubscribe),
      oneClick: fieldsNamed(message, 'list-unsubscribe-post').some((value) => /^\s*List-Unsubscribe\s*=\s*One-Click\s*$/i.test(value)),
    },
  };
}

const finite = (value: number): number | null => (Number.isFinite(value) ? value : null);

function shownAddress(address: string): { domain: string; shown: string }[] {
  const domain = addressDomain(address);
  const local = address.slice(0, address.lastIndexOf('@'));
  return domain === undefined ? [] : [{ domain, shown: `${ROLES.test(local) ? local : '…'}@${domain}` }];
}

function domainsOf(values: readonly string[]): string[] {
  return [...new Set(values.flatMap(addressesIn).flatMap((address) => addressDomain(address) ?? []))].slice(0, 10);
}

function isAttachment(part: MailPart): boolean {
  return /^\s*attachment/i.test(part.headers.get('content-disposition') ?? '');
}

function textOf(part: MailPart): string {
  const bytes = Buffer.from(part.body()).subarray(0, MOST_TEXT);
  return bytes.toString(/^(iso-8859-|windows-|us-ascii)/i.test(part.parameters.get('charset') ?? '') ? 'latin1' : 'utf8');
}

function urlsInText(text: string): MailLink[] {
  return [...text.matchAll(/\bhttps?:\/\/[^\s<>"'`]{1,2000}/gi)].slice(0, MOST_LINKS).flatMap(([url]) => linkOf(url.replace(/[.,;:!?)\]}]+$/, ''), ''));
}

function urlsInHtml(html: string): MailLink[] {
  const found: { href: string; words: string }[] = [];
  let open = false;
  const parser = new Parser({
    onopentag(name, { href, action }) {
      open = name === 'a' && href !== undefined;
      const target = name === 'form' ? action : name === 'a' || name === 'area' ? href : undefined;
      if (target !== undefined && found.length < MOST_LINKS) found.push({ href: target, words: '' });
    },
    ontext(text) {
      const last = found.at(-1);
      if (open && last && last.words.length < 200) last.words += text;
    },
    onclosetag(name) {
      if (name === 'a') open = false;
    },
  });
  parser.write(html);
  parser.end();
  return found.flatMap(({ href, words }) => linkOf(href.trim(), words));
}

const ACTION = /\b(reset|recover|confirm|verif|activat|invit|magic|log-?in|sign-?in|auth|token|otp|password)/i;

function linkOf(text: string, words: string): MailLink[] {
  const url = text.length <= 4000 ? URL.parse(text) : null;
  if (!url || (url.protocol !== 'http:' && url.protocol !== 'https:')) return [];
  const path = url.pathname.split('/').map((part) => (/^[a-z][a-z._-]{0,24}$/i.test(part) ? part : part === '' ? '' : '…'));
  const names = [...url.searchParams.keys()].slice(0, 10).map((name) => `${/^[\w.-]{1,30}$/.test(name) ? name : '…'}=…`);
  const about = `${path.join('/')} ${names.join(' ')} ${words}`;
  return [
    {
      scheme: url.protocol === 'https:' ? 'https' : 'http',
      host: url.hostname.replace(/^\[|\]$/g, ''),
      port: url.port === '' ? null : Number(url.port),
      role: /unsubscribe|opt-?out|preferences/i.test(about) ? 'unsubscribe' : ACTION.test(about.replace(/\//g, ' ')) ? 'action' : 'other',
      shown: `${url.origin}${path.join('/')}${names.length > 0 ? `?${names.join('&')}` : ''}`,
    },
  ];
}

function unique(links: readonly MailLink[]): MailLink[] {
  const seen = new Set<string>();
  return links.filter(({ shown, role }) => !seen.has(`${role} ${shown}`) && seen.add(`${role} ${shown}`)).slice(0, MOST_LINKS);
}
