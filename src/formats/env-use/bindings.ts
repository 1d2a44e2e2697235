import {
  child,
  children,
  dottedName,
  identifierOf,
  isCall,
  isFunction,
  isMember,
  literalOf,
  propertyName,
  type ScriptNode,
  unwrap,
  walk,
} from '../script-tree.ts';

/** A name that the file gives to something, and where it holds. */
export interface Binding {
  readonly name: string;
  readonly start: number;
  readonly end: number;
  readonly is: 'value' | 'property' | 'import' | 'each' | 'parameter' | 'other';
  /** What it was made from: a value, the object that was taken apart, the list that is gone through, or the function of a parameter. */
  readonly from?: ScriptNode;
  /** Property of the object, name in the module. */
  readonly key?: string;
  readonly module?: string;
}

const SCOPE = /^(?:Program|BlockStatement|For(?:In|Of)?Statement|CatchClause|SwitchStatement|StaticBlock|TSModuleBlock)$/;
const GOES_THROUGH = /^(?:forEach|map|filter|some|every|find|flatMap|reduce)$/;

/** All names of a file with the stretch of text they hold in. */
export class Bindings {
  readonly #byName = new Map<string, Binding[]>();

  constructor(program: ScriptNode) {
    walk(program, (node, parents) => this.#note(node, parents));
  }

  /** The innermost one that holds at an offset. */
  at(name: string, offset: number): Binding | undefined {
    let best: Binding | undefined;
    for (const one of this.#byName.get(name) ?? [])
      if (one.start <= offset && offset <= one.end && (!best || one.end - one.start < best.end - best.start)) best = one;
    return best;
  }

  /** What an identifier stands for. */
  of(node: ScriptNode | undefined): Binding | undefined {
    const name = identifierOf(node);
    return name === undefined || !node ? undefined : this.at(name, node.start);
  }

  /** The text that an expression always has. */
  text(node: ScriptNode | undefined): string | undefined {
    const literal = literalOf(unwrap(node));
    if (literal !== undefined) return literal;
    const binding = this.of(unwrap(node));
    return binding?.is === 'value' ? literalOf(unwrap(binding.from)) : undefined;
  }

  /** The texts of a list that is written out. */
  texts(node: ScriptNode | undefined): readonly string[] | undefined {
    const inner = unwrap(node);
    const binding = this.of(inner);
    const list = binding?.is === 'value' ? unwrap(binding.from) : inner;
    if (list?.type !== 'ArrayExpression') return undefined;
    const all = children(list, 'elements').map((one) => literalOf(unwrap(one)));
    return all.length > 0 && all.every((one) => one !== undefined) ? all : undefined;
  }

  #add(binding: Binding): void {
    this.#byName.set(binding.name, [...(this.#byName.get(binding.name) ?? []), binding]);
  }

  #note(node: ScriptNode, parents: readonly ScriptNode[]): void {
    const { start, end } = parents.findLast((one) => SCOPE.test(one.type) || isFunction(one)) ?? node;
    if (node.type === 'VariableDeclarator') this.#declare(node, parents, { start, end });
    else if (node.type === 'ImportDeclaration') this.#import(node, { start, end });
    else if (isFunction(node)) this.#parameters(node, parents);
    const name = identifierOf(child(node, 'id'));
    if (name !== undefined && /^(?:Function|Class)Declaration$/.test(node.type)) this.#add({ name, start, end, is: 'value', from: node });
  }

  #declare(node: ScriptNode, parents: readonly ScriptNode[], scope: { start: number; end: number }): void {
    const id = child(node, 'id');
    const from = child(node, 'init');
    const name = identifierOf(id);
    const loop = parents.at(-2);
    if (name !== undefined && loop?.type === 'ForOfStatement' && loop['left'] === parents.at(-1)) {
      const list = child(loop, 'right');
      this.#add({ name, start: loop.start, end: loop.end, is: 'each', ...(list && { from: list }) });
    } else if (name !== undefined) this.#add({ name, ...scope, is: from ? 'value' : 'other', ...(from && { from }) });
    else if (id) this.#pattern(id, from, scope);
  }

  #pattern(pattern: ScriptNode, from: ScriptNode | undefined, scope: { start: number; end: number }): void {
    for (const property of [...children(pattern, 'properties'), ...children(pattern, 'elements')]) {
      const value = child(property, 'value') ?? child(property, 'argument') ?? property;
      const name = identifierOf(value.type === 'AssignmentPattern' ? child(value, 'left') : value);
      const key = property.type === 'ObjectProperty' ? propertyName(property) : undefined;
      if (name !== undefined)
        this.#add({ name, ...scope, is: key === undefined ? 'other' : 'property', ...(key !== undefined && { key }), ...(from && { from }) });
      else if (value !== property) this.#pattern(value, undefined, scope);
    }
  }

  #import(node: ScriptNode, scope: { start: number; end: number }): void {
    const module = literalOf(child(node, 'source')) ?? '';
    for (const one of children(node, 'specifiers')) {
      const name = identifierOf(child(one, 'local'));
      const key = one.type === 'ImportSpecifier' ? (identifierOf(child(one, 'imported')) ?? '') : one.type === 'ImportDefaultSpecifier' ? 'default' : '*';
      if (name !== undefined) this.#add({ name, ...scope, is: 'import', key, module });
    }
  }

  #parameters(node: ScriptNode, parents: readonly ScriptNode[]): void {
    const call = parents.at(-1);
    const callee = call && isCall(call) ? child(call, 'callee') : undefined;
    const list = callee && isMember(callee) && GOES_THROUGH.test(propertyName(callee) ?? '') ? child(callee, 'object') : undefined;
    for (const [at, parameter] of children(node, 'params').entries()) {
      const plain = parameter.type === 'AssignmentPattern' ? child(parameter, 'left') : parameter;
      const name = identifierOf(plain);
      const { start, end } = node;
      const isItem = list !== undefined && at === (dottedName(callee).endsWith('.reduce') ? 1 : 0);
      if (name !== undefined) this.#add({ name, start, end, is: isItem ? 'each' : at === 0 ? 'parameter' : 'other', from: isItem ? list : node });
      else if (plain) this.#pattern(plain, undefined, { start, end });
    }
  }
}

/** The name by which a function is called in its file. */
export function nameOfFunction(owner: ScriptNode, parents: readonly ScriptNode[]): string | undefined {
  const own = identifierOf(child(owner, 'id'));
  if (own !== undefined) return own;
  const around = parents[parents.indexOf(owner) - 1];
  return around?.type === 'VariableDeclarator' ? identifierOf(child(around, 'id')) : undefined;
}
