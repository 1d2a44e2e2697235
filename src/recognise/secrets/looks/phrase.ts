import type { SecretRule } from '../../../model/secret-rule.ts';
import type { Assignment } from '../assignment.ts';
import { type Found, NOTHING, type Window } from '../found.ts';
import { nameKind, type NameKind } from '../name-kind.ts';
import { bitsPerCharacter } from '../rarity.ts';
import { isInComment } from '../surroundings.ts';
import { isValue, rarityOf } from './assignment.ts';

/** One way in which languages and commands give a secret without `name = value`. */
interface Phrase {
  /** In small letters; where the pattern begins. */
  readonly words: readonly string[];
  /** Sticky. Groups: `value`, and `name` where the phrase has one. Every repetition is bounded. */
  readonly on: RegExp;
  /** What must stand before the word; group `name` where the name does. */
  readonly before?: RegExp;
  /** What it is when nothing names it. */
  readonly kind?: NameKind;
}

const BEFORE = 120;
const PHRASES: readonly Phrase[] = [
  // SQL, and the languages that give by standing beside: CREATE USER … PASSWORD 'x', storePassword "x".
  { words: ['identified by'], on: /identified by (?:password )?["'](?<value>[^"'\s]{6,200})["']/iy, kind: 'password' },
  { words: ["password '", 'password "'], on: /password ["'](?<value>[^"'\s]{6,200})["']/iy, kind: 'password' },
  // Options of commands.
  {
    words: ['-password ', '-passwd ', '-pass ', '-token ', '-secret ', '-api-key ', '-apikey ', '-secret-key ', '-access-key '],
    before: /(?:^|[\s"'`])--?(?<name>[a-z]{0,20}(?:-[a-z]{1,20}){0,3})$/i,
    on: /-(?<rest>[a-z-]{4,12}) ["']?(?<value>[^\s"'<>`]{6,200})/iy,
  },
  { words: ['sshpass -p'], on: /sshpass -p ?["']?(?<value>[^\s"']{6,200})/iy, kind: 'password' },
  { words: ['docker login '], on: /docker login [^\n]{0,120}?(?:-p|--password)[ =]["']?(?<value>[^\s"']{6,200})/iy, kind: 'password' },
  { words: ['mysql -', 'mysqldump -'], on: /mysql(?:dump)?(?: -[^\n|;]{0,80}?)? -p(?<value>[^\s"'-][^\s"']{5,200})/iy, kind: 'password' },
  {
    words: ['curl -', 'curl "', "curl '", 'curl http'],
    on: /curl(?: [^\n]{0,300}?)? (?:-u|--user)[ =]?["']?[^\s:"']{1,60}:(?<value>[^\s"'@]{6,200})/iy,
    kind: 'password',
  },
  { words: [' password '], before: /(?:^|\s)login [^\s"']{1,80}\s{0,20}$/, on: / password (?<value>[^\s"']{6,200})/iy, kind: 'password' },
  { words: ['convertto-securestring'], on: /convertto-securestring (?:-string )?["'](?<value>[^"'\s]{6,200})["']/iy, kind: 'password' },
  // A password for an app as Google shows it, four times four letters with blanks between.
  {
    words: ["pass: '", 'pass: "', "password: '", 'password: "'],
    on: /pass(?:word)?: ["'](?<value>[a-z]{4}(?: [a-z]{4}){3})["']/iy,
    kind: 'password',
  },
  {
    words: ['app_password=', 'app_pass=', 'email_password=', 'email_pass=', 'mail_password=', 'mail_pass=', 'smtp_password=', 'smtp_pass='],
    on: /[a-z]{3,5}_pass(?:word)?=["']?(?<value>[a-z]{4}(?: [a-z]{4}){3})(?![a-z ])/iy,
    kind: 'password',
  },
  // Headers that are neither Basic nor Bearer.
  {
    words: ['authorization'],
    on: /authorization["'`\\\])]{0,4} {0,3}[:=,] {0,3}["'`\\]{0,2}(?:token|api-?key|key|bot|oauth) (?:token=)?["']?(?<value>[\w.~+/=-]{12,400})/iy,
    kind: 'secret',
  },
  // Name and value as two attributes or two properties.
  {
    words: ['" value', "' value"],
    before: /(?:name|key|id|type)\s?=\s?["'](?<name>[\w.:-]{3,60})$/i,
    on: /["'] value\s?=\s?["'](?<value>[^"'\s]{6,300})["']/iy,
  },
  {
    words: ['"value"'],
    before: /"(?:name|key|id)"\s{0,3}:\s{0,3}"(?<name>[\w.:-]{3,60})"\s{0,3},\s{0,40}$/i,
    on: /"value"\s{0,3}:\s{0,3}"(?<value>[^"\s]{6,300})"/iy,
  },
  { words: [' value: '], before: /name:\s{0,3}["']?(?<name>[\w.-]{3,60})["']?,?\s{0,40}$/i, on: / value: ["']?(?<value>[^"'\s]{6,300})/iy },
  // A default for what the environment does not have.
  {
    words: ['process.env'],
    on: /process\.env(?:\.|\[["'])(?<name>[A-Za-z0-9_]{3,60})(?:["']\])? {1,2}(?:\|\||\?\?) {1,2}(?<quote>["'`])(?<value>[^"'`\s]{6,300})\k<quote>/y,
  },
  {
    words: ['import.meta.env', 'deno.env.get', 'bun.env'],
    on: /(?:import\.meta\.env|Bun\.env|Deno\.env\.get)(?:\.|\[["']|\(["'])(?<name>[A-Za-z0-9_]{3,60})(?:["'][\])])? {1,2}(?:\|\||\?\?) {1,2}(?<quote>["'`])(?<value>[^"'`\s]{6,300})\k<quote>/y,
  },
  // Bytes of Python.
  {
    words: ["key = b'", 'key = b"', "secret = b'", 'secret = b"', "password = b'", 'password = b"', "token = b'", 'token = b"'],
    before: /(?<name>[\w.]{0,40})$/,
    on: /(?<rest>\w{3,8}) = b(?<quote>["'])(?<value>[^"'\s]{6,300})\k<quote>/iy,
  },
  { words: ['#define '], on: /#define {1,3}(?<name>\w{3,60})\s{1,30}"(?<value>[^"\s]{6,200})"/y },
  { words: ['variable "'], on: /variable "(?<name>[\w-]{3,60})"\s{0,3}\{[^{}]{0,250}?\bdefault\s{0,20}=\s{0,3}"(?<value>[^"\s]{6,200})"/y },
  // Calls that take a name and a password, or a message and a key.
  {
    words: ['basicauth(', 'basic_auth(', 'auth=(', 'basicauthentication(', 'networkcredential(', 'passwordcredentials('],
    on: /[a-z_=]{5,24}\(\s{0,3}["'][^"'\n]{1,80}["']\s{0,3},\s{0,3}["'](?<value>[^"'\s]{6,200})["']/iy,
    kind: 'password',
  },
  { words: ['jwt.sign(', 'jwt.verify('], on: /jwt\.(?:sign|verify)\([^,\n]{1,120},\s{0,3}(?<quote>["'`])(?<value>[^"'`\s]{6,300})\k<quote>/y, kind: 'secret' },
  { words: ['createhmac('], on: /createHmac\(\s{0,3}["'][\w-]{2,20}["']\s{0,3},\s{0,3}(?<quote>["'`])(?<value>[^"'`\s]{6,300})\k<quote>/y, kind: 'secret' },
];

/** Words that the rule is looked for by. */
export const phraseWords: readonly string[] = PHRASES.flatMap(({ words }) => words);

/** A secret that a command, a query, a call or a list gives. */
export function lookAtPhrase(window: Window, rule: SecretRule): readonly Found[] {
  const { text, at, length } = window;
  const word = text.slice(at, at + length).toLowerCase();
  for (const phrase of PHRASES) {
    if (!phrase.words.includes(word)) continue;
    const given = read(phrase, text, at);
    if (!given || !isValue(given)) continue;
    const kind = phrase.kind ?? nameKind(given.name);
    if (!kind || (kind !== 'password' && given.value.length < 8)) continue;
    const rare = rarityOf(given.value, kind, given.name);
    if (rare === 'none') continue;
    const { value, from } = given;
    const sure = rare === 'sure' && !isInComment(window);
    return [{ rule, value, from, to: from + value.length, class: 'secret', sure, bits: bitsPerCharacter(value) * value.length }];
  }
  return NOTHING;
}

function read({ on, before }: Phrase, text: string, at: number): Assignment | undefined {
  const head = before?.exec(text.slice(Math.max(0, at - BEFORE), at));
  if (head === null) return undefined;
  on.lastIndex = at;
  const match = on.exec(text);
  const value = match?.groups?.['value'];
  if (!match || value === undefined) return undefined;
  const { name = '', rest = '' } = { ...match.groups, ...head?.groups };
  const from = match.index + match[0].lastIndexOf(value);
  return {
    name: rest === '' || name === '' ? name + rest : `${name}${name.endsWith('_') ? '' : '-'}${rest}`,
    value,
    from,
    bare: false,
    called: false,
    compared: false,
  };
}
