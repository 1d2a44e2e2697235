import { DOMAIN, healthy } from '../healthy.ts';
import type { WorldSpec } from '../world.ts';

/** One difference to a world. Faults are small changes that can be put together. */
export type WorldChange = (spec: WorldSpec) => WorldSpec;

/** Applies changes in order. */
export function changed(spec: WorldSpec, ...changes: readonly WorldChange[]): WorldSpec {
  return changes.reduce((world, change) => change(world), spec);
}

/** The healthy world with some changes. */
export function healthyBut(...changes: readonly WorldChange[]): WorldSpec {
  return changed(healthy(), ...changes);
}

/** The healthy world with nothing but the domain, www and these hosts: quicker to look at where the others do not matter. */
export function fewHostsBut(labels: readonly string[], ...changes: readonly WorldChange[]): WorldSpec {
  const kept = new Set([DOMAIN, `www.${DOMAIN}`, ...labels.map((label) => `${label}.${DOMAIN}`)]);
  const world = healthy();
  const gone = new Set(world.hosts.map(({ name }) => name).filter((name) => name.endsWith(`.${DOMAIN}`) && !kept.has(name)));
  return changed(
    {
      ...world,
      hosts: world.hosts.filter(({ name }) => !gone.has(name)),
      zones: world.zones.map((zone) => ({ ...zone, records: zone.records.filter(({ name }) => !gone.has(name)) })),
      intent: { ...world.intent, hosts: (world.intent.hosts ?? []).filter(({ name }) => kept.has(name)) },
    },
    ...changes,
  );
}
/** For scenarios about mail and name servers: the config names no web host, so that none is looked at. */
export const mailBut = (...changes: readonly WorldChange[]): WorldSpec => {
  const { canonicalHost: _, ...world } = fewHostsBut([]).intent;
  return changed({ ...fewHostsBut([]), intent: { ...world, hosts: [] } }, ...changes);
};
/** For scenarios about the domain with and without www. */
export const siteBut = (...changes: readonly WorldChange[]): WorldSpec => fewHostsBut([], ...changes);
/** For scenarios about one web host, `app`. */
export const appBut = (...changes: readonly WorldChange[]): WorldSpec => fewHostsBut(['app'], ...changes);

/** Changes what the project declares about itself. */
export function declaring(intent: WorldSpec['intent']): WorldChange {
  return (spec) => ({ ...spec, intent: { ...spec.intent, ...intent } });
}
