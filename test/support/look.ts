import { nodeIo } from '../../src/adapters/io/node-io.ts';
import { addressesOf } from '../../src/drivers/dns.ts';
import type { Intent } from '../../src/model/intent.ts';
import type { Subject } from '../../src/model/subject.ts';
import type { LookResult, Probe } from '../../src/ports/probe.ts';
import { startWorld, type WorldSpec } from '../../range/world.ts';

/** Runs one probe about one host of a world; its `host` need is filled by asking the world's DNS, other needs are handed in. Stops the world afterwards. */
export async function lookAtHost<T>(
  probe: Probe,
  host: string,
  spec: WorldSpec,
  given: Readonly<Record<string, unknown>> = {},
): Promise<LookResult<T> & { readonly connections: number }> {
  const world = await startWorld(spec);
  try {
    const io = nodeIo({ network: world.network });
    let connections = 0;
    const counting: typeof io = { ...io, connect: (...args) => ((connections += 1), io.connect(...args)) };
    const { signal } = new AbortController();
    const subject: Subject = { kind: 'host', name: host, parent: `domain:${spec.intent.domains?.[0] ?? host}` };
    const intent = { ...spec.intent, network: world.network } as Intent;
    const look = { subject, given: { host: await addressesOf(counting, host, signal), ...given } as never, intent, io: counting, signal };
    const result = (await probe.gather(look)) as LookResult<T>;
    const fault = probe.fills.schema.fault(result.value, 'value');
    if (fault) throw new Error(fault);
    return { ...result, connections };
  } finally {
    await world.stop();
  }
}
