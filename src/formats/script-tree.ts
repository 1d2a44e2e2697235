import { parse, type ParserPlugin } from '@babel/parser';

/** A node of the syntax tree (Babel's names). Children are looked up by key, so that nothing of the parser's own types is needed. */
export interface ScriptNode {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly [key: string]: unknown;
}

const MOST_CHARACTERS = 1_500_000;
/** Keys that hold no code. */
const NOT_CODE = new Set([
  'loc',
  'extra',
  'errors',
  'comments',
  'tokens',
  'leadingComments',
  'trailingComments',
  'innerComments',
  'typeAnnotation',
  'returnType',
]);
/** TypeScript's nodes that hold expressions or declarations; the rest are types. */
const TS_WITH_CODE =
  /^TS(?:As|Satisfies|NonNull|Instantiation)Expression$|^TS(?:TypeAssertion|ModuleDeclaration|ModuleBlock|ExportAssignment|EnumDeclaration|ParameterProperty)$/;

/** Reads JavaScript or TypeScript, with faults where the parser can go on. `undefined`: this is no script. */
export function parseScript(text: string, path: string): ScriptNode | undefined {
  if (text.length > MOST_CHARACTERS) return undefined;
  const plugins: ParserPlugin[] = ['typescript', 'decorators-legacy', ...(/\.[cm]?ts$|\.(?:vue|svelte|astro)$/.test(path) ? [] : (['jsx'] as const))];
  try {
    const options = { sourceType: 'unambiguous', errorRecovery: true, attachComment: false, allowReturnOutsideFunction: true, plugins } as const;
    return parse(text, options).program as unknown as ScriptNode;
  } catch {
    return undefined;
  }
}

export function isNode(value: unknown): value is ScriptNode {
  return typeof value === 'object' && value !== null && typeof (value as { type?: unknown }).type === 'string';
}

/** A child by key. */
export function child(node: ScriptNode | undefined, key: string): ScriptNode | undefined {
  const value = node?.[key];
  return isNode(value) ? value : undefined;
}

/** The children of a key that holds a list. */
export function children(node: ScriptNode | undefined, key: string): readonly ScriptNode[] {
  const value = node?.[key];
  return Array.isArray(value) ? value.filter(isNode) : [];
}

/** Visits code from the outside in. `parents` ends with the direct parent and is reused: copy what is kept. Returning `false` leaves out what is below. */
export function walk(node: ScriptNode, visit: (node: ScriptNode, parents: readonly ScriptNode[]) => boolean | void, parents: ScriptNode[] = []): void {
  if (visit(node, parents) === false) return;
  parents.push(node);
  for (const key of Object.keys(node)) {
    const value = node[key];
    if (typeof value !== 'object' || value === null || NOT_CODE.has(key)) continue;
    for (const one of Array.isArray(value) ? value : [value]) if (isNode(one) && isCode(one)) walk(one, visit, parents);
  }
  parents.pop();
}

const isCode = ({ type }: ScriptNode): boolean => !type.startsWith('TS') || TS_WITH_CODE.test(type) || type === 'TSInterfaceDeclaration';

const WRAPPERS =
  /^(?:TSAsExpression|TSSatisfiesExpression|TSNonNullExpression|TSTypeAssertion|TSInstantiationExpression|ParenthesizedExpression|AwaitExpression)$/;
export const isWrapper = ({ type }: ScriptNode): boolean => WRAPPERS.test(type);
/** What stands inside parentheses, type assertions and `await`. */
export function unwrap(node: ScriptNode | undefined): ScriptNode | undefined {
  let inner = node;
  while (inner && isWrapper(inner)) inner = child(inner, 'expression') ?? child(inner, 'argument');
  return inner;
}

export const isFunction = ({ type }: ScriptNode): boolean =>
  /^(?:Function(?:Declaration|Expression)|ArrowFunctionExpression|ObjectMethod|Class(?:Private)?Method)$/.test(type);
export const isMember = ({ type }: ScriptNode): boolean => type === 'MemberExpression' || type === 'OptionalMemberExpression';
export const isCall = ({ type }: ScriptNode): boolean => type === 'CallExpression' || type === 'OptionalCallExpression' || type === 'NewExpression';

export function identifierOf(node: ScriptNode | undefined): string | undefined {
  return node?.type === 'Identifier' && typeof node['name'] === 'string' ? node['name'] : undefined;
}

/** The text of a string literal or of a template without gaps. */
export function literalOf(node: ScriptNode | undefined): string | undefined {
  if (node?.type === 'StringLiteral' && typeof node['value'] === 'string') return node['value'];
  const parts = children(node, 'quasis');
  if (node?.type !== 'TemplateLiteral' || parts.length !== 1) return undefined;
  const value = parts[0]?.['value'] as { cooked?: unknown } | undefined;
  return typeof value?.cooked === 'string' ? value.cooked : undefined;
}

/** `a.b.c` of a chain of plain names, or the part of it that is known. */
export function dottedName(node: ScriptNode | undefined): string {
  const inner = unwrap(node);
  if (!inner) return '';
  if (isMember(inner)) return `${dottedName(child(inner, 'object'))}.${propertyName(inner) ?? '?'}`;
  if (isCall(inner)) return `${dottedName(child(inner, 'callee'))}()`;
  if (inner.type === 'MetaProperty') return 'import.meta';
  return identifierOf(inner) ?? '';
}

/** The name of a member or of a property of an object, when it is written out. */
export function propertyName(node: ScriptNode): string | undefined {
  const key = child(node, isMember(node) ? 'property' : 'key');
  if (node['computed'] === true) return literalOf(key);
  return identifierOf(key) ?? literalOf(key);
}
