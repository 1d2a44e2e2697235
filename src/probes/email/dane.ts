import { absenceProven, ask, dataText, recordsOf, unanswered } from '../../drivers/dns.ts';
import { daneEvidence, type DaneHost, TLSA_CAP } from '../../evidence/email/dane.ts';
import { mxEvidence } from '../../evidence/email/mx.ts';
import { tlsaDigest } from '../../formats/tlsa.ts';
import { canonicalName } from '../../formats/zone-record.ts';
import { one } from '../../model/check.ts';
import { quote } from '../../model/text.ts';
import type { Io } from '../../ports/io.ts';
import { defineProbe } from '../../ports/probe.ts';

/** As many as are greeted, see `email/starttls`. */
const MOST_HOSTS = 4;
const DIGEST = /^[0-9a-f]{8,128}$/;

export const daneProbe = defineProbe({
  id: 'email/dane',
  version: 1,
  title: 'asks DNS which certificates are announced for the mail exchangers (TLSA)',
  about: 'domain',
  needs: { mx: one(mxEvidence) },
  fills: daneEvidence,
  discovers: [],
  touches: 'reads-public',
  timeoutMs: 15_000,
  async gather({ given, io, signal }) {
    const there = given.mx.exchanges.filter(({ leadsTo }) => leadsTo === 'present' || leadsTo === 'unknown');
    const hosts = [...new Set(there.map(({ host }) => canonicalName(host)))].filter((host) => /^[\x21-\x7e]{1,240}$/.test(host));
    const looked = await Promise.all(hosts.slice(0, MOST_HOSTS).map((host) => lookAt(io, host, signal)));
    const says = quote(`${looked.length} of ${hosts.length} mail exchangers were asked about`);
    return { value: { hosts: looked }, complete: hosts.length > looked.length ? [{ part: 'hosts', says }] : true };
  },
});

async function lookAt(io: Io, host: string, signal: AbortSignal): Promise<DaneHost> {
  const place = `_25._tcp.${host}`;
  const reply = await ask(io, { name: place, type: 'TLSA', recursive: true, dnssec: true }, signal);
  const records = recordsOf(reply, 'TLSA').slice(0, 30);
  const state = reply.status === 'ok' && records.length > 0 ? 'records' : absenceProven(reply) ? 'none' : 'unknown';
  return {
    host,
    place,
    state,
    why: state === 'unknown' ? quote(unanswered(place, reply).message) : null,
    validated: reply.flags.ad,
    records: records.map((record) => {
      const { usage, selector, matchingType, certificate } = record.data;
      const digest = tlsaDigest(matchingType, certificate);
      return { usage, selector, matchingType, digest: DIGEST.test(digest) ? digest : null, text: quote(dataText(record), TLSA_CAP) };
    }),
  };
}
