import { child, identifierOf, isCall, isFunction, isMember, propertyName, type ScriptNode, walk } from '../script-tree.ts';

/** By these names a function is meant to be called when the app starts, wherever that is. */
const FOR_START = /^(?:validate|check|assert|verify|ensure|require|load|parse|init)\w*(?:env|config)\w*$/i;
const GOES_THROUGH = /^(?:forEach|map|filter|some|every|find|flatMap|reduce)$/;

/** Tells whether code runs while the file loads: outside functions, or in one that is called on the spot, at the top of the file, or by its framework at start. */
export function startOf(program: ScriptNode, path: string): (parents: readonly ScriptNode[]) => boolean {
  const called = new Set(/(?:^|\/)instrumentation\.[cm]?[jt]s$/.test(path) ? ['register'] : []);
  walk(program, (node) => {
    if (isFunction(node)) return false;
    const name = isCall(node) ? identifierOf(child(node, 'callee')) : undefined;
    if (name !== undefined) called.add(name);
    return undefined;
  });
  return (parents) =>
    parents.every((node, at) => {
      if (!isFunction(node)) return true;
      const around = parents[at - 1];
      if (around && isCall(around)) {
        const callee = child(around, 'callee');
        return callee === node || (callee !== undefined && isMember(callee) && GOES_THROUGH.test(propertyName(callee) ?? ''));
      }
      const name = identifierOf(child(node, 'id')) ?? (around?.type === 'VariableDeclarator' ? identifierOf(child(around, 'id')) : undefined);
      return name !== undefined && (called.has(name) || FOR_START.test(name));
    });
}
