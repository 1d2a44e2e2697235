import { mkdir, writeFile } from 'node:fs/promises';
import { get } from 'node:https';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { connect } from 'node:tls';
import { freePort } from '../free-port.ts';
import { chainOf } from '../web.ts';
import type { Front } from './front.ts';
import { accepts, startProgram } from './program.ts';

/** A certificate authority that speaks ACME. It takes every challenge for met: names of the range lead nowhere on a real network. */
export interface Authority {
  readonly directory: string;
  /** PEM that trusts its own HTTPS port. */
  readonly portRoot: string;
  /** PEM of the root that its certificates lead to. */
  readonly root: string;
  readonly stop: () => Promise<void>;
}

/** Pebble, whose certificates last `seconds`. */
export async function startPebble(seconds: number, folder: string, portRoot: string): Promise<Authority> {
  await mkdir(folder, { recursive: true });
  const [port, management] = [await freePort(), await freePort()];
  const { key, chain } = chainOf({ name: 'localhost', address: '127.0.0.1', certificate: { names: ['localhost'] }, https: 'refused', http: 'refused' });
  const [cert, keyFile, config, root] = ['cert.pem', 'key.pem', 'pebble.json', 'root.pem'].map((name) => join(folder, name)) as [
    string,
    string,
    string,
    string,
  ];
  const listen = { listenAddress: `127.0.0.1:${port}`, managementListenAddress: `127.0.0.1:${management}` };
  const files = { certificate: cert, privateKey: keyFile };
  const pebble = { ...listen, ...files, httpPort: 80, tlsPort: 443, ocspResponderURL: '', certificateValidityPeriod: seconds };
  await Promise.all([writeFile(cert, chain), writeFile(keyFile, key), writeFile(root, portRoot), writeFile(config, JSON.stringify({ pebble }))]);
  const isReady = async (): Promise<boolean> => (await Promise.all([port, management].map(accepts))).every(Boolean);
  const always = ['PEBBLE_VA_ALWAYS_VALID=1', 'PEBBLE_VA_NOSLEEP=1', 'PEBBLE_WFE_NONCEREJECT=0'];
  const { stop } = await startProgram('env', [...always, 'pebble', '-config', config], isReady);
  return { directory: `https://localhost:${port}/dir`, portRoot: root, root: await fetched(`https://localhost:${management}/roots/0`, portRoot), stop };
}

function fetched(url: string, ca: string): Promise<string> {
  return new Promise((resolve, reject) => {
    get(url, { ca, lookup: toLoopback }, (answer) => void text(answer).then(resolve, reject)).on('error', reject);
  });
}
const toLoopback = (_: string, __: object, done: (error: null, addresses: { address: string; family: 4 }[]) => void): void =>
  done(null, [{ address: '127.0.0.1', family: 4 }]);

/** Caddy that gets the certificate of `host` from an authority by itself and serves `says`; ready when it has the certificate. */
export async function startIssuedCaddy(host: string, authority: Authority, says: string, folder: string): Promise<Front> {
  await mkdir(folder, { recursive: true });
  const [http, https] = [await freePort(), await freePort()];
  const options = `admin off\n http_port ${http}\n https_port ${https}\n default_bind 127.0.0.1\n storage file_system ${join(folder, 'storage')}`;
  const config = join(folder, 'Caddyfile');
  await writeFile(config, `{\n ${options}\n acme_ca ${authority.directory}\n acme_ca_root ${authority.portRoot}\n}\n${host} {\n ${says}\n}\n`);
  const program = await startProgram('caddy', ['run', '--adapter', 'caddyfile', '--config', config], () => shows(https, host));
  return { at: `127.0.0.1:${https}`, ...program };
}

/** True when a TLS handshake for `host` succeeds at a loopback port, whatever the certificate. */
function shows(port: number, host: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1', servername: host, rejectUnauthorized: false }, () => resolve(true));
    socket.on('secureConnect', () => socket.destroy()).on('error', () => resolve(false));
  });
}
