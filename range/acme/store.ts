import { DatabaseSync } from 'node:sqlite';
import { createHash, randomBytes, scrypt, timingSafeEqual } from 'node:crypto';

export interface User {
  readonly id: number;
  readonly email: string;
  readonly name: string;
  readonly admin: boolean;
}
export interface Chat {
  readonly id: number;
  readonly title: string;
}
export interface Message {
  readonly id: number;
  readonly role: 'user' | 'assistant';
  readonly text: string;
}

const TABLES = `
  create table if not exists users (id integer primary key, email text not null unique, name text not null, password text not null, admin integer not null default 0);
  create table if not exists sessions (token text primary key, user integer not null references users(id), until integer not null) without rowid;
  create table if not exists resets (token text primary key, user integer not null references users(id), until integer not null) without rowid;
  create table if not exists chats (id integer primary key, user integer not null references users(id), title text not null);
  create index if not exists chats_of_user on chats(user, id desc);
  create table if not exists messages (id integer primary key, chat integer not null references chats(id), role text not null, text text not null);
  create index if not exists messages_of_chat on messages(chat, id);
  create table if not exists leads (id integer primary key, name text not null, email text not null, text text not null);
`;
const SESSION_MS = 7 * 24 * 3600_000;
const RESET_MS = 30 * 60_000;
type Row = Record<string, string | number | null>;

/** Everything Acme Assist keeps. Tokens are stored hashed, passwords as scrypt. Times in epoch milliseconds. */
export type AcmeStore = ReturnType<typeof openAcmeStore>;

export function openAcmeStore(file: string) {
  const db = new DatabaseSync(file);
  db.exec(`pragma journal_mode = wal; pragma foreign_keys = on; ${TABLES}`);
  const row = (sql: string, ...values: (string | number)[]): Row | undefined => db.prepare(sql).get(...values) as Row | undefined;
  const run = (sql: string, ...values: (string | number)[]): number => Number(db.prepare(sql).run(...values).lastInsertRowid);

  return {
    close: () => db.close(),
    /** Cheap proof for the health route that the database answers. */
    answers: () => row('select 1 as one')?.['one'] === 1,

    /** The new user, or nothing when the address is taken. */
    async addUser(email: string, name: string, password: string, admin = false): Promise<User | undefined> {
      if (row('select id from users where email = ?', email)) return undefined;
      const hash = await hashPassword(password);
      // Two sign-ups may have waited for their hash at the same time; the unique index decides.
      db.prepare('insert or ignore into users (email, name, password, admin) values (?, ?, ?, ?)').run(email, name, hash, admin ? 1 : 0);
      return toUser(row('select * from users where email = ? and password = ?', email, hash));
    },
    async userByPassword(email: string, password: string): Promise<User | undefined> {
      const found = row('select * from users where email = ?', email);
      // The same work for unknown addresses, so that timing does not tell who has an account.
      const fits = await passwordFits(password, String(found?.['password'] ?? NOBODY));
      return fits ? toUser(found) : undefined;
    },
    userByEmail: (email: string) => toUser(row('select * from users where email = ?', email)),
    async setPassword(user: number, password: string): Promise<void> {
      run('update users set password = ? where id = ?', await hashPassword(password), user);
    },

    addSession: (user: number, now: number) => addToken('sessions', user, now + SESSION_MS),
    userBySession: (token: string, now: number) => byToken('sessions', token, now),
    endSession: (token: string) => run('delete from sessions where token = ?', digest(token)),
    endSessionsOf: (user: number) => run('delete from sessions where user = ?', user),
    addReset: (user: number, now: number) => addToken('resets', user, now + RESET_MS),
    userByReset: (token: string, now: number) => byToken('resets', token, now),
    endReset: (token: string) => run('delete from resets where token = ?', digest(token)),

    addChat: (user: number, title: string): Chat => ({ id: run('insert into chats (user, title) values (?, ?)', user, title), title }),
    chatsOf: (user: number): Chat[] => (db.prepare('select id, title from chats where user = ? order by id desc limit 50').all(user) as Row[]).map(toChat),
    ownerOf: (chat: number) => row('select user from chats where id = ?', chat)?.['user'] as number | undefined,
    addMessage: (chat: number, role: Message['role'], text: string) => run('insert into messages (chat, role, text) values (?, ?, ?)', chat, role, text),
    messagesOf: (chat: number): Message[] => (db.prepare('select id, role, text from messages where chat = ? order by id').all(chat) as Row[]).map(toMessage),

    addLead: (name: string, email: string, text: string) => run('insert into leads (name, email, text) values (?, ?, ?)', name, email, text),
    counts: () =>
      row(
        'select (select count(*) from users) users, (select count(*) from chats) chats, (select count(*) from messages) messages, (select count(*) from leads) leads',
      ) ?? {},
    latestLeads: () => db.prepare('select name, email, text from leads order by id desc limit 20').all() as Record<'name' | 'email' | 'text', string>[],
  };

  function addToken(table: 'sessions' | 'resets', user: number, until: number): string {
    const token = randomBytes(24).toString('base64url');
    run(`insert into ${table} (token, user, until) values (?, ?, ?)`, digest(token), user, until);
    return token;
  }
  function byToken(table: 'sessions' | 'resets', token: string, now: number): User | undefined {
    return toUser(row(`select users.* from ${table} join users on users.id = ${table}.user where token = ? and until > ?`, digest(token), now));
  }
}

const digest = (token: string): string => createHash('sha256').update(token).digest('hex');
const toChat = (row: Row): Chat => ({ id: Number(row['id']), title: String(row['title']) });
const toMessage = (row: Row): Message => ({ id: Number(row['id']), role: row['role'] === 'user' ? 'user' : 'assistant', text: String(row['text']) });
function toUser(row: Row | undefined): User | undefined {
  return row && { id: Number(row['id']), email: String(row['email']), name: String(row['name']), admin: row['admin'] === 1 };
}

// A range app: cheap enough to sign up dozens of users a second, still a real password hash.
const COST = { N: 4096, r: 8, p: 1 };
const NOBODY = `${'00'.repeat(16)}:${'00'.repeat(32)}`;
const derive = (password: string, salt: Buffer): Promise<Buffer> =>
  new Promise((resolve, reject) => scrypt(password, salt, 32, COST, (error, key) => (error ? reject(error) : resolve(key))));
async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16);
  return `${salt.toString('hex')}:${(await derive(password, salt)).toString('hex')}`;
}
async function passwordFits(password: string, stored: string): Promise<boolean> {
  const [salt = '', key = ''] = stored.split(':');
  return timingSafeEqual(await derive(password, Buffer.from(salt, 'hex')), Buffer.from(key, 'hex'));
}
