import { deployedCode } from '../../evidence/secrets/deployed-code.ts';
import { defineCheck, one } from '../../model/check.ts';
import { notForVisitors } from './edge-facts.ts';

export const sourceMaps = defineCheck({
  id: 'edge/source-maps',
  rows: ['E4'],
  stage: 'edge',
  about: 'host',
  title: 'The original source code is not served to everybody',
  why: 'A public source map gives everybody the app’s source with its comments and file names: easier to copy, and easier to search for weak points.',
  test: 'Open https://{subject} with the developer tools (F12, Sources): is there readable source code?',
  refs: ['ECMA-426'],
  needs: { code: one(deployedCode, ['maps']) },
  maxAge: '24h',
  unless: notForVisitors,
  problems: {
    public: {
      says: '{host:name} serves the source maps of {n:count} of its files to everybody',
      class: 'later',
      impact: 'control',
      identity: [],
      minutes: 15,
      fix: {
        steps: [
          'Upload source maps to your error tracker during the build and delete them from what is deployed.',
          'Vite: build.sourcemap "hidden"; Next.js: productionBrowserSourceMaps false; webpack: devtool "hidden-source-map".',
        ],
      },
    },
  },
  judge({ code }, { subject, report }) {
    if (code.status === 'none' || code.files + code.pages === 0) return report.notApplicable('the host serves no page of its own');
    const maps = code.sourceMaps.map(({ map }) => map);
    if (maps.length > 0)
      report.fail('public', { host: subject.name, n: maps.length, proof: [{ says: 'answered with a source map', lines: maps.slice(0, 10) }] });
  },
});
