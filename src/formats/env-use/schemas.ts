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
import type { Bindings } from './bindings.ts';
import { type EnvNeed, UPPER_NAME } from './model.ts';

interface Field {
  readonly name: string;
  readonly need: EnvNeed;
  readonly start: number;
}

/** Functions that check variables against a description, and the argument that holds it. */
const SCHEMA_CALLS: Readonly<Record<string, number>> = {
  cleanEnv: 1,
  customCleanEnv: 1,
  parseEnv: 1,
  envsafe: 0,
  'Env.create': 1,
  defineEnv: 0,
  validateEnv: 0,
};
/** Builders of schemas for any object; theirs is one of variables when all its names are in capitals. */
const OBJECT_CALLS = /^(?:z|zod|v|valibot|s|t|yup|Joi|joi|Type|Schema|S)\.(?:object|strictObject|looseObject|Object|Struct)$|^(?:object|type)$/;
const MAY_BE_ABSENT =
  /\b(?:optional|nullish|default|catch|prefault|exactOptional|withDefault|fallback|optionalWith)\s*\(|\b(?:defaults?|devDefault|optional)\s*:/;
/** Functions that take a JSON schema of the variables: env-schema, @fastify/env. */
const JSON_SCHEMA_CALLS = /^(?:envSchema|.*\.register)$/;

/** The variables that a call describes, and whether it is a description of variables at all. */
export function schemaFields(node: ScriptNode, parents: readonly ScriptNode[], bindings: Bindings, text: string, path: string): readonly Field[] {
  if (!isCall(node)) return [];
  const callee = dottedName(child(node, 'callee'));
  const args = children(node, 'arguments');
  const name = callee.slice(callee.lastIndexOf('.') + 1);
  if (name === 'createEnv') {
    const parts = children(args[0], 'properties').filter((part) => /^(?:server|client|shared)$/.test(propertyName(part) ?? ''));
    return parts.flatMap((part) => fieldsOf(child(part, 'value'), text, bindings));
  }
  const position = Object.hasOwn(SCHEMA_CALLS, callee) ? SCHEMA_CALLS[callee] : Object.hasOwn(SCHEMA_CALLS, name) ? SCHEMA_CALLS[name] : undefined;
  if (position !== undefined) return fieldsOf(args[position], text, bindings);
  if (JSON_SCHEMA_CALLS.test(callee)) return jsonSchemaFields(args, bindings, text);
  if (/^(?:envField)\./.test(callee)) return astroField(node, parents, text);
  if (callee === 'convict') return convictFields(args[0], text);
  const isObject = OBJECT_CALLS.test(callee) || /\(\)(?:\.\w+)*\.(?:safeE|e)xtend$/.test(callee);
  return isObject && isOfVariables(parents, text, path) ? objectFields(node, args[0], parents, bindings, text, /^joi/i.test(callee)) : [];
}

const PARSES_ENV = /arse(?:Async)?\(\s*(?:[\w$.]+\s*,\s*)?(?:process\.env|import\.meta\.env|Bun\.env|Deno\.env|\{\s*\.\.\.process\.env|env\b)/;
/** A description of an object is one of variables when its name, its file or its use says so. */
function isOfVariables(parents: readonly ScriptNode[], text: string, path: string): boolean {
  const named = parents.some((one) =>
    /(?:env|validationSchema)/i.test(identifierOf(child(one, 'id')) ?? (one.type === 'ObjectProperty' ? propertyName(one) : '') ?? ''),
  );
  return named || /(?:^|\/)env(?:[.-][\w.-]*)?\.[cm]?[jt]s$/.test(path) || PARSES_ENV.test(text);
}

function objectFields(
  node: ScriptNode,
  shape: ScriptNode | undefined,
  parents: readonly ScriptNode[],
  bindings: Bindings,
  text: string,
  isJoi: boolean,
): readonly Field[] {
  const names = children(shape, 'properties').map((one) => (one.type === 'ObjectProperty' ? propertyName(one) : 'SPREAD_'));
  if (names.length === 0 || !names.every((one) => one !== undefined && UPPER_NAME.test(one)) || !names.some((one) => one?.includes('_'))) return [];
  const isPartial = parents.some((one) => isMember(one) && child(one, 'object') === node && propertyName(one) === 'partial');
  return fieldsOf(shape, text, bindings).map((field) =>
    isPartial || (isJoi && !requiredInJoi(shape, field.name, text)) ? { ...field, need: 'default' } : field,
  );
}

function requiredInJoi(shape: ScriptNode | undefined, name: string, text: string): boolean {
  const value = child(
    children(shape, 'properties').find((one) => propertyName(one) === name),
    'value',
  );
  return value !== undefined && /\.required\(/.test(text.slice(value.start, value.end));
}

function fieldsOf(shape: ScriptNode | undefined, text: string, bindings: Bindings, steps = 0): Field[] {
  const written = valueOf(shape, bindings);
  return children(written, 'properties').flatMap((property): Field[] => {
    // `...common`, where the file holds it.
    if (property.type === 'SpreadElement' && steps < 4) return fieldsOf(child(property, 'argument'), text, bindings, steps + 1);
    const name = propertyName(property);
    const value = child(property, 'value');
    if (property.type !== 'ObjectProperty' || name === undefined || !UPPER_NAME.test(name) || !value) return [];
    return [{ name, need: MAY_BE_ABSENT.test(inProduction(value, text)) ? 'default' : 'must', start: property.start }];
  });
}

/** The description that holds in production, where it differs by `NODE_ENV`. */
function inProduction(value: ScriptNode, text: string): string {
  const source = (one: ScriptNode | undefined): string => (one ? text.slice(one.start, one.end) : '');
  const test = source(child(value, 'test'));
  if (value.type !== 'ConditionalExpression' || !/NODE_ENV/.test(test) || !/['"](?:production|development)['"]/.test(test)) return source(value);
  const isForProduction = /production/.test(test) === /===?/.test(test.replace(/!==?/, ''));
  return source(child(value, isForProduction ? 'consequent' : 'alternate'));
}

/** `env: { schema: { API_KEY: envField.string({ … }) } }` of Astro. */
function astroField(node: ScriptNode, parents: readonly ScriptNode[], text: string): readonly Field[] {
  const property = parents.at(-1);
  const name = property?.type === 'ObjectProperty' ? propertyName(property) : undefined;
  if (name === undefined || !UPPER_NAME.test(name)) return [];
  return [{ name, need: MAY_BE_ABSENT.test(text.slice(node.start, node.end)) ? 'default' : 'must', start: node.start }];
}

/** convict names the variable in each field. */
function convictFields(shape: ScriptNode | undefined, text: string): Field[] {
  return children(shape, 'properties').flatMap((property): Field[] => {
    const field = child(property, 'value');
    const named = children(field, 'properties').find((one) => propertyName(one) === 'env');
    const name = literalOf(child(named, 'value'));
    const below = name === undefined && field?.type === 'ObjectExpression' ? convictFields(field, text) : [];
    return name !== undefined && UPPER_NAME.test(name) ? [{ name, need: 'default', start: property.start }] : below;
  });
}

/** What a name of the file stands for, or the expression itself. */
function valueOf(node: ScriptNode | undefined, bindings: Bindings): ScriptNode | undefined {
  const inner = unwrap(node);
  const binding = bindings.of(inner);
  return binding?.is === 'value' ? unwrap(binding.from) : inner;
}

/** `{ type: 'object', required: ['A_KEY'], properties: { A_KEY: … } }`, written in the call or under a name of the file. */
function jsonSchemaFields(args: readonly ScriptNode[], bindings: Bindings, text: string): Field[] {
  const isForEnv = args.some((one) => /env/i.test(text.slice(one.start, Math.min(one.end, one.start + 60)))) || args.length === 1;
  const options = isForEnv ? args.map((one) => valueOf(one, bindings)).find((one) => one?.type === 'ObjectExpression') : undefined;
  const property = (of: ScriptNode | undefined, name: string): ScriptNode | undefined =>
    valueOf(
      child(
        children(of, 'properties').find((one) => one.type === 'ObjectProperty' && propertyName(one) === name),
        'value',
      ),
      bindings,
    );
  const schema = property(options, 'schema');
  const required = new Set(children(property(schema, 'required'), 'elements').map((one) => literalOf(one)));
  return fieldsOf(property(schema, 'properties'), text, bindings).map((field) => ({ ...field, need: required.has(field.name) ? 'must' : 'default' }));
}

/** `schema.parse({ apiKey: process.env.A_KEY })`: what the schema says of the property. Nothing when the value is in no such call. */
export function schemaNeed(parents: readonly ScriptNode[], bindings: Bindings, text: string): EnvNeed | undefined {
  const at = parents.findLastIndex((one) => isFunction(one) || (isCall(one) && /\.(?:safeP|p)arse(?:Async)?$/.test(dottedName(child(one, 'callee')))));
  const call = parents[at];
  const property = parents[at + 2];
  const key = property?.type === 'ObjectProperty' ? propertyName(property) : undefined;
  if (!call || !isCall(call) || key === undefined) return undefined;
  const schema = valueOf(child(child(call, 'callee'), 'object'), bindings);
  let need: EnvNeed | undefined;
  if (schema)
    walk(schema, (node) => {
      if (need !== undefined || node.type !== 'ObjectProperty' || propertyName(node) !== key) return need === undefined;
      const value = child(node, 'value');
      need = value && MAY_BE_ABSENT.test(inProduction(value, text)) ? 'default' : 'must';
      return false;
    });
  return need;
}
