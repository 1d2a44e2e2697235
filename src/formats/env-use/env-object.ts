import { child, children, dottedName, identifierOf, isCall, isMember, propertyName, type ScriptNode, unwrap } from '../script-tree.ts';
import type { Bindings } from './bindings.ts';

const MODULES_WITH_ENV = /^(?:node:)?process$|^bun$|^\$env\/dynamic\/(?:private|public)$|^cloudflare:workers$/;
const MOST_STEPS = 8;

/** True when an expression is the object with all environment variables, or a copy of it. */
export function isEnvObject(node: ScriptNode | undefined, bindings: Bindings, steps = 0): boolean {
  const inner = unwrap(node);
  if (!inner || steps > MOST_STEPS) return false;
  const again = (one: ScriptNode | undefined): boolean => isEnvObject(one, bindings, steps + 1);
  if (isMember(inner)) return propertyName(inner) === 'env' && isProcess(unwrap(child(inner, 'object')), bindings);
  if (inner.type === 'Identifier') {
    const binding = bindings.of(inner);
    if (binding?.is === 'import') return binding.key === 'env' && MODULES_WITH_ENV.test(binding.module ?? '');
    if (binding?.is === 'property') return binding.key === 'env' && isProcess(unwrap(binding.from), bindings);
    return binding?.is === 'value' && again(binding.from);
  }
  if (inner.type === 'LogicalExpression') return again(child(inner, 'left'));
  if (inner.type === 'ObjectExpression') return children(inner, 'properties').some((one) => one.type === 'SpreadElement' && again(child(one, 'argument')));
  if (!isCall(inner)) return false;
  const callee = dottedName(child(inner, 'callee'));
  // Vite's own reads the env files; a function of the project with that name may return anything.
  if (callee === 'loadEnv') return /^(?:vite|vitest\/config|@rsbuild\/core)$/.test(bindings.of(child(inner, 'callee'))?.module ?? '');
  if (callee === 'vite.loadEnv' || callee === 'Deno.env.toObject') return true;
  return /^Object\.(?:freeze|assign)$/.test(callee) && children(inner, 'arguments').some(again);
}

function isProcess(node: ScriptNode | undefined, bindings: Bindings): boolean {
  if (!node) return false;
  if (node.type === 'MetaProperty') return true;
  if (isMember(node)) return /^(?:globalThis|global|window|self)\.process$/.test(dottedName(node));
  const name = identifierOf(node);
  const binding = bindings.of(node);
  if (binding?.is === 'import') return /^(?:node:)?process$|^bun$/.test(binding.module ?? '');
  return binding === undefined && (name === 'process' || name === 'Bun');
}
