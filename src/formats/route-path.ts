/** The URL path that a file of a file-routed framework serves (Next, SvelteKit, Nuxt, Remix-like), or `undefined` for other files. */
export function routePath(path: string): string | undefined {
  const app = /(?:^|\/)app\/(.*?)\/?route\.[cm]?[jt]sx?$/.exec(path)?.[1];
  const pages = /(?:^|\/)pages\/(api\/.*)\.[cm]?[jt]sx?$/.exec(path)?.[1];
  const kit = /(?:^|\/)routes\/(.*?)\/?\+server\.[jt]s$/.exec(path)?.[1];
  const nitro = /(?:^|\/)server\/(api\/.*?|routes\/.*?)(?:\.(?:get|post|put|delete))?\.[jt]s$/.exec(path)?.[1]?.replace(/^routes\//, '');
  const route = app ?? pages ?? kit ?? nitro;
  if (route === undefined) return undefined;
  const parts = route.split('/').filter((part) => part !== '' && part !== 'index' && !/^\(.*\)$/.test(part));
  return `/${parts.join('/')}`;
}

/** Paths that an Express-, Hono-, Fastify- or FastAPI-like file serves, with the method in upper case. */
export function servedPaths(source: string): { readonly method: string; readonly path: string }[] {
  return [...source.matchAll(/(?:\b(?:app|router|server|api|fastify|route)|@\w+)\.(get|post|all)\(\s*["'`](\/[\w\-/.:{}]{0,120})["'`]/g)].map((match) => ({
    method: (match[1] ?? '').toUpperCase(),
    path: match[2] ?? '/',
  }));
}
