import { describe, expect, it } from 'vitest';
import { daneEvidence, type DaneEvidence } from '../../evidence/email/dane.ts';
import { tlsaDigest } from '../../formats/tlsa.ts';
import { quote } from '../../model/text.ts';
import { type Judged, judgeOne } from '../../../test/support/judge-one.ts';
import { daneCheck } from './dane.ts';

const hex = (digit: string, length = 64): string => digit.repeat(length);
const OWN = { certificate256: hex('a'), certificate512: hex('a', 128), key256: hex('b'), key512: hex('b', 128) };
const ISSUER = { certificate256: hex('c'), certificate512: hex('c', 128), key256: hex('d'), key512: hex('d', 128) };
const CERTIFICATE = { trust: 'untrusted', nameMatches: true, names: [], notBefore: '2026-11-01T00:00:00Z', notAfter: '2027-01-01T00:00:00Z' };
const MX = 'mx.acme.test';
const server = (change: object = {}) => ({ host: quote(MX), outcome: 'secured', certificate: CERTIFICATE, chain: [OWN, ISSUER], ...change });
const SIGNED = { ds: [{}] };

function announced(texts: readonly string[], host = MX, change: Partial<DaneEvidence['hosts'][number]> = {}): DaneEvidence {
  const records = texts.map((text) => {
    const [usage = '', selector = '', matchingType = '', data = ''] = text.split(' ');
    const digest = tlsaDigest(Number(matchingType), data);
    return {
      usage: Number(usage),
      selector: Number(selector),
      matchingType: Number(matchingType),
      digest: digest.length < 8 ? null : digest,
      text: quote(text),
    };
  });
  return { hosts: [{ host, place: `_25._tcp.${host}`, state: texts.length > 0 ? 'records' : 'none', why: null, validated: false, records, ...change }] };
}
function judge(dane: DaneEvidence, given: Readonly<Record<string, unknown>> = {}): Judged {
  expect(daneEvidence.schema.fault(dane, 'dane')).toBeUndefined();
  return judgeOne(daneCheck, { dane, tls: { servers: [server()] }, signed: SIGNED, ns: undefined, ...given });
}

describe('email/dane', () => {
  it.each([
    ['the key', `3 1 1 ${hex('b')}`, []],
    ['the key, the long digest', `3 1 2 ${hex('b', 128)}`, []],
    ['the certificate', `3 0 1 ${hex('a')}`, []],
    ['the issuer', `2 0 1 ${hex('c')}`, []],
    ['the key of the issuer', `2 1 1 ${hex('d')}`, []],
    ['another key', `3 1 1 ${hex('e')}`, ['mail-lost']],
    ['the issuer, said of the server', `3 0 1 ${hex('c')}`, ['mail-lost']],
    ['the digest of the certificate, said of the key', `3 1 1 ${hex('a')}`, ['mail-lost']],
    ['a kind for browsers', `1 0 1 ${hex('a')}`, ['unusable']],
    ['a digest that is cut off', `3 1 1 ${hex('b', 60)}`, ['unusable']],
    ['no digest at all', '3 1 1 ', ['unusable']],
  ] as const)('%s', (_name, text, problems) => {
    const judged = judge(announced([text]));
    expect([judged.problems, judged.unknown]).toEqual([problems, []]);
    for (const { details } of judged.fails)
      expect(details.fix?.changes?.at(-1)).toMatchObject({ op: 'add', type: 'TLSA', name: `_25._tcp.${MX}`, data: `3 1 1 ${hex('b')}` });
  });

  it('one that fits is enough, as while a key is changed', () => {
    expect(judge(announced([`3 1 1 ${hex('e')}`, `3 1 1 ${hex('b')}`])).problems).toEqual([]);
  });

  it('name and date count only where the issuer is announced', () => {
    const old = { tls: { servers: [server({ certificate: { ...CERTIFICATE, notAfter: '2026-11-20T00:00:00Z' } })] } };
    expect(judge(announced([`3 1 1 ${hex('b')}`]), old).problems).toEqual([]);
    expect(judge(announced([`2 0 1 ${hex('c')}`]), old).problems).toEqual(['mail-lost']);
  });

  it('a server that offers no encryption, and one that could not be seen', () => {
    const text = [`3 1 1 ${hex('b')}`];
    expect(judge(announced(text), { tls: { servers: [server({ outcome: 'not-offered', certificate: null, chain: [] })] } }).problems).toEqual(['mail-lost']);
    for (const tls of [undefined, { servers: [server({ outcome: 'no-connection', chain: undefined })] }])
      expect(judge(announced(text), { tls })).toMatchObject({ problems: [], unknown: [expect.stringContaining('was not seen')] });
  });

  it('without DNSSEC nobody looks at the records; those of a foreign server are its own matter', () => {
    expect(judge(announced([`3 1 1 ${hex('e')}`]), { signed: { ds: [] } }).problems).toEqual(['not-signed']);
    expect(judge(announced([`3 1 1 ${hex('e')}`], 'mx.vendor.test'), { signed: { ds: [] } }).problems).toEqual([]);
    expect(judge(announced([`3 1 1 ${hex('e')}`]), { signed: undefined }).unknown).toHaveLength(1);
  });

  it('a foreign server that announces another key: proven only when signatures were checked', () => {
    const tls = { servers: [server({ host: quote('mx.vendor.test') })] };
    const gradeOf = (validated: boolean): unknown => judge(announced([`3 1 1 ${hex('e')}`], 'mx.vendor.test', { validated }), { tls }).fails[0]?.details.grade;
    expect([gradeOf(false), gradeOf(true)]).toEqual(['inferred', undefined]);
  });

  it('no records, and an answer that did not come', () => {
    expect(judge(announced([])).notApplicable).toHaveLength(1);
    expect(judge(announced([], MX, { state: 'unknown', why: quote('SERVFAIL') })).unknown).toHaveLength(1);
  });
});
