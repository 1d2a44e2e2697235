import { Buffer } from 'node:buffer';
import { createHash } from 'node:crypto';
import type { SecretClass, SecretFormat } from '../model/secret-format.ts';
import { mask, type Masked } from '../model/text.ts';
import { isInventedText, judgeAwsId, judgeGoogle, judgeJwt, judgePem, judgeUrl, type Judged } from './secret-looks.ts';

/** One place where a secret stands. Nothing of it can be used. */
export interface SecretHit {
  readonly format: string;
  readonly class: SecretClass;
  /** False: it may well be something harmless; a person should look. */
  readonly sure: boolean;
  readonly masked: Masked;
  /** Same value, same fingerprint, wherever it is found; `undefined` for values so weak that a fingerprint could be guessed open. */
  readonly fingerprint: string | undefined;
  /** Byte offset. */
  readonly at: number;
  /** Line, from 1. */
  readonly line: number;
}
export type SecretScan = (bytes: Uint8Array) => readonly SecretHit[];

/** Most bytes that a pattern sees. */
const WINDOW = 512;
const JWT_WINDOW = 2100;
const PEM_WINDOW = 16_384;
/** Text before a match that may tell what it is. */
const BEFORE = 200;
/** A file with more is a list of something; what was found so far says enough. */
const HITS_CAP = 200;

/**
 * Builds a scanner. The beginnings of all formats are looked up by their first two bytes in one pass; patterns run only there, on a bounded window.
 */
export function compileSecrets(formats: readonly SecretFormat[]): SecretScan {
  const starts = new Uint8Array(65_536);
  const begins: { text: Uint8Array; formats: SecretFormat[] }[][] = [[]];
  for (const format of formats) {
    for (const begin of format.begins) {
      const text = Buffer.from(begin, 'latin1');
      const pair = (text[0] ?? 0) | ((text[1] ?? 0) << 8);
      if (starts[pair] === 0) starts[pair] = begins.push([]) - 1;
      const bucket = begins[starts[pair] ?? 0] ?? [];
      const same = bucket.find((entry) => Buffer.compare(entry.text, text) === 0);
      if (same) same.formats.push(format);
      else bucket.push({ text, formats: [format] });
    }
  }
  return (bytes) => {
    const hits: SecretHit[] = [];
    const last = bytes.length - 8;
    let line = 1;
    let counted = 0;
    for (let at = 0; at < last && hits.length < HITS_CAP; at++) {
      const slot = starts[(bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << 8)] ?? 0;
      if (slot === 0) continue;
      for (const entry of begins[slot] ?? []) {
        if (!startsWith(bytes, at, entry.text)) continue;
        const found = firstMatch(bytes, at, entry.formats);
        if (!found) continue;
        for (; counted < at; counted++) if (bytes[counted] === 10) line++;
        hits.push(describe(found, at, line));
        at += found.length - 1;
        break;
      }
    }
    return hits;
  };
}

interface Found {
  readonly format: SecretFormat;
  readonly judged: Judged;
  readonly length: number;
}

function firstMatch(bytes: Uint8Array, at: number, formats: readonly SecretFormat[]): Found | undefined {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (const format of formats) {
    if (isToken(format) && isWordByte(bytes[at - 1])) continue;
    const text = buffer.toString('latin1', at, Math.min(bytes.length, at + (format.look === 'jwt' ? JWT_WINDOW : WINDOW)));
    format.pattern.lastIndex = 0;
    const match = format.pattern.exec(text);
    if (!match) continue;
    const before = buffer.toString('latin1', Math.max(0, at - BEFORE), at);
    if (format.near && !format.near.test(before.slice(before.lastIndexOf('\n') + 1))) continue;
    const isPem = format.look === 'pem';
    const judged = isPem ? judgePem(buffer.toString('latin1', at, at + PEM_WINDOW)) : look(format, match[1] ?? match[0], before, text);
    if (judged) return { format, judged, length: match[0].length };
  }
  return undefined;
}

function look(format: SecretFormat, value: string, before: string, text: string): Judged | undefined {
  if (format.look === 'jwt') return judgeJwt(value);
  if (format.look === 'url') return judgeUrl(value);
  if (format.look === 'google') return judgeGoogle(value, before, text);
  if (format.look === 'aws-id') return judgeAwsId(value, before, text);
  const prefix = format.selfIdentifying ? (format.begins.find((begin) => value.startsWith(begin)) ?? '') : '';
  return isInventedText(value.slice(prefix.length)) ? { class: 'placeholder', value } : { class: format.class, value };
}

function describe({ format, judged }: Found, at: number, line: number): SecretHit {
  const bits = judged.bits ?? format.bits;
  return {
    format: format.id,
    class: judged.class,
    sure: judged.sure ?? true,
    masked: mask(judged.value, format.selfIdentifying && !judged.hidden),
    fingerprint: bits >= 80 ? secretFingerprint(judged.value) : undefined,
    at,
    line,
  };
}

/** The same value gives the same fingerprint in every place and run. Only for values of 80 bits or more: a weaker one could be guessed from it. */
export function secretFingerprint(value: string): string {
  return createHash('sha256').update('launch-ready/secret/1\0').update(value, 'latin1').digest('hex').slice(0, 24);
}

function startsWith(bytes: Uint8Array, at: number, text: Uint8Array): boolean {
  for (let index = 2; index < text.length; index++) if (bytes[at + index] !== text[index]) return false;
  return true;
}

/** Told by its own shape, not by a name that may be the end of a longer name. */
function isToken(format: SecretFormat): boolean {
  return format.selfIdentifying || format.look !== undefined;
}

/** A token in the middle of a longer word is not a token (`task-…` is no `sk-…`). */
function isWordByte(byte: number | undefined): boolean {
  if (byte === undefined) return false;
  return (byte >= 48 && byte <= 57) || (byte >= 65 && byte <= 90) || (byte >= 97 && byte <= 122) || byte === 95 || byte === 45;
}
