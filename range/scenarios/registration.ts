import type { WorldChange } from '../faults/change.ts';
import { fewHostsBut } from '../faults/change.ts';
import { DOMAIN, registryHosts } from '../healthy.ts';
import type { Scenario } from '../scenario.ts';

const REGISTRY = ['data.iana.org', 'rdap.nic.example'];
const DAY_MS = 86_400_000;

/** The registry says something else about the domain. */
const registryTells =
  (domain: Readonly<Record<string, unknown>>): WorldChange =>
  (spec) => ({
    ...spec,
    hosts: [...spec.hosts.filter(({ name }) => !REGISTRY.includes(name)), ...registryHosts(domain)],
  });
const endsInDays = (days: number) => ({ events: [{ eventAction: 'expiration', eventDate: new Date(Date.now() + days * DAY_MS).toISOString() }] });
const world = (...changes: readonly WorldChange[]) => fewHostsBut([], ...changes);

export const registrationScenarios: readonly Scenario[] = [
  { name: 'the registration ends next week', world: world(registryTells(endsInDays(7))), finds: [`domain/registration:ending@${DOMAIN}`] },
  { name: 'the registration ends next month', world: world(registryTells(endsInDays(30))), finds: [], also: ['domain/registration:ending'] },
  { name: 'the registration has ended', world: world(registryTells(endsInDays(-1))), finds: [`domain/registration:expired@${DOMAIN}`] },
  { name: 'the registrar holds the domain back', world: world(registryTells({ status: ['client hold'] })), finds: [`domain/registration:held@${DOMAIN}`] },
  {
    name: 'the domain may be transferred by anybody in the account',
    world: world(registryTells({ status: ['active'] })),
    finds: [],
    also: ['domain/registration:not-locked'],
  },
  { name: 'the registry does not tell when the registration ends', world: world(registryTells({ events: [] })), finds: [], unknown: ['domain/registration'] },
  {
    name: 'no registry answers',
    world: world((spec) => ({ ...spec, hosts: spec.hosts.filter(({ name }) => !REGISTRY.includes(name)) })),
    finds: [],
    unknown: ['domain/registration'],
  },
];
