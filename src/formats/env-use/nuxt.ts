import { child, children, propertyName, type ScriptNode, unwrap } from '../script-tree.ts';

const MOST_STEPS = 5;

/** Names of the variables that Nuxt puts into `runtimeConfig` while it runs: `{ apiKey: '', public: { site: '' } }` takes NUXT_API_KEY and NUXT_PUBLIC_SITE. */
export function nuxtNames(config: ScriptNode | undefined): readonly { readonly name: string; readonly start: number }[] {
  return below(propertyOf(unwrap(config), 'runtimeConfig'), 'NUXT', MOST_STEPS);
}

function below(node: ScriptNode | undefined, prefix: string, steps: number): { name: string; start: number }[] {
  return children(node, 'properties').flatMap((property) => {
    const key = property.type === 'ObjectProperty' ? propertyName(property) : undefined;
    if (key === undefined) return [];
    const name = `${prefix}_${key.replaceAll(/([a-z0-9])([A-Z])/g, '$1_$2').toUpperCase()}`;
    const value = unwrap(child(property, 'value'));
    return value?.type === 'ObjectExpression' && steps > 0 ? below(value, name, steps - 1) : [{ name, start: property.start }];
  });
}

function propertyOf(node: ScriptNode | undefined, name: string): ScriptNode | undefined {
  const property = children(node, 'properties').find((one) => one.type === 'ObjectProperty' && propertyName(one) === name);
  return unwrap(child(property, 'value'));
}
