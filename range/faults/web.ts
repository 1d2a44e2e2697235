import type { HostPurpose } from '../../src/model/intent.ts';
import { type CertificateSpec, REVOCATION_LIST_URL } from '../ca.ts';
import { healthyHost } from '../healthy.ts';
import type { PortFault } from '../port-faults.ts';
import type { SiteAnswer, SiteFault, Site } from '../site.ts';
import type { WorldSpec } from '../world.ts';
import type { ChainSent, HostSpec } from '../web.ts';
import type { WorldChange } from './change.ts';
import { full, recordsAre, withoutRecords, withRecords } from './dns.ts';

/** Changes one host. `label` as in `full`. */
export function changeHost(label: string, change: (host: HostSpec) => HostSpec): WorldChange {
  return (spec) => {
    if (!spec.hosts.some(({ name }) => name === full(label))) throw new RangeError(`no host ${full(label)} in this world`);
    return { ...spec, hosts: spec.hosts.map((host) => (host.name === full(label) ? change(host) : host)) };
  };
}

/** Where a host of a world stands. */
export const addressOf = (spec: WorldSpec, label: string): string => spec.hosts.find(({ name }) => name === full(label))?.address ?? '';

/** Moves a host to an address of its own, where its ports and protocols are its own too. */
export function alone(label: string): WorldChange {
  return (spec) => {
    const address = `203.0.113.${100 + spec.hosts.findIndex(({ name }) => name === full(label))}`;
    const moved = changeHost(label, (host) => ({ ...host, address }))(spec);
    return recordsAre(label, 'A', address)(withoutRecords(label, 'CNAME')(moved));
  };
}
const then =
  (...changes: readonly WorldChange[]): WorldChange =>
  (spec) =>
    changes.reduce((world, change) => change(world), spec);

/** The host has another certificate; names default to its own. */
export function certificateIs(label: string, certificate: Partial<CertificateSpec>): WorldChange {
  return changeHost(label, (host) => ({ ...host, certificate: { ...host.certificate, ...certificate } }));
}
/** Servers only send a short key when their whole port is set to an old security level. */
export const weakKey = (label: string): WorldChange => then(alone(label), certificateIs(label, { key: 'rsa1024' }));
export const expiredCertificate = (label: string): WorldChange => certificateIs(label, { fromDays: -91, untilDays: -1 });
/** The revocation list that the certificate names has it. */
export const revoked = (label: string): WorldChange => certificateIs(label, { revocationList: REVOCATION_LIST_URL, revoked: true });
/** An OCSP answer comes with the certificate. */
export const stapled = (label: string, staple: NonNullable<HostSpec['staple']>): WorldChange =>
  then(
    alone(label),
    changeHost(label, (host) => ({ ...host, staple })),
  );
export const chainIs = (label: string, chain: ChainSent): WorldChange => changeHost(label, (host) => ({ ...host, chain }));
export const protocolsAre = (label: string, protocols: NonNullable<HostSpec['protocols']>): WorldChange =>
  then(
    alone(label),
    changeHost(label, (host) => ({ ...host, protocols })),
  );
/** The host also answers hellos that no library of today can answer, and belongs to the project. */
export const alsoSpeaks = (label: string, ...spoken: NonNullable<HostSpec['alsoSpeaks']>): WorldChange =>
  then(
    alone(label),
    owned(label),
    changeHost(label, (host) => ({ ...host, alsoSpeaks: spoken })),
  );
/** The config lists the host as owned, so that it is asked unusual things. */
export const owned =
  (label: string): WorldChange =>
  (spec) => ({ ...spec, intent: { ...spec.intent, owned: [...(spec.intent.owned ?? []), full(label)] } });
/** A port of the host is broken below TLS and HTTP. */
export const portIs = (label: string, scheme: 'http' | 'https', fault: PortFault): WorldChange =>
  then(
    alone(label),
    changeHost(label, (host) => ({ ...host, [scheme]: fault })),
  );

/** Changes the site of a host on one scheme. */
export function changeSite(label: string, scheme: 'http' | 'https', change: (site: Site) => Site): WorldChange {
  return changeHost(label, (host) => {
    const site = host[scheme];
    if (typeof site === 'string') throw new RangeError(`${full(label)} has no site on ${scheme}`);
    return { ...host, [scheme]: change(site) };
  });
}
/** Every path answers this. */
export const everything = (label: string, scheme: 'http' | 'https', answer: SiteAnswer): WorldChange =>
  changeSite(label, scheme, (site) => ({ ...site, routes: { '*': answer } }));
/** One path answers this. */
export const path = (label: string, at: string, answer: SiteAnswer): WorldChange =>
  changeSite(label, 'https', (site) => ({ ...site, routes: { ...site.routes, [at]: answer } }));
/** One path, or `*` for the rest, answers this on plain HTTP. */
export const onPlainHttp = (label: string, at: string, answer: SiteAnswer): WorldChange =>
  changeSite(label, 'http', (site) => ({ ...site, routes: { ...site.routes, [at]: answer } }));
/** Its answers show no edge network: its own server ends TLS. */
export const withoutEdge = (label: string): WorldChange => withoutHeader(label, 'cf-ray');
export const siteFault = (label: string, fault: SiteFault): WorldChange => everything(label, 'https', { fault });

export function withoutHeader(label: string, name: string): WorldChange {
  return changeSite(label, 'https', (site) => ({ ...site, headers: (site.headers ?? []).filter(([its]) => its !== name) }));
}
export function headerIs(label: string, name: string, value: string): WorldChange {
  return then(
    withoutHeader(label, name),
    changeSite(label, 'https', (site) => ({ ...site, headers: [...(site.headers ?? []), [name, value]] })),
  );
}
/** Plain HTTP serves the same pages as HTTPS instead of sending there. */
export const plainHttpServes = (label: string): WorldChange => changeHost(label, (host) => ({ ...host, http: host.https }));
/** Plain HTTP redirects otherwise than it should. */
export const plainHttpRedirects = (label: string, redirect: Extract<SiteAnswer, { redirect: string }>): WorldChange => everything(label, 'http', redirect);

/** Plain HTTP sends to HTTPS by a redirect that keeps a POST a POST. */
export const keepsPosts = (label: string): WorldChange => plainHttpRedirects(label, { redirect: `https://${full(label)}`, status: 308 });

/** A host more, healthy, at the shared address. Its DNS record is another change. */
export function withHost(label: string, purpose: HostPurpose): WorldChange {
  return (spec) => ({ ...spec, hosts: [...spec.hosts, healthyHost(full(label), purpose)] });
}

/** The host stands at these addresses (IPv6 in brackets, as in a route). Its DNS records are another change. */
export function servedAt(label: string, ...addresses: readonly string[]): WorldChange {
  return (spec) => ({ ...spec, hosts: spec.hosts.flatMap((host) => (host.name === full(label) ? addresses.map((address) => ({ ...host, address })) : host)) });
}

/** The host also stands at another address, with this front page there. Its DNS record is another change. */
export function alsoAt(label: string, address: string, body: string): WorldChange {
  return (spec) => {
    const host = spec.hosts.find(({ name }) => name === full(label));
    if (!host || typeof host.https === 'string') throw new RangeError(`no site of ${full(label)} in this world`);
    const front = { status: 200, headers: [['content-type', 'text/html; charset=utf-8']] as const, body };
    return { ...spec, hosts: [...spec.hosts, { ...host, address, https: { ...host.https, routes: { ...host.https.routes, '/': front } } }] };
  };
}

/** The same site also stands at another address, with a certificate of its own there. */
export function anotherCertificateAt(label: string, address: string): WorldChange {
  return (spec) => {
    const other = spec.hosts
      .filter(({ name }) => name === full(label))
      .map((host) => ({ ...host, address, certificate: { ...host.certificate, untilDays: 55 } }));
    return withRecords([label, 'A', address])({ ...spec, hosts: [...spec.hosts, ...other] });
  };
}
