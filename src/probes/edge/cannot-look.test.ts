import { expect, test } from 'vitest';
import { appBut } from '../../../range/faults/change.ts';
import { path, siteFault } from '../../../range/faults/web.ts';
import { DOMAIN, page } from '../../../range/healthy.ts';
import { httpEvidence, pageOf } from '../../../test/support/edge-evidence.ts';
import { lookAtHost } from '../../../test/support/look.ts';
import type { Probe } from '../../ports/probe.ts';
import { edgeAnswersProbe } from './answers.ts';
import { edgeDeclaredRoutesProbe } from './declared-routes.ts';
import { edgeExposedFilesProbe } from './exposed-files.ts';
import { edgePageCodeProbe } from './page-code.ts';
import { edgePostRedirectsProbe } from './post-redirects.ts';

const APP = `app.${DOMAIN}`;
const given = { http: httpEvidence(APP, { page: pageOf(`https://${APP}/`) }) };

test.each<[string, Probe, Parameters<typeof siteFault>[1], string]>([
  ['edge/answers', edgeAnswersProbe, 'bot-challenge', 'challenged'],
  ['edge/answers', edgeAnswersProbe, 'closes', 'malformed'],
  ['edge/page-code', edgePageCodeProbe, 'closes', 'malformed'],
  ['edge/exposed-files', edgeExposedFilesProbe, 'bot-challenge', 'challenged'],
  ['edge/exposed-files', edgeExposedFilesProbe, 'garbage', 'malformed'],
])('%s could not look: %s', async (_, probe, fault, code) => {
  await expect(lookAtHost(probe, APP, appBut(siteFault('app', fault)), given)).rejects.toMatchObject({ code });
});

test('a script that cannot be read is a limit, not an empty script', async () => {
  const world = appBut(
    path('app', '/', { status: 200, headers: [['content-type', 'text/html']], body: page('A', '<script src="/a.js"></script>') }),
    path('app', '/a.js', { fault: 'closes' }),
  );
  expect((await lookAtHost(edgePageCodeProbe, APP, world, given)).complete).toMatchObject([{ part: 'files' }]);
});

test('what stands behind a bot check is a limit of the declared routes', async () => {
  const spec = appBut(siteFault('app', 'bot-challenge'));
  const world = { ...spec, intent: { ...spec.intent, oldUrls: [{ from: `https://${APP}/old` }] } };
  expect((await lookAtHost(edgeDeclaredRoutesProbe, APP, world)).complete).toMatchObject([{ part: 'old-urls' }]);
});

test('a host without an address is posted nothing', async () => {
  const spec = appBut();
  const world = {
    ...spec,
    intent: { ...spec.intent, endpoints: [{ url: 'https://gone.example/hook', is: 'webhook' as const, method: 'POST' as const, headers: {} }] },
  };
  expect((await lookAtHost<{ asked: unknown[] }>(edgePostRedirectsProbe, APP, world)).value.asked).toEqual([]);
});
