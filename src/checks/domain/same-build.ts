import { addressViews } from '../../evidence/domain/address-views.ts';
import { edgeHttp } from '../../evidence/edge/http.ts';
import { defineCheck, each } from '../../model/check.ts';
import { quote } from '../../model/text.ts';
import { differenceOf, type Served } from './build-facts.ts';

export const sameBuild = defineCheck({
  id: 'domain/same-build',
  rows: ['B8'],
  stage: 'domain',
  about: 'project',
  title: 'Everybody gets the same version of the app',
  why: 'When two hosts or two servers of one host run different builds, some customers meet bugs that are fixed, pages call scripts that are gone, and no report can be reproduced.',
  test: 'Load the page from each address in the proof and compare the names of its scripts',
  refs: ['RFC 9110 §8.8'],
  needs: { hosts: each(edgeHttp, ['page']), views: each(addressViews) },
  maxAge: '24h',
  problems: {
    split: {
      says: '{one:name} and {two:name} serve different versions of the app: {what:outside}',
      class: 'blocker',
      impact: 'experience',
      identity: ['one', 'two'],
      minutes: 30,
      fix: {
        steps: [
          'Find where the older of the two comes from: a second project at the hosting, a server that the last deployment left out, or a cache in front of it.',
          'Deploy the same commit everywhere, or redirect the host that is not the main one; then purge the cache of the edge (Cloudflare: Caching → Purge Everything).',
        ],
      },
    },
  },
  judge({ hosts, views }, { report }) {
    const served: Served[] = hosts.flatMap(({ subject, value }) =>
      value.page && value.page.html && value.page.status < 300
        ? [{ at: subject.name, host: subject.name, buildId: value.page.buildId, files: value.page.hashedFiles ?? [] }]
        : [],
    );
    const atAddresses: Served[] = views.flatMap(({ subject, value }) =>
      value.views
        .filter(({ outcome, status }) => outcome === 'answered' && status < 300)
        .map(({ address, buildId, hashedFiles }) => ({ at: address, host: subject.name, buildId: buildId ?? null, files: hashedFiles ?? [] })),
    );
    const telling = [...served, ...atAddresses].filter(({ buildId, files }) => buildId !== null || files.length > 0);
    for (const group of [
      telling.filter((one) => served.includes(one)),
      ...Map.groupBy(
        telling.filter((one) => atAddresses.includes(one)),
        ({ host }) => host,
      ).values(),
    ]) {
      const [first] = group;
      for (const other of group.slice(1)) {
        const known = first?.host === other.host || (first !== undefined && isWww(first.host, other.host));
        const what = first && differenceOf(first, other, known);
        if (!first || what === undefined) continue;
        const lines = [first, other].map(({ at, buildId, files }) =>
          quote(`${at}: ${buildId === null ? '' : `build ${buildId} `}${files.slice(0, 4).join(' ')}`),
        );
        report.fail('split', {
          one: first.at,
          two: other.at,
          what: quote(what, 200),
          proof: [{ says: `what each serves${known ? '' : ' (they share files, so it is the same app)'}`, lines }],
          grade: 'observed',
        });
      }
    }
    if (served.length + atAddresses.length < 2) return report.notApplicable('the app is served in one place only, as far as could be seen');
    if (telling.length === 0)
      return report.unknown('the pages name no build and no file with a digest, so versions cannot be told apart: send an X-Build-Id header');
    report.pass(`compared: ${telling.length} places that tell their build`);
  },
});

const isWww = (a: string, b: string): boolean => a === `www.${b}` || b === `www.${a}`;
