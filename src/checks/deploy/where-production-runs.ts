import { hostingPlatforms } from '../../data/platforms.ts';
import { deployPlatform } from '../../evidence/deploy/platform.ts';
import { defineCheck, maybe } from '../../model/check.ts';
import { unattested } from '../unattested.ts';

export const whereProductionRuns = defineCheck({
  id: 'deploy/where-production-runs',
  rows: ['A2'],
  stage: 'audit',
  about: 'project',
  title: 'It is known where production runs, where its variables are set and how to go back',
  why: 'When the app is down at night, the first question is where to log in. Without an answer nothing else in a launch plan can be done.',
  test: 'ask somebody of the team to open the page where production can be restarted; it should take a minute',
  refs: [],
  needs: { platform: maybe(deployPlatform) },
  maxAge: '90d',
  attestable: true,
  problems: {},
  judge({ platform }, { report, intent }) {
    const [first, ...others] = platform?.platforms ?? [];
    const name = (id: string): string => hostingPlatforms.find((one) => one.id === id)?.name ?? id;
    // A person who says that nobody knows is not contradicted by a file that may be a leftover.
    const isDenied = intent.attestations.some((one) => one.row === 'A2' && one.nobodyKnows);
    const open = unattested(intent.attestations, 'A2');
    if (!first) report.unknown(`nothing in the repository shows it, and ${open}`);
    else if (others.length > 0)
      report.unknown(`the repository points to several places (${[first, ...others].map((one) => name(one.id)).join(', ')}): which one is production? ${open}`);
    else if (first.id === 'own-server') report.unknown(`${first.shownBy[0]?.path ?? 'a script'} copies to a server: whose is it, and who can log in? ${open}`);
    else if (isDenied) report.unknown(open);
    else {
      const known = hostingPlatforms.find((one) => one.id === first.id);
      const setUp = known && `; variables are set at ${known.variables}; going back: ${known.rollback.command.replaceAll('\n', '; ')}`;
      report.pass(`production runs on ${name(first.id)}, as ${first.shownBy[0]?.path ?? 'the repository'} shows${setUp ?? ''}`);
    }
  },
});
