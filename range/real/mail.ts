import { execFile } from 'node:child_process';
import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type CertificateSpec, localCa } from '../ca.ts';
import { startMail, type MailSpec, type RunningMail } from '../mail.ts';
import { freePort } from '../free-port.ts';
import { accepts, type Program, startProgram } from './program.ts';

const run = promisify(execFile);

/** Why Postfix cannot play these exchangers; none when it can. */
export function mailObstacles(specs: readonly MailSpec[]): string[] {
  return [...(specs.length > 1 ? ['more than one mail exchanger'] : []), ...specs.flatMap(({ fault }) => fault ?? [])];
}

/** Starts Postfix as the mail exchanger of a world; what it accepts goes on to the in-process sink. Needs root. */
export async function startPostfix(specs: readonly MailSpec[], folder: string): Promise<RunningMail> {
  const sink = await startMail(specs);
  const [spec] = specs;
  if (!spec) return sink;
  const relay = await startRelay(
    { name: spec.name, next: sink.routes[`${spec.address}:25`] ?? '', ...(spec.certificate && { certificate: spec.certificate }) },
    folder,
  );
  return {
    ...sink,
    routes: { [`${spec.address}:25`]: `127.0.0.1:${relay.port}` },
    stop: async () => {
      await relay.stop();
      await sink.stop();
    },
  };
}

/** A mail server that takes mail from this machine and hands it on. */
export interface RelaySpec {
  readonly name: string;
  /** `address:port` of the next server. */
  readonly next: string;
  /** `address:port` of a milter that sees each mail first. */
  readonly milter?: string;
  /** default: for its name, from the known authority */
  readonly certificate?: Partial<CertificateSpec>;
}

/** Starts one Postfix in the folder. Needs root. */
export async function startRelay(spec: RelaySpec, folder: string): Promise<Program & { readonly port: number }> {
  const port = await freePort();
  const config = join(folder, 'postfix');
  await mkdir(config, { recursive: true });
  // Postfix works as its own user below these folders.
  for (const path of [folder, config]) await chmod(path, 0o755);
  const { key, leaf, intermediate = '' } = localCa().issue({ names: [spec.name], ...spec.certificate });
  await writeFile(join(config, 'tls.pem'), key + leaf + intermediate, { mode: 0o600 });
  await writeFile(join(config, 'main.cf'), mainCf(spec, config));
  await writeFile(join(config, 'master.cf'), masterCf(port));
  for (const each of ['queue', 'data']) await mkdir(join(config, each));
  await run('chown', ['postfix', join(config, 'data')]);
  // Its start script would put a shell between us and the server, and the server would outlive us; what else the script does is `check`.
  await run('postfix', ['-c', config, 'check']);
  const { stdout: daemons } = await run('postconf', ['-h', 'daemon_directory']);
  return { port, ...(await startProgram(join(daemons.trim(), 'master'), ['-c', config, '-d'], () => accepts(port))) };
}

function mainCf({ name, next, milter }: RelaySpec, config: string): string {
  const [host, port] = next.split(':');
  const settings = {
    compatibility_level: '3.6',
    queue_directory: join(config, 'queue'),
    data_directory: join(config, 'data'),
    maillog_file: join(config, 'mail.log'),
    maillog_file_prefixes: config,
    myhostname: name,
    mydestination: '',
    mynetworks: '127.0.0.0/8',
    inet_interfaces: '127.0.0.1',
    inet_protocols: 'ipv4',
    relayhost: `[${host}]:${port}`,
    smtpd_tls_chain_files: join(config, 'tls.pem'),
    smtpd_tls_security_level: 'may',
    smtpd_recipient_restrictions: 'permit_mynetworks, reject',
    smtp_tls_security_level: 'none',
    smtp_host_lookup: 'native',
    default_database_type: 'texthash',
    alias_maps: '',
    ...(milter !== undefined && { smtpd_milters: `inet:${milter}`, milter_default_action: 'tempfail' }),
  };
  return Object.entries(settings)
    .map(([name, value]) => `${name} = ${value}\n`)
    .join('');
}

function masterCf(port: number): string {
  const line = (name: string, type: string, priv: string, wakeup: string, most: string, command: string): string =>
    `${name} ${type} ${priv} - n ${wakeup} ${most} ${command}\n`;
  const plain = ['bounce', 'defer', 'trace'].map((name) => line(name, 'unix', '-', '-', '0', 'bounce'));
  return [
    line(`127.0.0.1:${port}`, 'inet', 'n', '-', '-', 'smtpd'),
    line('pickup', 'unix', 'n', '60', '1', 'pickup'),
    line('cleanup', 'unix', 'n', '-', '0', 'cleanup'),
    line('qmgr', 'unix', 'n', '300', '1', 'qmgr'),
    line('tlsmgr', 'unix', '-', '1000?', '1', 'tlsmgr'),
    line('rewrite', 'unix', '-', '-', '-', 'trivial-rewrite'),
    ...plain,
    line('verify', 'unix', '-', '-', '1', 'verify'),
    line('flush', 'unix', 'n', '1000?', '0', 'flush'),
    line('proxymap', 'unix', '-', '-', '-', 'proxymap'),
    line('smtp', 'unix', '-', '-', '-', 'smtp'),
    line('relay', 'unix', '-', '-', '-', 'smtp'),
    line('error', 'unix', '-', '-', '-', 'error'),
    line('retry', 'unix', '-', '-', '-', 'error'),
    line('discard', 'unix', '-', '-', '-', 'discard'),
    line('anvil', 'unix', '-', '-', '1', 'anvil'),
    line('scache', 'unix', '-', '-', '1', 'scache'),
    line('postlog', 'unix-dgram', 'n', '-', '1', 'postlogd'),
  ].join('');
}
