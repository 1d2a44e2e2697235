import { expect, test } from 'vitest';
import { REVOCATION_LIST_URL as LIST } from '../../../range/ca.ts';
import { DOMAIN, healthy, healthyHost } from '../../../range/healthy.ts';
import type { HostSpec } from '../../../range/web.ts';
import type { WorldSpec } from '../../../range/world.ts';
import { lookAtHost } from '../../../test/support/look.ts';
import type { EdgeTls } from '../../evidence/edge/tls.ts';
import { edgeTlsProbe } from './tls.ts';

/** The healthy world with another apex; the authority still hands out what it has. */
function withHost(host: Partial<HostSpec>): WorldSpec {
  const world = healthy();
  return { ...world, hosts: [{ ...healthyHost(DOMAIN, 'apex'), ...host }, ...world.hosts.filter(({ name }) => name === 'pki.range.example')] };
}
const look = async (host: Partial<HostSpec>) => lookAtHost<EdgeTls>(edgeTlsProbe, DOMAIN, withHost(host));

test('a good host: trusted, named, modern, in few connections', async () => {
  const { value, complete, connections } = await look({});
  expect(complete).toBe(true);
  expect(value.addresses).toMatchObject([
    { outcome: 'done', protocol: 'TLSv1.3', trust: 'trusted', nameMatches: true, chain: [{ dnsNames: [DOMAIN], keyBits: 256 }, { isCa: true }] },
  ]);
  expect(value.protocols).toMatchObject({ TLSv1: 'refused', 'TLSv1.1': 'refused', 'TLSv1.2': 'accepted', 'TLSv1.3': 'accepted' });
  expect(value.protocols?.group).toBe('X25519MLKEM768');
  expect(value.addresses[0]).toMatchObject({ sent: { certificates: 2, isWrongOrder: false, unneeded: [] }, ocsp: null, revocationList: null });
  expect(connections).toBe(5);
});

test.each([
  ['incomplete chain', { chain: 'incomplete' }, { trust: 'incomplete', incompleteBecause: 'issuer-fetched' }],
  ['wrong order', { chain: 'wrong-order' }, { trust: 'trusted', sent: { isWrongOrder: true, unneeded: [] } }],
  ['a root at the end', { chain: 'with-root' }, { trust: 'trusted', sent: { certificates: 3, isWrongOrder: false, unneeded: [] } }],
  [
    'a certificate too many',
    { chain: 'with-unneeded' },
    { trust: 'trusted', sent: { isWrongOrder: false, unneeded: [expect.stringContaining('Unknown Root')] } },
  ],
  ['a good staple', { staple: 'good' }, { staple: true, ocsp: { status: 'good' } }],
  ['a staple that says revoked', { staple: 'revoked' }, { ocsp: { status: 'revoked', revokedAt: expect.any(String) } }],
  ['a staple for another certificate', { staple: 'other' }, { ocsp: { status: 'other-certificate' } }],
  ['a revocation list', { certificate: { names: [DOMAIN], revocationList: LIST } }, { revocationList: { status: 'not-listed' } }],
  ['a list that names it', { certificate: { names: [DOMAIN], revocationList: LIST, revoked: true } }, { revocationList: { status: 'listed' } }],
  ['a list at a private address', { certificate: { names: [DOMAIN], revocationList: 'http://10.0.0.1/x.crl' } }, { revocationList: { status: 'unseen' } }],
  ['a list that is not there', { certificate: { names: [DOMAIN], revocationList: `${LIST}x` } }, { revocationList: { status: 'unseen' } }],
  ['self-signed', { certificate: { names: [DOMAIN], issuer: 'self' } }, { trust: 'self-signed' }],
  ['unknown authority', { certificate: { names: [DOMAIN], issuer: 'unknown' }, chain: 'with-root' }, { trust: 'unknown-ca' }],
  ['other name', { certificate: { names: ['other.example'] } }, { trust: 'trusted', nameMatches: false }],
  ['weak key', { certificate: { names: [DOMAIN], key: 'rsa1024' } }, { chain: [{ keyType: 'rsa', keyBits: 1024 }, {}] }],
  ['expired', { certificate: { names: [DOMAIN], fromDays: -90, untilDays: -1 } }, { trust: 'trusted' }],
] as const)('%s is seen', async (_, host, address) => {
  expect((await look(host as Partial<HostSpec>)).value.addresses).toMatchObject([address]);
});

test('old versions are seen', async () => {
  const { value } = await look({ protocols: ['TLSv1', 'TLSv1.2'], certificate: { names: [DOMAIN], key: 'rsa2048' } });
  expect(value.protocols).toMatchObject({ TLSv1: 'accepted', 'TLSv1.1': 'accepted', 'TLSv1.2': 'accepted', 'TLSv1.3': 'refused' });
});

test('a port that takes connections and breaks off is seen as not speaking TLS', async () => {
  expect((await look({ https: 'closes' })).value).toMatchObject({ addresses: [{ outcome: 'failed' }], protocols: null });
});

test('a host without address is complete proof that there is nothing', async () => {
  const result = await lookAtHost<EdgeTls>(edgeTlsProbe, `gone.${DOMAIN}`, healthy());
  expect(result).toMatchObject({ value: { status: 'no-address' }, complete: true });
});

test('cannot look: a refusing port is no verdict', async () => {
  await expect(look({ https: 'refused' })).rejects.toMatchObject({ name: 'CouldNotLook', code: 'refused' });
});
