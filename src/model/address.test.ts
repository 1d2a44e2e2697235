import { expect, test } from 'vitest';
import { addressScope, isWithin } from './address.ts';

test.each([
  ['203.0.113.10', 'public'],
  ['8.8.8.8', 'public'],
  ['10.1.2.3', 'private'],
  ['172.31.255.255', 'private'],
  ['172.32.0.0', 'public'],
  ['100.100.0.1', 'private'],
  ['127.0.0.1', 'loopback'],
  ['169.254.169.254', 'link-local'],
  ['255.255.255.255', 'reserved'],
  ['::1', 'loopback'],
  ['::', 'reserved'],
  ['::ffff:10.0.0.1', 'private'],
  ['64:ff9b::a00:1', 'private'],
  ['2002:7f00:1::', 'loopback'],
  ['fe80::1', 'link-local'],
  ['fd00::1', 'private'],
  ['2001:db8::1', 'public'],
  ['1.2.3', 'reserved'],
  ['fe80::1%eth0', 'reserved'],
  ['1:2:3:4:5:6:7:8:9', 'reserved'],
])('%s is %s', (address, scope) => {
  expect(addressScope(address)).toBe(scope);
});

test.each([
  ['203.0.113.10', '203.0.113.0/24', true],
  ['203.0.114.10', '203.0.113.0/24', false],
  ['104.31.255.255', '104.16.0.0/12', true],
  ['104.32.0.0', '104.16.0.0/12', false],
  ['8.8.8.8', '8.8.8.8/32', true],
  ['8.8.8.9', '8.8.8.8/32', false],
  ['2606:4700::6810:1', '2606:4700::/32', true],
  ['2606:4701::1', '2606:4700::/32', false],
  ['2a06:98c7::1', '2a06:98c0::/29', true],
  ['2a06:98c8::1', '2a06:98c0::/29', false],
  ['2606:4700::1', '104.16.0.0/12', false],
  ['nonsense', '104.16.0.0/12', false],
])('%s lies in %s: %s', (address, prefix, within) => {
  expect(isWithin(address, prefix)).toBe(within);
});
