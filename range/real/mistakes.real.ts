import { describe, expect, test } from 'vitest';
import { played, WELL } from './mistakes/play.ts';
import * as apps from './mistakes/apps.ts';
import * as edges from './mistakes/edges.ts';
import * as sites from './mistakes/sites.ts';

describe.concurrent('mistakes of the catalogue: found, repaired by our own text, found no more', () => {
  test.each([
    ['1', ['domain/redirect-keeps-path:path-lost'], sites.pathLost],
    ['3', ['domain/canonical-host:both-serve'], sites.bothServe],
    ['5', ['edge/certificate:incomplete-chain'], sites.chainCut],
    ['6', ['edge/renewal-path:closed'], sites.renewalClosed],
    ['7', ['edge/hsts:uneven', 'edge/security-headers:uneven'], sites.notInherited],
    ['8', ['edge/hsts:uneven', 'edge/security-headers:uneven'], sites.notAlways],
    ['9a', ['edge/hsts:missing'], sites.hstsMissing],
    ['9b', ['edge/hsts:short'], sites.hstsShort],
    ['9c', ['edge/hsts-domain:breaks-sibling'], sites.hstsBreaksSibling],
    ['10', ['edge/cors:any-site-signed-in'], apps.reflectsOrigins],
    ['11', ['edge/cors:no-vary'], apps.noVary],
    ['12', ['edge/cache-leaks:private-shared'], apps.privateKept],
    ['14', ['edge/cache-leaks:deception'], apps.deception],
    ['16', ['edge/chat-stream:buffered'], apps.buffered],
    ['17', ['edge/cookies:insecure', 'edge/cookies:readable'], apps.weakCookie],
    ['18a', ['edge/rate-limit:unlimited-login'], apps.unlimited],
    ['18b', ['edge/rate-limit:spoofable'], apps.spoofable],
    ['2', ['domain/redirect-loop:loop', 'edge/cloudflare-encryption:flexible'], edges.flexible],
    ['19a', ['edge/client-access:webhook-turned-away', 'edge/cloudflare-bots:fight-mode'], edges.botsFought],
    ['19b', ['edge/origin:reachable'], edges.roundTheEdge],
  ] as const)('%s', async (_, finds, play) => {
    expect(await played(finds, play)).toEqual(WELL);
  });
});
