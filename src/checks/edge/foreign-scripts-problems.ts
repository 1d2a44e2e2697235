import type { Problem } from '../../model/check.ts';

const later = { class: 'later', impact: 'data', identity: [], minutes: 20 } as const;

/** The ways in which `foreign-scripts` can fail. */
export const foreignScriptsProblems = {
  blocking: {
    says: 'The page of {host:name} waits for scripts of other sites before it shows anything: {hosts:names}',
    ...later,
    impact: 'experience',
    fails: ['F9'],
    fix: {
      steps: ['Add "async" or "defer" to each script in the proof, or load it after the page (chat widgets: on the first click or when the page is idle).'],
    },
  },
  'reads-secrets': {
    says: '{url:outside} has a field for {what:word} and runs scripts of {hosts:names}, which can read it',
    ...later,
    identity: ['url'],
    fails: ['F9'],
    fix: {
      steps: [
        'Take analytics, chat and advertising scripts off the pages where people log in or pay.',
        'What must stay: name it in the content security policy and give it an integrity attribute.',
      ],
    },
  },
  'no-integrity': {
    says: 'The page of {host:name} runs scripts from file hosts without checking that they are unchanged: {hosts:names}',
    ...later,
    fix: { steps: ['Add integrity="sha384-…" crossorigin="anonymous" to each script in the proof, or build it into your own bundle.'] },
  },
} as const satisfies Readonly<Record<string, Problem>>;
