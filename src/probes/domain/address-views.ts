import { get } from '../../drivers/http.ts';
import { addressViews, type AddressView, type AddressViews } from '../../evidence/domain/address-views.ts';
import { hostAddresses } from '../../evidence/domain/host-addresses.ts';
import { vantage } from '../../evidence/vantage.ts';
import { readHtml } from '../../formats/html-references.ts';
import { one } from '../../model/check.ts';
import { quote } from '../../model/text.ts';
import type { Io } from '../../ports/io.ts';
import { CouldNotLook, defineProbe, type LookResult } from '../../ports/probe.ts';
import { recogniseAnswer } from '../../recognise/challenge.ts';
import { bodyText, headerOf } from '../edge/body-text.ts';
import { buildOf } from '../edge/page-facts.ts';
import { mustSeeDns } from './must-see-dns.ts';

const MOST_ADDRESSES = 4;
const BYTES = 100_000;
const PATIENCE_MS = 6000;

export const addressViewsProbe = defineProbe({
  id: 'domain/address-views',
  version: 1,
  title: 'asks each address of a host that has several for its front page',
  about: 'host',
  needs: { vantage: one(vantage), host: one(hostAddresses) },
  fills: addressViews,
  discovers: [],
  touches: 'reads-public',
  timeoutMs: 15_000,
  async gather({ subject, given, io, signal }): Promise<LookResult<AddressViews>> {
    mustSeeDns(given.vantage);
    const { chain, addresses } = given.host;
    // Behind an alias all addresses are its owner's; private ones are not contacted.
    const all = chain.length > 0 ? [] : addresses.filter(({ scope }) => scope === 'public');
    const reached = all.filter(({ family }) => family === 4 || io.network.ipv6).slice(0, MOST_ADDRESSES);
    if (reached.length < 2) return { value: { views: [] }, complete: true };
    const views = await Promise.all(reached.map(async ({ address, family }) => look(io, subject.name, { address, family }, signal)));
    const left = all.length - reached.length;
    return { value: { views }, complete: left === 0 || [{ part: 'addresses', says: quote(`${left} more addresses of ${subject.name} were not asked`) }] };
  },
});

async function look(io: Io, host: string, at: Pick<AddressView, 'address' | 'family'>, signal: AbortSignal): Promise<AddressView> {
  const nothing = { ...at, outcome: 'failed', status: 0, title: null, sendsTo: null, foreign: null } as const;
  try {
    const exchange = await get(io, { url: `https://${host}/`, address: at.address, mostBytes: BYTES, timeoutMs: PATIENCE_MS }, signal);
    const { status, headers } = exchange;
    const body = bodyText(exchange);
    const foreign = recogniseAnswer({ status, headers, body });
    const facts = /^text\/html/i.test(headerOf(exchange, 'content-type') ?? '') ? readHtml(body, exchange.url) : undefined;
    const title = facts?.title;
    const target = headerOf(exchange, 'location');
    const sendsTo = target !== undefined && URL.canParse(target, exchange.url) ? new URL(target, exchange.url).hostname : undefined;
    return {
      ...at,
      outcome: foreign?.kind === 'challenge' ? 'challenged' : 'answered',
      status,
      title: title === undefined ? null : quote(title, 200),
      sendsTo: sendsTo === undefined ? null : quote(sendsTo, 255),
      ...(facts && buildOf(exchange, facts)),
      foreign: foreign && foreign.kind !== 'challenge' ? quote(`${foreign.kind} (${foreign.by})`, 80) : null,
      line: quote(
        `https://${host}/ at ${at.address}: ${status}${sendsTo === undefined ? '' : ` to ${sendsTo}`}${title === undefined ? '' : ` "${title}"`}`,
        300,
      ),
    };
  } catch (error) {
    if (!(error instanceof CouldNotLook) || signal.aborted || error.code === 'no-consent' || error.code === 'budget') throw error;
    return { ...nothing, line: quote(`https://${host}/ at ${at.address}: ${error.message}`, 300) };
  }
}
