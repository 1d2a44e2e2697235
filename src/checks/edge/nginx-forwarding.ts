/**
 * What nginx tells the application about the visitor. nginx forgets all `proxy_set_header` lines of the levels above in a block that has one of its own,
 * so a text of ours that sets one brings them all.
 */
export function forwarding(own: Readonly<Record<string, string>> = {}): string {
  const lines: Readonly<Record<string, string>> = { Host: '$host', 'X-Forwarded-For': '$proxy_add_x_forwarded_for', 'X-Forwarded-Proto': '$scheme', ...own };
  return Object.entries(lines)
    .map(([name, value]) => `proxy_set_header ${name} ${value};`)
    .join('\n');
}
/** The same, with `header` (as HTTP writes it, in any case) never as the visitor sent it. */
export function forwardingWithout(header: string): string {
  const name = header.toLowerCase().replace(/(?:^|-)[a-z]/g, (letter) => letter.toUpperCase());
  return name === 'X-Forwarded-Proto' || name === 'Host' ? forwarding() : forwarding({ [name]: name === 'X-Forwarded-For' ? '$remote_addr' : '""' });
}
/** For the step beside such a text. */
export const FORGETS = 'nginx forgets the proxy_set_header lines of the blocks above where a block has one of its own: keep these together.';
