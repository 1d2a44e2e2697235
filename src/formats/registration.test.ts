import { describe, expect, it } from 'vitest';
import { rdapServersFor, readRdapDomain, readWhois, whoisReferral } from './registration.ts';

const rdap = {
  objectClassName: 'domain',
  ldhName: 'ACME.EXAMPLE',
  status: ['client transfer prohibited', 'clientHold'],
  events: [
    { eventAction: 'registration', eventDate: '2020-01-02T03:04:05Z' },
    { eventAction: 'expiration', eventDate: '2027-01-02T03:04:05+01:00' },
  ],
  entities: [
    {
      roles: ['registrar'],
      vcardArray: [
        'vcard',
        [
          ['version', {}, 'text', '4.0'],
          ['fn', {}, 'text', 'Names Inc.'],
        ],
      ],
    },
  ],
  nameservers: [{ ldhName: 'B.NS.EXAMPLE.' }, { ldhName: 'a.ns.example' }],
};

describe('RDAP', () => {
  it('a domain object', () => {
    expect(readRdapDomain(JSON.stringify(rdap))).toEqual({
      registrar: 'Names Inc.',
      expires: '2027-01-02T02:04:05.000Z',
      registered: '2020-01-02T03:04:05.000Z',
      statuses: ['client hold', 'client transfer prohibited'],
      nameServers: ['a.ns.example', 'b.ns.example'],
    });
  });
  it.each(['', 'null', '[]', '{}', '{"objectClassName":"entity"}', '<html>'])('%s is none', (text) => expect(readRdapDomain(text)).toBeUndefined());
  it('fields of the wrong shape are left out', () => {
    const odd = {
      objectClassName: 'domain',
      status: [1, null],
      events: 'x',
      entities: [null, { roles: ['registrar'], vcardArray: [0, [['fn']]] }],
      nameservers: [{}],
    };
    expect(readRdapDomain(JSON.stringify(odd))).toEqual({ registrar: null, expires: null, registered: null, statuses: [], nameServers: [] });
  });
  it('the bootstrap file: the longest suffix, https only', () => {
    const file = JSON.stringify({
      services: [[['uk'], ['https://uk.example/']], [['co.uk'], ['http://plain.example/', 'https://co.example/']], 'junk', [['xn--p1ai'], []]],
    });
    expect(rdapServersFor(file, 'acme.co.uk')).toEqual(['https://co.example/']);
    expect(rdapServersFor(file, 'acme.uk')).toEqual(['https://uk.example/']);
    expect(rdapServersFor(file, 'acme.zz')).toEqual([]);
    expect(rdapServersFor('{', 'acme.uk')).toEqual([]);
  });
});

describe('WHOIS', () => {
  it('as most registries write it', () => {
    const text =
      'Domain Name: ACME.EXAMPLE\r\nRegistrar: Names Inc.\r\nRegistry Expiry Date: 2027-01-02T03:04:05Z\r\nDomain Status: clientTransferProhibited https://icann.org/epp#clientTransferProhibited\r\nName Server: A.NS.EXAMPLE\r\n';
    expect(readWhois(text)).toMatchObject({
      registrar: 'Names Inc.',
      expires: '2027-01-02T03:04:05.000Z',
      statuses: ['client transfer prohibited'],
      nameServers: ['a.ns.example'],
    });
  });
  it.each([
    ['paid-till:     2027-01-02T21:00:00Z', '2027-01-02T21:00:00.000Z'],
    ['Expiry date:  02-Jan-2027', '2027-01-02T00:00:00.000Z'],
    ['expires: 2027-01-02', '2027-01-02T00:00:00.000Z'],
    ['expire: 2027.01.02', '2027-01-02T00:00:00.000Z'],
    ['Expiration Date: 2027-01-02 03:04:05', '2027-01-02T03:04:05.000Z'],
    ['expires............: 2027/01/02', '2027-01-02T00:00:00.000Z'],
  ])('%s', (line, iso) => expect(readWhois(line)?.expires).toBe(iso));
  it.each(['No match for "ACME.EXAMPLE".', '', 'Domain not found.', '% limit exceeded', 'expires: soon'])('%s says nothing', (text) => {
    expect(readWhois(text)).toBeUndefined();
  });
  it('a referral', () => {
    expect(whoisReferral('% IANA WHOIS server\n\nrefer:        whois.nic.example\n\ndomain:       EXAMPLE\n')).toBe('whois.nic.example');
    expect(whoisReferral('domain: EXAMPLE')).toBeUndefined();
  });
});
