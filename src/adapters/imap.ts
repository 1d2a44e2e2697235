import { rootCertificates } from 'node:tls';
import { UsageError } from '../model/errors.ts';
import { quote, Secret } from '../model/text.ts';

export interface ImapAccount {
  readonly host: string;
  readonly port: number;
  readonly user: string;
}
export interface ImapOptions {
  readonly password: Secret;
  /** PEM roots trusted beside the platform's. */
  readonly trust: readonly string[];
  readonly signal: AbortSignal;
}
export type ImapClient = InstanceType<Awaited<ReturnType<typeof imapflow>>['ImapFlow']>;

const TIMEOUT_MS = 20_000;

/**
 * A client for a mailbox, not yet connected: TLS from the first byte, with the server's certificate verified. It is closed when `signal` aborts.
 * @throws UsageError when the package is not installed
 */
export async function imapClient({ host, port, user }: ImapAccount, { password, trust, signal }: ImapOptions): Promise<ImapClient> {
  const { ImapFlow } = await imapflow();
  const client = new ImapFlow({
    host,
    port,
    secure: true,
    auth: { user, pass: Secret.reveal(password) },
    tls: { ca: [...rootCertificates, ...trust], minVersion: 'TLSv1.2' },
    logger: false,
    disableAutoIdle: true,
    connectionTimeout: TIMEOUT_MS,
    socketTimeout: TIMEOUT_MS,
  });
  // Errors that arrive outside a command reject the next one; without a listener they would end the process.
  client.on('error', () => undefined);
  signal.addEventListener('abort', () => client.close(), { once: true });
  return client;
}

async function imapflow() {
  try {
    return await import('imapflow');
  } catch {
    throw new UsageError(
      'reading a mailbox needs the package imapflow, which is not installed; install it beside launch-ready with: npm install imapflow@1.7.8',
    );
  }
}

/** What the server or the network said, in one line, without what was sent to it. */
export function imapFailure({ host, user }: ImapAccount, error: unknown): UsageError {
  return new UsageError(`the mailbox ${user} at ${host} could not be read: ${whyNot(error)}`);
}

function whyNot(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown error';
  const { authenticationFailed, responseText, code } = error as Error & { authenticationFailed?: boolean; responseText?: string; code?: string };
  if (authenticationFailed === true) return 'the server refused the user name or password';
  if (code === 'ECONNREFUSED') return 'the server refused the connection';
  return quote(responseText ?? error.message, 160);
}
