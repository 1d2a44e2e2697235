import type { Exchange } from '../../drivers/http.ts';
import { decodeText } from '../../formats/charset.ts';

/** The body as text, as a browser reads it. */
export function bodyText(exchange: Exchange): string {
  return decodeText(exchange.body, headerOf(exchange, 'content-type') ?? '');
}

/** The value of the first header of this name (lower case). */
export function headerOf(exchange: Exchange, name: string): string | undefined {
  return exchange.headers.find((header) => header.name === name)?.value;
}
