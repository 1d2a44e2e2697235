import { healthy } from '../healthy.ts';
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

/** Changes what the project declares about itself. */
export function declaring(intent: WorldSpec['intent']): WorldChange {
  return (spec) => ({ ...spec, intent: { ...spec.intent, ...intent } });
}
