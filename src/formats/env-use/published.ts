import { child, children, dottedName, isCall, isMember, literalOf, propertyName, type ScriptNode, unwrap, walk } from '../script-tree.ts';
import type { Bindings } from './bindings.ts';
import { isEnvObject } from './env-object.ts';
import { ENV_NAME, type PublishedEnv } from './model.ts';

type Found = Omit<PublishedEnv, 'line'> & { readonly start: number };
const ANSWERS = /(?:^|\.)(?:res|reply|response|ctx|c)\.(?:json|send|end|write|text|html)$|^(?:Next)?Response\.json$/;

/** Variables that this piece of code puts into what browsers download: build settings that copy values, globals of the page, answers with all variables. */
export function publishedAt(node: ScriptNode, parents: readonly ScriptNode[], bindings: Bindings, path: string): readonly Found[] {
  const all = (how: Found['how'], start = node.start): readonly Found[] => [{ name: null, how, start }];
  const isAll = (one: ScriptNode | undefined): boolean => isEnvObject(one, bindings) || isSerialised(one, bindings);
  if (node.type === 'ObjectProperty') {
    const key = propertyName(node);
    const isNext = /(?:^|\/)next\.config\.[cm]?[jt]s$/.test(path) && (key === 'env' || key === 'publicRuntimeConfig');
    const isVite =
      /(?:^|\/)[\w.-]*(?:vite|electron\.vite|rsbuild|rspack|tsup|esbuild)[\w.-]*\.config\.[cm]?[jt]s$|(?:^|\/)(?:vite|astro|nuxt|svelte|rsbuild)\.config\.[cm]?[jt]s$/.test(
        path,
      ) && key === 'define';
    return isNext ? listed(child(node, 'value'), bindings, 'next-env') : isVite ? listed(child(node, 'value'), bindings, 'define') : [];
  }
  if (isCall(node)) {
    const callee = dottedName(child(node, 'callee'));
    const [first] = children(node, 'arguments');
    if (/(?:^|\.)DefinePlugin$/.test(callee)) return listed(first, bindings, 'define');
    if (/(?:^|\.)EnvironmentPlugin$/.test(callee)) {
      const names =
        bindings.texts(first) ??
        (unwrap(first)?.type === 'ObjectExpression' ? children(unwrap(first), 'properties').flatMap((one) => propertyName(one) ?? []) : []);
      return names.filter((name) => ENV_NAME.test(name)).map((name) => ({ name, how: 'define', start: node.start }));
    }
    return ANSWERS.test(callee) && isAll(first) ? all('answer') : [];
  }
  if (node.type === 'AssignmentExpression') {
    const target = child(node, 'left');
    const isGlobal = target && isMember(target) && /^(?:window|self|globalThis)\.(?!process)/.test(dottedName(target));
    return isGlobal && isAll(child(node, 'right')) ? all('window') : [];
  }
  // `<script>window.ENV = ${JSON.stringify(process.env)}</script>`
  if (node.type === 'TemplateLiteral' && children(node, 'expressions').some((one) => isSerialised(one, bindings))) {
    const text = children(node, 'quasis')
      .map((part) => (part['value'] as { raw?: string } | undefined)?.raw ?? '')
      .join('');
    return /window\b|<script|globalThis|self\./.test(text) ? all('window') : [];
  }
  return node.type === 'ReturnStatement' && isSerialised(child(node, 'argument'), bindings) && parents.length > 0 && /\/(?:api|routes)\//.test(path)
    ? all('answer')
    : [];
}

function isSerialised(node: ScriptNode | undefined, bindings: Bindings): boolean {
  const inner = unwrap(node);
  return (
    inner !== undefined && isCall(inner) && dottedName(child(inner, 'callee')) === 'JSON.stringify' && isEnvObject(children(inner, 'arguments')[0], bindings)
  );
}

/** What a table of replacements holds: the variables whose values it reads, or all when a value is the whole object. */
function listed(table: ScriptNode | undefined, bindings: Bindings, how: Found['how']): readonly Found[] {
  const inner = unwrap(table);
  if (!inner) return [];
  if (isEnvObject(inner, bindings) || isSerialised(inner, bindings)) return [{ name: null, how, start: inner.start }];
  return children(inner, 'properties').flatMap((property): Found[] => {
    const value = child(property, 'value');
    if (!value) return [];
    if (isEnvObject(value, bindings) || isSerialised(value, bindings)) return [{ name: null, how, start: property.start }];
    const found: Found[] = [];
    walk(value, (node) => {
      if (!isMember(node) || !isEnvObject(child(node, 'object'), bindings)) return;
      const name = propertyName(node) ?? literalOf(child(node, 'property'));
      if (name !== undefined && ENV_NAME.test(name)) found.push({ name, how, start: property.start });
    });
    return found;
  });
}
