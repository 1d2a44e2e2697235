import { describe, expect, it, test } from 'vitest';
import { caaOf, declared, hostSubject, leadsTo } from '../../../test/support/domain-facts.ts';
import { walk } from '../../../test/support/edge-evidence.ts';
import { judgeOne, type Judged } from '../../../test/support/judge-one.ts';
import { WEB_HOSTS, type WebHost } from '../../data/web-hosts.ts';
import type { Caa } from '../../evidence/domain/caa.ts';
import type { HostAddresses } from '../../evidence/domain/host-addresses.ts';
import { gradeOf } from '../../model/catalogue.ts';
import { quote } from '../../model/text.ts';
import { addressSplit } from './address-split.ts';
import { caaHosting } from './caa-hosting.ts';
import { danglingCname } from './dangling-cname.ts';
import { publicAddress } from './public-address.ts';
import { unclaimedHost } from './unclaimed-host.ts';

const NAME = 'app.acme.test';
const STRANGE_V4 = '75.2.60.5';
const OTHER_V4 = '76.76.21.21';

/** The host as the platform wants it: its addresses at an apex, an alias below. */
const apexOf = ({ addresses }: WebHost): HostAddresses => leadsTo(...addresses);
const aliasOf = ({ aliases }: WebHost): HostAddresses => ({ ...leadsTo('198.51.100.7'), chain: [`acme.${aliases[0]}`] });
const formsOf = (platform: WebHost): readonly HostAddresses[] => [...(platform.addresses.length > 0 ? [apexOf(platform)] : []), aliasOf(platform)];

interface World {
  readonly host: HostAddresses;
  readonly caa?: Caa;
  /** What recognised platform error its page is, if any. */
  readonly error?: string;
}

function judgeAll({ host, caa = caaOf(), error }: World): { readonly id: string; readonly details: Judged['fails'][number]['details'] }[] {
  const by = error === undefined ? {} : { recognised: { kind: 'platform-error' as const, by: error, sign: quote('no such site') } };
  const https = walk([`${error === undefined ? 200 : 404} https://${NAME}/`], by);
  const given = { host, caa, http: { root: { https, http: walk([`308 http://${NAME}/ https://${NAME}/`]) } } };
  const options = { subject: hostSubject(NAME), intent: { hosts: [declared(NAME)] } };
  return [addressSplit, caaHosting, danglingCname, publicAddress, unclaimedHost].flatMap((check) =>
    judgeOne(check, given, options).fails.map(({ problem, details }) => ({ id: `${check.id}:${problem}`, details })),
  );
}
const ids = (found: ReturnType<typeof judgeAll>): string[] => found.map(({ id }) => id);
/** A finding that rests on an entry which nobody compared with its source must be a guess. */
const firm = (found: ReturnType<typeof judgeAll>, { source }: WebHost): string[] =>
  gradeOf(source).grade === 'inferred' ? ids(found.filter(({ details }) => details.grade !== 'inferred')) : [];

describe.each(WEB_HOSTS.map((platform) => [platform.id, platform] as const))('a host at %s', (_, platform) => {
  it('gives no finding when its records are right, with any of its authorities allowed or none named', () => {
    for (const host of formsOf(platform))
      for (const lines of [[], ...platform.caaNames.map((name) => [`0 issue ${name}`])]) expect(ids(judgeAll({ host, caa: caaOf(...lines) }))).toEqual([]);
  });

  it('is told when only another authority is allowed', () => {
    for (const host of formsOf(platform)) {
      const found = judgeAll({ host, caa: caaOf('0 issue other-authority.example') });
      expect(ids(found)).toEqual(platform.caaNames.length > 0 ? ['domain/caa-hosting:forbids-platform'] : []);
      expect(firm(found, platform)).toEqual([]);
    }
  });

  it('is told when an address of another platform or an old IPv6 address is beside its own', () => {
    const stranger = platform.addresses.includes(STRANGE_V4) ? OTHER_V4 : STRANGE_V4;
    const two = platform.addresses.length > 0 ? judgeAll({ host: leadsTo(...platform.addresses, stranger) }) : [];
    expect(ids(two)).toEqual(platform.addresses.length > 0 ? ['domain/address-split:two-platforms'] : []);
    const old = platform.addresses.length > 0 ? judgeAll({ host: leadsTo(...platform.addresses, '2001:db8::1') }) : [];
    expect(ids(old)).toEqual(platform.addresses.length > 0 && !platform.ipv6 ? ['domain/address-split:ipv6-left-behind'] : []);
    expect(firm([...two, ...old], platform)).toEqual([]);
  });

  it('is told when the platform does not know it', () => {
    const found = judgeAll({ host: aliasOf(platform), error: platform.id });
    expect(ids(found)).toEqual(['domain/unclaimed-host:unclaimed']);
    expect(found[0]?.details.grade).toBe('inferred');
  });
});

test('no address and no alias belongs to two platforms', () => {
  const addresses = WEB_HOSTS.flatMap((platform) => platform.addresses);
  expect(addresses.filter((address, index) => addresses.indexOf(address) !== index)).toEqual([]);
  const aliases = WEB_HOSTS.flatMap((platform) => platform.aliases);
  const inside = aliases.filter((alias, index) => aliases.some((other, at) => at !== index && (alias === other || alias.endsWith(`.${other}`))));
  expect(inside).toEqual([]);
});
