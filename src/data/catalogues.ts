/* Every catalogue of this folder with its date, source, licence, way to refresh it and greatest age. A test holds this list against the files. */
import type { Catalogue } from '../model/catalogue.ts';

const OWN = 'Apache-2.0, written by us';
const YEAR = 365;
const HALF = 180;

type Entry = Omit<Catalogue, 'licence' | 'asOf' | 'decides' | 'seeks'> & Partial<Catalogue>;
const entry = (given: Entry): Catalogue => ({ licence: OWN, asOf: '2026-11-25', decides: [], seeks: [], ...given });

export const catalogues: readonly Catalogue[] = [
  entry({
    id: 'caa-names',
    title: 'names by which CAA records allow certificate authorities',
    maxAgeDays: YEAR,
    source: "the authorities' practice statements",
    refresh: 'compare with the CCADB (ccadb.org), then vitest run src/checks/domain',
    decides: ['domain/caa-renewal'],
  }),
  entry({
    id: 'certificate-authorities',
    title: 'public certificate authorities',
    maxAgeDays: YEAR,
    source: "the authorities' published intermediates",
    refresh: 'compare with the CCADB list of intermediates, then vitest run src/checks/edge',
  }),
  entry({
    id: 'claimable-services',
    title: 'services where anybody can register a name that is gone',
    maxAgeDays: YEAR,
    source: 'https://learn.microsoft.com/azure/security/fundamentals/subdomain-takeover and the services themselves',
    refresh: 'open the source, then vitest run src/checks/domain',
    decides: ['domain/dangling-cname:claimable'],
    seeks: ['domain/dangling-cname'],
  }),
  entry({
    id: 'dns-hosts',
    title: 'companies that serve DNS zones',
    maxAgeDays: YEAR,
    source: "the companies' help pages named in each entry",
    refresh: 'open each source, then vitest run src/checks/domain',
  }),
  entry({
    id: 'edge-fingerprints',
    title: 'edge networks and servers by their headers',
    maxAgeDays: YEAR,
    source: "the vendors' header pages named in each entry",
    refresh: 'open each source, then vitest run src/checks/edge',
    decides: ['edge/behind-proxy'],
  }),
  entry({
    id: 'env-conventions',
    title: 'environment variables of platforms and packages',
    maxAgeDays: YEAR,
    source: 'documentation of the frameworks, platforms and SDKs named',
    refresh: 'compare with the documentation, then vitest run src/checks/secrets',
    decides: ['secrets/client-prefix', 'secrets/env-example', 'secrets/deploy-config'],
  }),
  entry({
    id: 'frameworks',
    title: 'packages that show framework, database access and mail service',
    maxAgeDays: YEAR,
    source: "the packages' own documentation",
    refresh: 'compare with the documentation, then vitest run src/probes/deploy',
  }),
  entry({
    id: 'free-mailboxes',
    title: 'domains with free mailboxes',
    maxAgeDays: 2 * YEAR,
    source: "the providers' sign-up pages",
    refresh: 'compare with the pages, then vitest run src/checks/email',
    decides: ['email/sender-domain'],
  }),
  entry({
    id: 'mail-providers',
    title: 'mail services and what they ask of DNS',
    maxAgeDays: YEAR,
    source: "the services' set-up pages named in each entry",
    refresh: 'open each source, set its date, then vitest run src/checks/email',
    decides: ['email/spf:sender-not-allowed', 'email/spf:mailbox-not-allowed', 'email/dkim:missing', 'email/mx:other-service'],
  }),
  entry({
    id: 'mail-source-domains',
    title: 'domains that mail services send from',
    maxAgeDays: YEAR,
    source: "the services' SPF records and set-up pages",
    refresh: 'read some weeks of DMARC reports, add what stays unnamed',
  }),
  entry({
    id: 'not-needed',
    title: 'infrastructure that a first launch does not need',
    maxAgeDays: YEAR,
    source: "the roadmaps' lists; the projects' documentation of file names and images",
    refresh: 'compare, then vitest run src/checks/deploy',
    decides: ['deploy/more-than-needed'],
  }),
  entry({
    id: 'platforms',
    title: 'hosting platforms, how they deploy and go back',
    maxAgeDays: HALF,
    source: "the platforms' documentation and command-line help",
    refresh: 'compare with the documentation, then vitest run src/checks/deploy',
    decides: ['deploy/scripted-deploy', 'deploy/ci-builds:nothing-builds'],
  }),
  entry({
    id: 'preview-platforms',
    title: 'platforms that hand out host names',
    maxAgeDays: YEAR,
    source: "the platforms' pages named in each entry",
    refresh: 'open each source, then vitest run src/checks/domain',
    decides: ['domain/production-domain'],
    seeks: ['domain/preview-host'],
  }),
  entry({
    id: 'rdap-servers',
    title: 'RDAP servers of the usual registries',
    maxAgeDays: YEAR,
    source: 'https://data.iana.org/rdap/dns.json (RFC 9224)',
    refresh: 'compare with the bootstrap file, then vitest run range/scenarios.test.ts -t registration',
  }),
  entry({
    id: 'secret-formats',
    title: 'what keys look like',
    maxAgeDays: HALF,
    source: "the providers' documentation of their token prefixes",
    refresh: 'compare with the documentation, then vitest run src/recognise',
    seeks: ['secrets/tree-secrets', 'secrets/history-secrets'],
  }),
  entry({
    id: 'secret-scanners',
    title: 'programs that look for secrets',
    maxAgeDays: YEAR,
    source: 'their documentation',
    refresh: 'compare, then vitest run src/checks/deploy',
    decides: ['deploy/secret-gate:no-gate'],
  }),
  entry({
    id: 'tls-parameters',
    title: 'cipher suites and groups of TLS by number',
    maxAgeDays: YEAR,
    source: 'IANA tls-parameters-4, from a copy of January 2023; groups, SSLv2 and unregistered suites from memory',
    refresh: 'compare with https://www.iana.org/assignments/tls-parameters/, then vitest run src/formats/tls-hello.test.ts',
    seeks: ['edge/weak-ciphers'],
  }),
  entry({
    id: 'web-hosts',
    title: 'hosting platforms as DNS sees them',
    maxAgeDays: YEAR,
    source: "the platforms' pages named in each entry",
    refresh: 'open each source, then vitest run src/checks/domain',
    decides: ['domain/unclaimed-host', 'domain/caa-hosting', 'domain/address-split:two-platforms'],
  }),
];
