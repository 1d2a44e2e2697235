import { logSinks, type LogSink, type LogSinks } from '../../evidence/logs/sinks.ts';
import { ownValues } from '../../evidence/secrets/own-values.ts';
import { maybe } from '../../model/check.ts';
import type { Limit } from '../../model/evidence.ts';
import { quote } from '../../model/text.ts';
import { CouldNotLook, defineProbe } from '../../ports/probe.ts';
import { lentValueSearch } from '../secrets/own-value-search.ts';
import { lookAtLog } from './look-at-log.ts';
import { loadPlanted } from './planted.ts';

/** Of one log, within one audit; `launch-ready logs` takes its time. */
const MOST_BYTES = 1_000_000_000;
const MOST_MS = 20_000;
const TIMEOUT_MS = 100_000;

export const logSinksProbe = defineProbe({
  id: 'logs/sinks',
  version: 1,
  title: 'reads the logs that the config names and counts what must not stand in them; nothing of them is kept',
  about: 'project',
  needs: { own: maybe(ownValues) },
  fills: logSinks,
  discovers: [],
  touches: 'reads-private',
  timeoutMs: TIMEOUT_MS,
  async gather({ intent, io, signal }) {
    const sources = intent.logs ?? [];
    if (sources.length === 0) throw new CouldNotLook('not-found', NO_LOGS);
    const own = await lentValueSearch(io, signal);
    const planted = await loadPlanted(io, intent.environment);
    const sinks: LogSink[] = [];
    const unread: LogSinks['unread'][number][] = [];
    const limits: Limit[] = [];
    // One after another: each takes a whole core.
    for (const source of sources) {
      try {
        const { sink, cut } = await lookAtLog(io, source, { mostBytes: MOST_BYTES, mostMs: MOST_MS, planted, own, rules: intent.secretRules }, signal);
        sinks.push(sink);
        for (const says of cut) limits.push({ part: 'sample', says: quote(`${source.name}: ${says}`) });
      } catch (error) {
        if (!(error instanceof CouldNotLook) || signal.aborted) throw error;
        unread.push({ name: source.name, reason: quote(error.message) });
        limits.push({ part: 'unread', says: quote(`${source.name}: ${error.message}`) });
      }
    }
    return { value: { sinks, unread }, complete: limits.length > 0 ? limits : true };
  },
});

export const NO_LOGS = 'no log was named: add logs to the config, or run launch-ready logs FILE';
