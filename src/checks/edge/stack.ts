import type { Remedy } from '../../model/fix.ts';
import { EDGE_FINGERPRINTS } from '../../data/edge-fingerprints.ts';

/** Who has to be told: the place where redirects, headers and certificates of a host are set. */
export type Stack = 'cloudflare' | 'vercel' | 'netlify' | 'nginx' | 'caddy' | 'apache' | 'next' | 'express' | 'hono' | 'fastify' | 'unknown';

/** Platforms that set up everything themselves come first, then the edge, then the server, then the framework. */
const FRAMEWORKS: readonly Stack[] = ['next', 'express', 'hono', 'fastify'];
const ORDER: readonly Stack[] = ['vercel', 'netlify', 'cloudflare', 'nginx', 'caddy', 'apache', ...FRAMEWORKS];

/**
 * The stack to write the fix for: what shows in the answers of a host, or else the framework that the repository is written with (it need not be the
 * program that answers, so it only chooses the wording).
 */
export function stackOf(platforms: readonly string[], framework?: string | null): Stack {
  return ORDER.find((stack) => platforms.includes(stack)) ?? ORDER.find((stack) => stack === framework) ?? 'unknown';
}

/** The same for what the application itself decides (CORS, cookies): its framework, where that shows, before the servers it stands behind. */
export function appStackOf(platforms: readonly string[], framework?: string | null): Stack {
  return FRAMEWORKS.find((stack) => platforms.includes(stack)) ?? FRAMEWORKS.find((stack) => stack === framework) ?? stackOf(platforms);
}

/** Names of the recognised edges and platforms that take floods of traffic before the application does. */
export function protectingEdges(platforms: readonly string[]): string[] {
  return EDGE_FINGERPRINTS.filter(({ id, absorbsFloods }) => absorbsFloods && platforms.includes(id)).map(({ name }) => name);
}

/** The repair written for a stack, or the general one. */
export function forStack(stack: Stack, remedies: Readonly<Partial<Record<Stack, Remedy>>> & { readonly otherwise: Remedy }): Remedy {
  return remedies[stack] ?? remedies.otherwise;
}
