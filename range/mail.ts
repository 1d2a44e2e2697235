import { type CertificateSpec, localCa } from './ca.ts';
import { startSmtpServer } from './smtp-server.ts';

/** One mail exchanger that accepts everything and keeps it. */
export interface MailSpec {
  readonly name: string;
  /** documentation address; port 25 of it leads here */
  readonly address: string;
  /**
   * `refuses` answers 554 to every recipient, `unwilling` to every connection; `no-starttls` does not offer encryption, `starttls-broken` offers it and
   * then fails the handshake
   */
  readonly fault?: 'refuses' | 'unwilling' | 'no-starttls' | 'starttls-broken';
  /** default: for its name, from the known authority */
  readonly certificate?: Partial<CertificateSpec>;
}
export interface ReceivedMessage {
  readonly at: number;
  readonly host: string;
  readonly from: string;
  readonly to: readonly string[];
  readonly encrypted: boolean;
  /** as it came: header, empty line, body */
  readonly raw: string;
}
export interface RunningMail {
  readonly routes: Readonly<Record<string, string>>;
  readonly messages: () => readonly ReceivedMessage[];
  /** The first message to an address, waiting for it if need be. Rejects when `signal` aborts. */
  readonly arrival: (to: string, signal: AbortSignal) => Promise<ReceivedMessage>;
  readonly stop: () => Promise<void>;
}

/** Starts the SMTP sinks of a world on free loopback ports. */
export async function startMail(specs: readonly MailSpec[], onMessage?: (message: ReceivedMessage) => void): Promise<RunningMail> {
  const kept: ReceivedMessage[] = [];
  const waiting = new Set<() => void>();
  const keep = (message: ReceivedMessage): void => {
    kept.push(message);
    onMessage?.(message);
    for (const wake of waiting) wake();
  };
  const sinks = await Promise.all(specs.map((spec) => sink(spec, keep)));
  return {
    routes: Object.fromEntries(specs.map((spec, at) => [`${spec.address}:25`, sinks[at]?.at ?? ''])),
    messages: () => [...kept],
    arrival: (to, signal) =>
      new Promise((resolve, reject) => {
        const look = (): void => {
          const found = kept.find((message) => message.to.includes(to));
          if (!found) return;
          waiting.delete(look);
          resolve(found);
        };
        waiting.add(look);
        signal.addEventListener('abort', () => {
          waiting.delete(look);
          reject(signal.reason as Error);
        });
        look();
      }),
    stop: async () => void (await Promise.all(sinks.map((each) => each.stop()))),
  };
}

async function sink(spec: MailSpec, keep: (message: ReceivedMessage) => void): Promise<{ at: string; stop(): Promise<void> }> {
  const { key, leaf, intermediate = '' } = localCa().issue({ names: [spec.name], ...spec.certificate });
  // The certificate has no RSA key, so that no cipher is left.
  const broken = { maxVersion: 'TLSv1.2', ciphers: 'AES128-SHA256' } as const;
  const encryption = { key, cert: leaf + intermediate, ...(spec.fault === 'starttls-broken' && broken) };
  const { port, stop } = await startSmtpServer({
    name: spec.name,
    ...(spec.fault !== 'no-starttls' && { encryption }),
    ...(spec.fault === 'unwilling' && { greets: '554 5.7.1 Not from your address' }),
    ...(spec.fault === 'refuses' && { refuses: '554 5.7.1 Not accepted here' }),
    onMail: (mail) => keep({ at: Date.now(), host: spec.name, ...mail }),
  });
  return { at: `127.0.0.1:${port}`, stop };
}
