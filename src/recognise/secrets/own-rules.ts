import { UsageError } from '../../model/errors.ts';
import type { OwnSecretRule } from '../../model/intent.ts';
import type { SecretRule } from '../../model/secret-rule.ts';
import { quote } from '../../model/text.ts';
import type { Found, Window } from './found.ts';
import { namesExample } from './made-up.ts';
import { bitsPerCharacter } from './rarity.ts';

/** A rule of the project, compiled: what it finds in the line around one of its keywords. */
export interface OwnRule {
  readonly id: string;
  readonly keywords: readonly string[];
  readonly look: (window: Window) => readonly Found[];
}

/** Of one line. */
const MOST_MATCHES = 5;

/**
 * Compiles the rules that a config brings. Their patterns run in time that grows with the text and nothing else (RE2), whoever wrote them; the library for it is
 * only loaded when there are any.
 * @throws UsageError that names the rule, the fault and the place in its pattern
 */
export async function loadOwnRules(given: readonly OwnSecretRule[], known: readonly SecretRule[] = []): Promise<readonly OwnRule[]> {
  if (given.length === 0) return [];
  const { RE2JS } = await import('re2js');
  return given.map((own, index) => {
    if (known.some(({ id }) => id === own.id)) throw new UsageError(`secrets.rules[${index}].id: there is a built-in rule "${own.id}"; take another name`);
    const pattern = compiled(RE2JS, own, index);
    const rule = ruleOf(own);
    return { id: own.id, keywords: own.keywords.map((word) => word.toLowerCase()), look: ({ text }) => matches(pattern, text, rule) };
  });
}

/** The part of RE2JS that is used. */
interface Matcher {
  find(): boolean;
  groupCount(): number;
  group(group: number): string | null;
  start(group: number): number;
}
interface Pattern {
  matcher(text: string): Matcher;
}
interface Compiler {
  compile(pattern: string): Pattern;
}

function compiled(re2: Compiler, { id, pattern }: OwnSecretRule, index: number): Pattern {
  try {
    const made = re2.compile(pattern);
    if (made.matcher('').find()) throw Object.assign(new Error(), { error: 'it also matches nothing at all', input: '' });
    return made;
  } catch (error) {
    const { error: fault = 'it cannot be read', input = '' } = error as { error?: string; input?: string };
    const at = input === pattern || input === '' ? pattern.length : Math.max(0, pattern.indexOf(input));
    throw new UsageError(
      `secrets.rules[${index}].pattern: the rule "${id}" has a fault at character ${at + 1}: ${quote(fault, 80)}${input === '' || input === pattern ? '' : ` "${quote(input, 40)}"`}; ` +
        'patterns are RE2: no look-around, no back references',
    );
  }
}

function ruleOf({ id, says }: OwnSecretRule): SecretRule {
  return {
    id,
    says: says ?? `a secret of your rule ${id}`,
    provider: 'your own rules',
    class: 'secret',
    selfIdentifying: false,
    bits: 0,
    allows: 'use what it opens',
    rotateAt: 'where it was made',
    source: 'https://github.com/google/re2/wiki/Syntax',
  };
}

function matches(pattern: Pattern, text: string, rule: SecretRule): Found[] {
  const found: Found[] = [];
  const matcher = pattern.matcher(text);
  while (found.length < MOST_MATCHES && matcher.find()) {
    const group = matcher.groupCount() > 0 && matcher.group(1) !== null ? 1 : 0;
    const value = matcher.group(group) ?? '';
    const from = matcher.start(group);
    if (value === '') continue;
    const bits = bitsPerCharacter(value) * value.length;
    found.push({ rule, value, from, to: from + value.length, class: namesExample(value) ? 'placeholder' : 'secret', sure: true, bits });
  }
  return found;
}
