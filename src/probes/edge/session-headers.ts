import type { AppSession, Intent } from '../../model/intent.ts';
import { Secret } from '../../model/text.ts';
import type { Io } from '../../ports/io.ts';
import { CouldNotLook } from '../../ports/probe.ts';

/**
 * The header of somebody who is logged in at this host; nothing when the config names no such session.
 * Rejects with `CouldNotLook` code `no-credential` when the variable that the config names is not set.
 */
export function sessionHeaders(io: Io, intent: Intent, host: string, role: AppSession['role'] = 'user'): Readonly<Record<string, string>> | undefined {
  const session = (intent.sessions ?? []).find((one) => one.host === host && one.role === role);
  if (!session) return undefined;
  const value = io.secret(session.valueEnv);
  if (!value) throw new CouldNotLook('no-credential', `the environment variable ${session.valueEnv} with the session of ${host} is not set`);
  return { [session.header]: Secret.reveal(value) };
}
