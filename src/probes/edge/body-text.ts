import type { Exchange } from '../../drivers/http.ts';

/** The body as text, by the charset of its Content-Type, else as UTF-8; bytes that do not fit become U+FFFD. */
export function bodyText(exchange: Exchange): string {
  const type = headerOf(exchange, 'content-type') ?? '';
  const label = /charset\s*=\s*"?([\w.:-]{1,40})/i.exec(type)?.[1] ?? 'utf-8';
  try {
    return new TextDecoder(label).decode(exchange.body);
  } catch {
    return new TextDecoder().decode(exchange.body);
  }
}

/** The value of the first header of this name (lower case). */
export function headerOf(exchange: Exchange, name: string): string | undefined {
  return exchange.headers.find((header) => header.name === name)?.value;
}
