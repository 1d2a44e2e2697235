import { Buffer } from 'node:buffer';
import { AUTHORITATIVE_ANSWER, encode, RECURSION_AVAILABLE, RECURSION_DESIRED, type Answer, type Packet } from 'dns-packet';
import type { ZoneAnswer } from '../../formats/zone.ts';
import type { ZoneRecord } from '../../formats/zone-record.ts';

const RCODES = { NOERROR: 0, FORMERR: 1, SERVFAIL: 2, NXDOMAIN: 3, REFUSED: 5 } as const;

/** What a reply must repeat of its query. */
export interface Wants {
  readonly id: number;
  readonly recursion: boolean;
  readonly edns: boolean;
  readonly questions: NonNullable<Packet['questions']>;
}

/** The packet with which a server answers (RFC 1035 §4.1): for the servers of the range and for the in-memory zones of a simulated fix. */
export function replyPacket(wants: Wants, said: ZoneAnswer & { readonly ra: boolean }): Buffer {
  const flags = (said.aa ? AUTHORITATIVE_ANSWER : 0) | (wants.recursion ? RECURSION_DESIRED : 0) | (said.ra ? RECURSION_AVAILABLE : 0);
  const opt = { type: 'OPT', name: '.', udpPayloadSize: 1232, extendedRcode: 0, ednsVersion: 0, flags: 0, flag_do: false, options: [] };
  return encode({
    type: 'response',
    id: wants.id,
    flags: flags | RCODES[said.rcode],
    questions: [...wants.questions],
    answers: said.answers.map(packetRecord),
    authorities: said.authority.map(packetRecord),
    additionals: [...said.additional.map(packetRecord), ...(wants.edns ? [opt as unknown as Answer] : [])],
  });
}

function packetRecord({ name, type, ttl, data }: ZoneRecord): Answer {
  const record = { name: name === '' ? '.' : name, type, ttl, class: 'IN' };
  if (typeof data === 'string') return { ...record, data: data === '' ? '.' : data } as Answer;
  // The encoder knows no character-strings for the old type of SPF.
  if ('strings' in data && type === 'SPF')
    return { ...record, data: Buffer.concat(data.strings.map((part) => Buffer.from([part.length, ...Buffer.from(part)]))) } as unknown as Answer;
  if ('strings' in data) return { ...record, data: data.strings.map((part) => Buffer.from(part)) } as Answer;
  if ('digest' in data) return { ...record, data: { ...data, digest: Buffer.from(data.digest, 'hex') } } as Answer;
  if ('certificate' in data) return { ...record, data: { ...data, certificate: Buffer.from(data.certificate, 'hex') } } as Answer;
  if ('exchange' in data) return { ...record, data: { ...data, exchange: data.exchange || '.' } } as Answer;
  return { ...record, data } as unknown as Answer;
}
