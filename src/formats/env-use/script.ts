import { lineCounter } from '../line-counter.ts';
import {
  child,
  children,
  dottedName,
  identifierOf,
  isCall,
  isFunction,
  isMember,
  isWrapper,
  literalOf,
  parseScript,
  propertyName,
  type ScriptNode,
  unwrap,
  walk,
} from '../script-tree.ts';
import { type Binding, Bindings, nameOfFunction } from './bindings.ts';
import { isEnvObject } from './env-object.ts';
import { ENV_NAME, type EnvCall, type EnvHelper, type EnvNeed, type EnvUse, type EnvUses, type EnvValidation, type PublishedEnv, UPPER_NAME } from './model.ts';
import { isHandedOn, isWritten } from './handed-on.ts';
import { ends, isByChoice, needAt, strongest } from './need.ts';
import { nuxtNames } from './nuxt.ts';
import { publishedAt } from './published.ts';
import { schemaFields, schemaNeed } from './schemas.ts';
import { startOf } from './start.ts';

/** What a script does with environment variables; `undefined` when it cannot be read. */
export function readScript(text: string, path: string): EnvUses | undefined {
  const program = parseScript(text, path);
  if (!program) return undefined;
  try {
    return new Reading(text, path, program).result();
  } catch (error) {
    // Nested deeper than the stack is: nobody wrote that by hand.
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

type Parents = readonly ScriptNode[];
interface Kept {
  readonly name: string;
  readonly start: number;
  need: EnvNeed;
  readonly atStart: boolean;
}
/** A name of the file that holds the value of a variable: how it is taken later counts for the variable. */
interface Held {
  readonly binding: Binding;
  readonly uses: readonly Kept[];
}

class Reading {
  readonly #uses: Kept[] = [];
  readonly #dynamic: number[] = [];
  readonly #optional: string[] = [];
  readonly #helpers = new Map<string, EnvHelper>();
  readonly #calls: (EnvCall & { readonly start: number })[] = [];
  readonly #published: PublishedEnv[] = [];
  readonly #validations: EnvValidation[] = [];
  readonly #held: Held[] = [];
  readonly #ofSchemas = new Set<string>();
  readonly #text: string;
  readonly #path: string;
  readonly #program: ScriptNode;
  readonly #bindings: Bindings;
  readonly #lineAt: (offset: number) => number;
  readonly #isAtStart: (parents: Parents) => boolean;

  constructor(text: string, path: string, program: ScriptNode) {
    this.#text = text;
    this.#path = path;
    this.#program = program;
    this.#bindings = new Bindings(program);
    this.#lineAt = lineCounter(text);
    this.#isAtStart = startOf(program, path);
  }

  result(): EnvUses {
    walk(this.#program, (node, parents) => this.#visit(node, parents));
    if (this.#helpers.size > 0 || this.#held.length > 0) walk(this.#program, (node, parents) => this.#visitLater(node, parents));
    const line = ({ start }: { readonly start: number }): number => this.#lineAt(start);
    const inOrder = this.#uses.toSorted((a, b) => a.start - b.start);
    return {
      uses: inOrder.map(({ start, ...use }): EnvUse => ({ ...use, line: line({ start }) })),
      dynamicLines: [...new Set(this.#dynamic.map((start) => this.#lineAt(start)))],
      optionalNames: this.#optional,
      helpers: [...this.#helpers.values()],
      calls: this.#calls.filter(({ callee }) => !this.#helpers.has(callee)).map(({ start, ...call }) => ({ ...call, line: line({ start }) })),
      published: this.#published,
      validations: this.#validations,
    };
  }

  #visit(node: ScriptNode, parents: Parents): void {
    for (const { start, ...found } of publishedAt(node, parents, this.#bindings, this.#path)) this.#published.push({ ...found, line: this.#lineAt(start) });
    if (isMember(node)) this.#member(node, parents);
    else if (node.type === 'VariableDeclarator') this.#takeApart(child(node, 'id'), child(node, 'init'), parents);
    else if (node.type === 'AssignmentPattern' || node.type === 'AssignmentExpression') this.#takeApart(child(node, 'left'), child(node, 'right'), parents);
    else if (node.type === 'ImportDeclaration') this.#imported(node);
    else if (node.type === 'BinaryExpression' && node['operator'] === 'in' && isEnvObject(child(node, 'right'), this.#bindings))
      this.#keep(literalOf(child(node, 'left')), node, 'asked', parents);
    else if (node.type === 'TSInterfaceDeclaration') this.#declared(node);
    if (isCall(node)) this.#call(node, parents);
    if ((node.type === 'Identifier' || isMember(node)) && isHandedOn(node, parents, this.#bindings)) this.#dynamic.push(node.start);
  }

  /** What can only be told when all functions and names are known. */
  #visitLater(node: ScriptNode, parents: Parents): void {
    if (node.type === 'Identifier') this.#heldName(node, parents);
    if (!isCall(node)) return;
    const callee = identifierOf(child(node, 'callee'));
    const helper = callee === undefined ? undefined : this.#helpers.get(callee);
    if (!helper || this.#bindings.of(child(node, 'callee'))?.is === 'import') return;
    const [first, second] = children(node, 'arguments');
    const name = this.#bindings.text(first);
    const names = name === undefined ? this.#eachOf(first) : [name];
    if (!names) this.#dynamic.push(node.start);
    const need = second ? 'default' : strongest(helper.need, needAt(node, parents, this.#text));
    this.#hold(
      parents,
      (names ?? []).flatMap((one) => this.#keep(one, node, need, parents) ?? []),
    );
  }

  #keep(name: string | undefined, node: ScriptNode, need: EnvNeed, parents: Parents): Kept | undefined {
    if (name === undefined || !ENV_NAME.test(name) || this.#isRepeated(name, parents)) return undefined;
    const kept = { name, start: node.start, need: isByChoice(node, parents, this.#text) ? 'asked' : need, atStart: this.#isAtStart(parents) } as const;
    this.#uses.push(kept);
    return kept;
  }

  /** `runtimeEnv: { A_KEY: process.env.A_KEY }` only hands on what the schema asks for. */
  #isRepeated(name: string, parents: Parents): boolean {
    return (
      parents.some((one) => one.type === 'ObjectProperty' && /^(?:experimental__)?runtimeEnv(?:Strict)?$/.test(propertyName(one) ?? '')) ||
      (this.#ofSchemas.has(name) && parents.some((one) => isCall(one) && /\.(?:safeP|p)arse$/.test(dottedName(child(one, 'callee')))))
    );
  }

  #member(node: ScriptNode, parents: Parents): void {
    const object = child(node, 'object');
    if (!isEnvObject(object, this.#bindings) || isWritten(node, parents)) return;
    if (/^(?:Deno|Netlify)\.env\./.test(dottedName(node))) return;
    const names = this.#namesOf(node);
    if (names === undefined) {
      this.#computed(child(node, 'property'), parents, node);
      return;
    }
    const inSchema = schemaNeed(parents, this.#bindings, this.#text);
    const need = names.length > 1 && this.#stops(parents) ? 'must' : (inSchema ?? needAt(node, parents, this.#text));
    if (names.length > 1) this.#validations.push({ line: this.#lineAt(node.start), atStart: need === 'must' && this.#isAtStart(parents), names: names.length });
    const uses = names.flatMap((name) => this.#keep(name, node, need, parents) ?? []);
    this.#hold(parents, uses);
  }

  #namesOf(node: ScriptNode): readonly string[] | undefined {
    const property = child(node, 'property');
    const name = propertyName(node) ?? (node['computed'] === true ? this.#bindings.text(property) : undefined);
    return name === undefined ? this.#eachOf(property) : [name];
  }

  /** The names that a variable of a loop goes through. */
  #eachOf(node: ScriptNode | undefined): readonly string[] | undefined {
    const binding = this.#bindings.of(unwrap(node));
    return binding?.is === 'each' ? this.#bindings.texts(binding.from) : undefined;
  }

  /** A computed name: the first parameter of a function makes it a helper, anything else cannot be told. */
  #computed(property: ScriptNode | undefined, parents: Parents, node: ScriptNode): void {
    const binding = this.#bindings.of(unwrap(property));
    const owner = binding?.is === 'parameter' ? binding.from : undefined;
    const name = owner && nameOfFunction(owner, parents);
    if (!owner || name === undefined) return void this.#dynamic.push(node.start);
    const need = ends(child(owner, 'body')) ? 'must' : needAt(node, parents, this.#text);
    // `process.env[name] ?? fallback`: who calls it without one has none.
    const given =
      need === 'default'
        ? unwrap(
            child(
              parents.findLast((one) => !isWrapper(one)),
              'right',
            ),
          )
        : undefined;
    const isHandedIn =
      given?.type === 'Identifier' && /^(?:parameter|other)$/.test(this.#bindings.of(given)?.is ?? '') && this.#bindings.of(given)?.from === owner;
    this.#helpers.set(name, { name, need: isHandedIn ? 'plain' : need });
  }

  /** Whether the code around a walk over names stops when one is missing. */
  #stops(parents: Parents): boolean {
    const around = parents.findLast((one, at) => isFunction(one) && !(parents[at - 1] && isCall(parents[at - 1] as ScriptNode))) ?? parents[0];
    return ends(isFunction(around as ScriptNode) ? child(around, 'body') : around);
  }

  #takeApart(pattern: ScriptNode | undefined, from: ScriptNode | undefined, parents: Parents): void {
    if (pattern?.type !== 'ObjectPattern' || !isEnvObject(from, this.#bindings)) return;
    for (const property of children(pattern, 'properties')) {
      const name = property.type === 'ObjectProperty' ? propertyName(property) : undefined;
      // `const { env } = process` is no variable, and the rest of all variables may be any of them.
      if (name === undefined) this.#dynamic.push(property.start);
      else {
        const value = child(property, 'value');
        const kept = this.#keep(name, property, value?.type === 'AssignmentPattern' ? 'default' : 'plain', parents);
        const local = identifierOf(value?.type === 'AssignmentPattern' ? child(value, 'left') : value);
        const binding = local === undefined ? undefined : this.#bindings.at(local, property.start);
        if (kept && binding) this.#held.push({ binding, uses: [kept] });
      }
    }
  }

  /** `const key = process.env.A_KEY` */
  #hold(parents: Parents, uses: readonly Kept[]): void {
    const declaration = parents.findLast((one) => !isWrapper(one));
    const name = declaration?.type === 'VariableDeclarator' ? identifierOf(child(declaration, 'id')) : undefined;
    const binding = name === undefined ? undefined : this.#bindings.at(name, declaration?.start ?? 0);
    if (binding && uses.length > 0) this.#held.push({ binding, uses });
  }

  #heldName(node: ScriptNode, parents: Parents): void {
    if (this.#held.length === 0) return;
    const binding = this.#bindings.of(node);
    const held = binding && this.#held.find((one) => one.binding === binding);
    if (!held || parents.at(-1)?.type === 'VariableDeclarator') return;
    const need = needAt(node, parents, this.#text);
    for (const use of held.uses) use.need = strongest(use.need, need);
  }

  #imported(node: ScriptNode): void {
    if (!/^\$env\/static\/(?:private|public)$|^astro:env\/(?:server|client)$/.test(literalOf(child(node, 'source')) ?? '')) return;
    for (const one of children(node, 'specifiers')) {
      const name = identifierOf(child(one, 'imported'));
      if (name !== undefined && UPPER_NAME.test(name)) this.#uses.push({ name, start: one.start, need: 'must', atStart: true });
    }
  }

  #declared(node: ScriptNode): void {
    if (!/^(?:ProcessEnv|ImportMetaEnv|Env)$/.test(identifierOf(child(node, 'id')) ?? '')) return;
    for (const member of children(child(node, 'body'), 'body')) {
      const name = propertyName(member);
      if (member['optional'] === true && name !== undefined) this.#optional.push(name);
    }
  }

  #call(node: ScriptNode, parents: Parents): void {
    const fields = schemaFields(node, parents, this.#bindings, this.#text, this.#path);
    for (const { name, need, start } of fields) {
      this.#ofSchemas.add(name);
      this.#uses.push({ name, start, need, atStart: this.#isAtStart(parents) });
    }
    if (fields.length > 0) this.#validations.push({ line: this.#lineAt(node.start), atStart: this.#isAtStart(parents), names: fields.length });
    const callee = child(node, 'callee');
    const called = dottedName(callee);
    const [first, second] = children(node, 'arguments');
    const name = this.#bindings.text(first);
    if (called === 'defineNuxtConfig') for (const one of nuxtNames(first)) this.#uses.push({ ...one, need: 'asked', atStart: false });
    if (/^(?:Deno|Netlify)\.env\.(?:get|has)$/.test(called)) {
      if (name === undefined) this.#computed(first, parents, node);
      else
        this.#hold(
          parents,
          [this.#keep(name, node, called.endsWith('has') ? 'asked' : needAt(node, parents, this.#text), parents)].filter((one) => one !== undefined),
        );
      return;
    }
    if (!callee) return;
    if (isMember(callee)) {
      if (name !== undefined && UPPER_NAME.test(name)) this.#memberCall(callee, name, second !== undefined, node, parents);
      return;
    }
    const source = this.#bindings.of(callee);
    if (source?.module === 'prisma/config' && source.key === 'env') return void this.#keep(name, node, 'must', parents);
    const imported = source?.is === 'import' ? source.key : undefined;
    if (imported === undefined || (name === undefined ? !first || !/env|secret|key|setting/i.test(called) : !UPPER_NAME.test(name))) return;
    const need = second ? 'default' : needAt(node, parents, this.#text);
    this.#calls.push({
      callee: imported === 'default' ? called : imported,
      name: name ?? null,
      start: node.start,
      line: 0,
      need,
      atStart: this.#isAtStart(parents),
    });
  }

  /** `env.get('A_KEY').required()` of env-var, `config.getOrThrow('A_KEY')` of NestJS. */
  #memberCall(callee: ScriptNode, name: string, hasFallback: boolean, node: ScriptNode, parents: Parents): void {
    const object = unwrap(child(callee, 'object'));
    const property = propertyName(callee) ?? '';
    if (!/^get(?:OrThrow)?$/.test(property)) return;
    const isEnvVar = this.#bindings.of(object)?.module === 'env-var';
    if (!isEnvVar && !/config(?:service)?$/i.test(dottedName(object))) return;
    const chain = parents.filter((one) => isMember(one)).map((one) => propertyName(one));
    const need =
      property === 'getOrThrow' || (isEnvVar && chain.includes('required')) ? 'must' : hasFallback || isEnvVar ? 'default' : needAt(node, parents, this.#text);
    this.#keep(name, node, need, parents);
  }
}
