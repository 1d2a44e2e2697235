import { logRedaction, type Redaction } from '../../evidence/logs/redaction.ts';
import { redactionScript } from '../../formats/redaction-script.ts';
import { CouldNotLook, defineProbe } from '../../ports/probe.ts';

export const logRedactionProbe = defineProbe({
  id: 'logs/redaction',
  version: 1,
  title: 'hands made-up secrets to the logger that the config names, in a process of its own',
  about: 'project',
  needs: {},
  fills: logRedaction,
  discovers: [],
  touches: 'reads-private',
  timeoutMs: 20_000,
  async gather({ intent, io, signal }) {
    if (!intent.logRedactor) throw new CouldNotLook('not-found', 'the config names no logger (logs.redactor)');
    if (!io.logs) throw new CouldNotLook('no-consent', 'a logger is only run where the project is yours');
    const mark = `launch-ready-${[...io.random(8)].map((byte) => byte.toString(16)).join('')}:`;
    const printed = await io.logs.beside(intent.logRedactor, redactionScript(mark), signal);
    return { value: read(printed, mark, intent.logRedactor.module), complete: true };
  },
});

/** The module may print things of its own; ours stands behind the mark. */
function read(printed: string, mark: string, module: string): Redaction {
  const line = printed.split('\n').find((one) => one.startsWith(mark));
  if (line === undefined) throw new CouldNotLook('malformed', `${module} ended the process before it could be tried`);
  let said: unknown;
  try {
    said = JSON.parse(line.slice(mark.length));
  } catch {
    throw new CouldNotLook('malformed', `what came of trying ${module} cannot be read`);
  }
  const { fault, ...value } = said as { readonly fault?: unknown };
  if (typeof fault === 'string') throw new CouldNotLook('malformed', `${module} could not be tried: ${fault}`);
  if (!logRedaction.schema.fits(value)) throw new CouldNotLook('malformed', `what came of trying ${module} cannot be read`);
  return value as Redaction;
}
