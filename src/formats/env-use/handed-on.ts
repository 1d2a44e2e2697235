import { child, dottedName, isCall, isMember, isWrapper, propertyName, type ScriptNode } from '../script-tree.ts';
import type { Bindings } from './bindings.ts';
import { isEnvObject } from './env-object.ts';

/** Functions that take all variables and say themselves what they read, or read nothing. */
const KNOWN =
  /(?:^|\.)(?:safeParse|parse|safeParseAsync|parseAsync|cleanEnv|customCleanEnv|parseEnv|createEnv|envsafe|validate|validateSync|assign|freeze|stringify|loadEnvConfig)$/;
/** Where the object only gets a name, is looked at, or is set for a process that is started. */
const HARMLESS =
  /^(?:ObjectPattern|SpreadElement|ImportSpecifier|BinaryExpression|VariableDeclarator|AssignmentPattern|LogicalExpression|ObjectProperty|UnaryExpression|IfStatement|ConditionalExpression)$/;

/** All variables handed on as one, to where they cannot be followed. */
export function isHandedOn(node: ScriptNode, parents: readonly ScriptNode[], bindings: Bindings): boolean {
  const parent = parents.findLast((one) => !isWrapper(one));
  if (!parent || !isEnvObject(node, bindings)) return false;
  if (isMember(node) ? propertyName(node) !== 'env' : !isRead(node, parent)) return false;
  if (isMember(parent) || HARMLESS.test(parent.type)) return false;
  return !(isCall(parent) && KNOWN.test(dottedName(child(parent, 'callee'))));
}

/** Not the place where the name is made, or the name of a property. */
function isRead(node: ScriptNode, parent: ScriptNode): boolean {
  if (parent.type === 'VariableDeclarator') return parent['id'] !== node;
  if (isMember(parent)) return parent['property'] !== node || parent['computed'] === true;
  return !/^(?:Import|Export)\w*Specifier$|^ObjectProperty$|^(?:Function|Class)Declaration$/.test(parent.type);
}

/** `process.env.A = …` and `delete process.env.A` write, they do not read. */
export function isWritten(node: ScriptNode, parents: readonly ScriptNode[]): boolean {
  const parent = parents.at(-1);
  return (
    (parent?.type === 'AssignmentExpression' && parent['left'] === node && parent['operator'] === '=') ||
    (parent?.type === 'UnaryExpression' && parent['operator'] === 'delete')
  );
}
