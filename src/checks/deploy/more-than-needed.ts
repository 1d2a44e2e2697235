import { notNeeded, oneIsEnough, type NotNeeded } from '../../data/not-needed.ts';
import { infrastructure, type Infrastructure } from '../../evidence/deploy/infrastructure.ts';
import { defineCheck, one } from '../../model/check.ts';
import type { Proof } from '../../model/finding.ts';
import type { ProfileId } from '../../model/profile.ts';

export const moreThanNeeded = defineCheck({
  id: 'deploy/more-than-needed',
  rows: [],
  stage: 'deploy',
  about: 'repository',
  title: 'The repository brings no infrastructure that a first launch does not need',
  why: 'Each extra system is one more thing that can fail on launch day, and one more that somebody must understand at night. Nothing here blocks a launch; it is where time goes that the launch needs.',
  test: 'for each thing named: say in one sentence which user would notice if it were gone',
  refs: [],
  needs: { seen: one(infrastructure) },
  maxAge: 'commit',
  problems: {
    'not-needed': {
      says: 'you probably do not need {things:names} for this launch',
      class: 'later',
      impact: 'cost',
      identity: [],
      minutes: 10,
      reach: 'internal',
    },
    'one-is-enough': {
      says: 'there is more than one of a kind where a launch needs {things:names}',
      class: 'later',
      impact: 'cost',
      identity: [],
      minutes: 10,
      reach: 'internal',
    },
  },
  judge({ seen }, { report, intent }) {
    for (const [code, catalogue] of [
      ['not-needed', notNeeded],
      ['one-is-enough', oneIsEnough],
    ] as const) {
      const found = catalogue.flatMap((item) => shown(item, seen, intent.profile));
      if (found.length === 0) continue;
      const exceptions = found.map(({ item }) => `${item.name}, unless ${item.unless}`);
      report.fail(code, {
        things: found.map(({ item }) => item.name),
        proof: found.flatMap(({ proof }) => proof),
        grade: 'inferred',
        fix: { steps: [`Leave it as it is if it works. Put no more hours into it before the launch: ${exceptions.join('; ')}.`] },
      });
    }
  },
});

function shown(item: NotNeeded, { shown: all }: Infrastructure, profile: ProfileId): { item: NotNeeded; proof: Proof[] }[] {
  const seen = all.find(({ id }) => id === item.id);
  if (!seen || item.profiles?.includes(profile) === false) return [];
  return [{ item, proof: seen.by.map((location) => ({ says: `Shows ${item.name}`, location })) }];
}
