import { createHash } from 'node:crypto';

/** The SHA-256 of a text (UTF-8) as a hash source of a Content-Security-Policy or an `integrity` attribute (CSP 3 §2.3.1, SRI §3.5). */
export function integrity(text: string): string {
  return `sha256-${createHash('sha256').update(text, 'utf8').digest('base64')}`;
}
