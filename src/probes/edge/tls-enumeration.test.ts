import { expect, test } from 'vitest';
import { DOMAIN, healthy, healthyHost } from '../../../range/healthy.ts';
import type { HostSpec } from '../../../range/web.ts';
import { lookAtHost } from '../../../test/support/look.ts';
import type { TlsEnumeration } from '../../evidence/edge/tls-enumeration.ts';
import { tlsEnumerationProbe } from './tls-enumeration.ts';

const look = async (host: Partial<HostSpec>) =>
  lookAtHost<TlsEnumeration>(tlsEnumerationProbe, DOMAIN, healthy({ hosts: [{ ...healthyHost(DOMAIN, 'apex'), ...host }] }));
const suitesOf = ({ protocols }: TlsEnumeration, version: string) => protocols.find((one) => one.version === version)?.suites;

test('a modern host: all it accepts, in few connections', async () => {
  const { value, complete, connections } = await look({});
  expect(complete).toBe(true);
  expect(value.protocols.map(({ version, outcome }) => `${version} ${outcome}`)).toEqual([
    'SSLv2 refused',
    'SSLv3 refused',
    'TLSv1 refused',
    'TLSv1.1 refused',
    'TLSv1.2 accepted',
    'TLSv1.3 accepted',
  ]);
  expect(suitesOf(value, 'TLSv1.3')?.toSorted()).toEqual(['TLS_AES_128_GCM_SHA256', 'TLS_AES_256_GCM_SHA384', 'TLS_CHACHA20_POLY1305_SHA256']);
  expect(suitesOf(value, 'TLSv1.2')).toContain('TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256');
  expect(value.groups).toEqual(expect.arrayContaining(['X25519MLKEM768', 'x25519', 'secp256r1', 'secp384r1']));
  expect(connections).toBe(value.hellos);
  expect(connections).toBeLessThanOrEqual(50);
});

test('what no library speaks any more is listed, in the order of the server', async () => {
  const { value } = await look({
    alsoSpeaks: [
      { version: 'SSLv2', suites: [0x010080] },
      { version: 'SSLv3', suites: [0x0005, 0x0034, 0x0002] },
      { version: 'TLSv1', suites: [0x0033, 0x0003], primeBits: 512 },
    ],
  });
  expect(suitesOf(value, 'SSLv2')).toEqual(['SSL_CK_RC4_128_WITH_MD5']);
  expect(suitesOf(value, 'SSLv3')).toEqual(['TLS_RSA_WITH_RC4_128_SHA', 'TLS_DH_anon_WITH_AES_128_CBC_SHA', 'TLS_RSA_WITH_NULL_SHA']);
  expect(suitesOf(value, 'TLSv1')).toHaveLength(2);
  expect(value.smallestPrime).toEqual({ bits: 512, suite: 'TLS_DHE_RSA_WITH_AES_128_CBC_SHA' });
});

test('a server of TLS 1.2 alone shows its groups in the key exchange', async () => {
  const { value } = await look({ protocols: ['TLSv1.2', 'TLSv1.2'], certificate: { names: [DOMAIN], key: 'rsa2048' } });
  expect(value.groups).toEqual(expect.arrayContaining(['x25519', 'secp256r1']));
  expect(value.groups).not.toContain('X25519MLKEM768');
});

test('cannot look: nobody answers at the port', async () => {
  await expect(look({ https: 'refused' })).rejects.toMatchObject({ name: 'CouldNotLook', code: 'unreachable' });
});

test('a port that closes refuses every version', async () => {
  expect((await look({ https: 'closes' })).value.protocols.every(({ suites }) => suites.length === 0)).toBe(true);
});

test('a host without address is complete proof that there is nothing', async () => {
  expect(await lookAtHost<TlsEnumeration>(tlsEnumerationProbe, `gone.${DOMAIN}`, healthy())).toMatchObject({ value: { status: 'no-address' }, complete: true });
});
