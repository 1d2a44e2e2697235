import type { DnsQuery } from '../../range/dns.ts';

/** Whether a server answers over TCP is a question of its own, so that asking it again that way is not asking twice. */
const text = ({ name, type, server, transport }: DnsQuery): string => `${name} ${type} at ${server} over ${transport}`;

/** Prints what one run asked the DNS: in all, by purpose, and twice. DKIM selectors count apart: how many there are is the user's affair. */
export function printQuestions(asked: readonly DnsQuery[]): void {
  const isSelector = ({ name }: DnsQuery): boolean => name.includes('._domainkey.');
  const isDirect = ({ server }: DnsQuery): boolean => server !== 'resolver';
  const selectors = asked.filter(isSelector).length;
  const direct = asked.filter(isDirect);
  const most = 40 + 12 * new Set(direct.map(({ name, server }) => `${name} ${server}`)).size;
  const texts = asked.map(text);
  const twice = new Set(texts.filter((one, at) => texts.indexOf(one) !== at));
  console.log(
    `   ${asked.length - selectors} questions (target at most 40 + 12 per name and authoritative server = ${most}), ${selectors} more for DKIM selectors`,
  );
  console.log(`   asked twice: ${twice.size === 0 ? 'none' : [...twice].join(', ')}`);
  const purposes = Map.groupBy(asked, (query) => `${isSelector(query) ? 'DKIM' : query.type} at ${isDirect(query) ? 'authoritative servers' : 'the resolver'}`);
  console.log(
    [...purposes]
      .map(([purpose, all]) => `   ${String(all.length).padStart(4)}  ${purpose}`)
      .sort()
      .join('\n'),
  );
}
