import { hostingPlatforms } from '../../data/platforms.ts';
import { deployPlatform } from '../../evidence/deploy/platform.ts';
import { defineCheck, maybe } from '../../model/check.ts';
import { unattested } from '../unattested.ts';

export const rollbackPath = defineCheck({
  id: 'deploy/rollback-path',
  rows: ['I8'],
  stage: 'deploy',
  about: 'project',
  title: 'The way back to the previous release is written down',
  why: 'A bad release with users on it is repaired fastest by going back. Whoever has to look up how, while the app is down, loses the half hour that matters.',
  test: 'let somebody who did not write it go back to the previous release on staging, with the note and a watch: under 10 minutes',
  refs: ['Google SRE Book, ch. 27'],
  needs: { platform: maybe(deployPlatform) },
  maxAge: '90d',
  attestable: true,
  problems: {},
  judge({ platform }, { report, intent }) {
    const note = platform?.rollbackNotes[0];
    const isDenied = intent.attestations.some((one) => one.row === 'I8' && one.nobodyKnows);
    if (note && !isDenied) {
      report.pass(`written down in ${note.path}, line ${note.line}; whether it works is only known after a drill`);
      return;
    }
    const known = hostingPlatforms.find((one) => one.id !== 'own-server' && platform?.platforms.length === 1 && one.id === platform.platforms[0]?.id);
    const proposal = known
      ? `; on ${known.name}: ${known.rollback.steps[0] ?? ''} Command: ${known.rollback.command.replaceAll('\n', '; then ')}. It does not bring back: ${known.rollback.leaves}`
      : '';
    report.unknown(
      `${note ? 'a note exists, but' : 'no document of the repository has a heading about going back, and'} ${unattested(intent.attestations, 'I8')}${proposal}`,
    );
  },
});
