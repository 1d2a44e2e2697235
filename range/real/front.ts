import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { freePort } from '../free-port.ts';
import { chainOf, type HostSpec } from '../web.ts';
import { accepts, type Program, startProgram } from './program.ts';

/** A server program that ends TLS for one host and hands its requests to an origin, `host:port` of loopback that speaks TLS itself. */
export interface Front extends Program {
  /** Where it listens. */
  readonly at: string;
}
type Start = (host: HostSpec, origin: string, folder: string) => Promise<Front>;

async function files(
  host: HostSpec,
  folder: string,
): Promise<{ port: number; cert: string; key: string; both: string; write: (name: string, text: string) => Promise<string> }> {
  await mkdir(folder, { recursive: true });
  const { key, chain } = chainOf(host);
  const write = async (name: string, text: string): Promise<string> => {
    await writeFile(join(folder, name), text);
    return join(folder, name);
  };
  const [cert, keyFile, both] = await Promise.all([write('cert.pem', chain), write('key.pem', key), write('both.pem', chain + key)]);
  return { port: await freePort(), cert, key: keyFile, both, write };
}
const front = async (port: number, command: string, args: readonly string[]): Promise<Front> => ({
  at: `127.0.0.1:${port}`,
  ...(await startProgram(command, args, () => accepts(port))),
});

/** Lines of a Caddyfile that hand all requests to an origin, `host:port` of loopback that speaks TLS itself. */
export const toOrigin = (origin: string, host: string): string =>
  `reverse_proxy https://${origin} {\n header_up Host {host}\n transport http {\n tls_insecure_skip_verify\n tls_server_name ${host}\n }\n }`;

/** Caddy with its own defaults for everything that concerns encryption. */
export const startCaddy: Start = async (host, origin, folder) => {
  const { port, cert, key, write } = await files(host, folder);
  const site = `https://${host.name}:${port} {\n bind 127.0.0.1\n tls ${cert} ${key}\n ${toOrigin(origin, host.name)}\n}`;
  const config = await write('Caddyfile', `{\n admin off\n auto_https off\n storage file_system ${join(folder, 'storage')}\n}\n${site}\n`);
  return front(port, 'caddy', ['run', '--adapter', 'caddyfile', '--config', config]);
};

/** HAProxy with `tls` as lines of its global section. */
export const startHaproxy =
  (tls: readonly string[]): Start =>
  async (host, origin, folder) => {
    const { port, both, write } = await files(host, folder);
    const lines = [
      'global',
      ...tls,
      'defaults',
      'mode http',
      'timeout connect 5s',
      'timeout client 20s',
      'timeout server 20s',
      'frontend front',
      `bind 127.0.0.1:${port} ssl crt ${both} alpn h2,http/1.1`,
      'default_backend back',
      'backend back',
      `server origin ${origin} ssl verify none sni str(${host.name})`,
    ];
    return front(port, 'haproxy', ['-f', await write('haproxy.cfg', `${lines.join('\n')}\n`)]);
  };

/** nginx with `tls` as lines of its server block. */
export const startNginxFront =
  (tls: string): Start =>
  async (host, origin, folder) => {
    const { port, cert, key, write } = await files(host, folder);
    const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((kind) => `${kind}_temp_path ${join(folder, kind)};`).join(' ');
    const proxy = `location / { proxy_pass https://${origin}; proxy_ssl_server_name on; proxy_ssl_name ${host.name}; proxy_set_header Host $host; }`;
    const server = `server { listen 127.0.0.1:${port} ssl; server_name ${host.name}; ssl_certificate ${cert}; ssl_certificate_key ${key};\n${tls}\n${proxy} }`;
    const text = `daemon off; user root; pid ${join(folder, 'pid')}; error_log stderr error; events { } http { access_log off; server_tokens off; ${temporary} ${server} }`;
    return front(port, 'nginx', ['-e', 'stderr', '-c', await write('nginx.conf', text)]);
  };

/** nginx on a port without TLS, with `lines` in its server block. */
export async function startPlainNginx(host: string, lines: string, folder: string): Promise<Front> {
  await mkdir(folder, { recursive: true });
  const port = await freePort();
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((kind) => `${kind}_temp_path ${join(folder, kind)};`).join(' ');
  const server = `server { listen 127.0.0.1:${port}; server_name ${host};\n${lines}\n}`;
  const text = `daemon off; user root; pid ${join(folder, 'pid')}; error_log stderr crit; events { } http { access_log off; absolute_redirect off; ${temporary} ${server} }`;
  await writeFile(join(folder, 'nginx.conf'), text);
  return front(port, 'nginx', ['-e', 'stderr', '-c', join(folder, 'nginx.conf')]);
}

const WEAK_SERVER = join(import.meta.dirname, 'WeakTls.java');
/** A Java server that speaks everything its JDK knows, SSL 3 and export suites included. It answers no request. */
export async function startWeakJava(host: HostSpec, folder: string): Promise<Front> {
  const { port, both, write } = await files(host, folder);
  const word = 'of-the-range';
  const store = await write('store.p12', '');
  const made = spawn('openssl', ['pkcs12', '-export', '-in', both, '-out', store, '-passout', `pass:${word}`, '-name', 'weak'], { stdio: 'ignore' });
  const [code] = (await once(made, 'exit')) as [number];
  if (code !== 0) throw new Error(`openssl pkcs12 ended with ${code}`);
  return front(port, 'java', ['-Xmx128m', WEAK_SERVER, String(port), store, word]);
}
