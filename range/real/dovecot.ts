import { execFile, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { once } from 'node:events';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { localCa } from '../ca.ts';
import { freePort } from '../free-port.ts';
import { accepts, type Program, startProgram } from './program.ts';

const run = promisify(execFile);

export interface Mailboxes extends Program {
  /** IMAP over TLS on `localhost`. */
  readonly port: number;
  readonly user: string;
  readonly password: string;
  /** Puts a mail into a folder, as the receiving server does. */
  readonly save: (folder: string, raw: string) => Promise<void>;
  /** Flags of all mails in a folder, as somebody sees who opens it. */
  readonly flags: (folder: string) => Promise<string>;
}

/** Starts Dovecot with the mailbox of one user: INBOX, Junk (marked as such) and Reports. Needs root. */
export async function startDovecot(folder: string): Promise<Mailboxes> {
  const port = await freePort();
  const config = join(folder, 'dovecot');
  await mkdir(join(config, 'mail'), { recursive: true });
  for (const path of [folder, config]) await chmod(path, 0o755);
  await run('chown', ['mail:mail', join(config, 'mail')]);
  const user = 'founder@acme.example';
  const password = randomBytes(12).toString('hex');
  const { key, leaf, intermediate = '' } = localCa().issue({ names: ['localhost'] });
  await writeFile(join(config, 'tls.pem'), key + leaf + intermediate, { mode: 0o600 });
  await writeFile(join(config, 'users'), `${user}:{PLAIN}${password}\n`, { mode: 0o644 });
  const file = join(config, 'dovecot.conf');
  await writeFile(file, configText(config, port));
  const server = await startProgram('dovecot', ['-F', '-c', file], () => accepts(port));
  const doveadm = ['-c', file];
  return {
    ...server,
    port,
    user,
    password,
    async save(into, raw) {
      const child = spawn('doveadm', [...doveadm, 'save', '-u', user, '-m', into], { stdio: ['pipe', 'ignore', 'pipe'] });
      let said = '';
      child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
      child.stdin.end(raw);
      const [code] = (await once(child, 'close')) as [number | null];
      if (code !== 0) throw new Error(`doveadm save: ${said}`);
    },
    flags: async (from) => (await run('doveadm', [...doveadm, 'fetch', '-u', user, 'flags', 'mailbox', from, 'all'])).stdout,
  };
}

function configText(config: string, port: number): string {
  return `
protocols = imap
listen = 127.0.0.1
base_dir = ${config}/run
state_dir = ${config}/state
log_path = ${config}/log
default_vsz_limit = 0
ssl = required
ssl_cert = <${config}/tls.pem
ssl_key = <${config}/tls.pem
mail_location = maildir:${config}/mail/%u
first_valid_uid = 1
mail_uid = mail
mail_gid = mail
passdb {
  driver = passwd-file
  args = ${config}/users
}
userdb {
  driver = static
  args = uid=mail gid=mail home=${config}/mail/%u
}
service imap-login {
  inet_listener imap {
    port = 0
  }
  inet_listener imaps {
    port = ${port}
    ssl = yes
  }
}
namespace inbox {
  inbox = yes
  mailbox Junk {
    auto = create
    special_use = \\Junk
  }
  mailbox Reports {
    auto = create
  }
}
`;
}
