import { deployPlatform } from '../../evidence/deploy/platform.ts';
import { envValues, type EnvValueFile } from '../../evidence/secrets/env-values.ts';
import { PUBLIC_PREFIXES } from '../../data/env-conventions.ts';
import { defineCheck, hint, one } from '../../model/check.ts';
import { count } from '../../model/message.ts';
import { namesOf, type Placed, proofAt } from './env-facts.ts';

/** Frameworks that let `.env.local` win over `.env.production`, also when the production build is made. */
const LOCAL_WINS = /^(?:next|react-scripts|create-react-app|gatsby)/i;

export const envDuplicate = defineCheck({
  id: 'secrets/env-duplicate',
  rows: ['E7'],
  stage: 'secrets',
  about: 'repository',
  title: 'Every variable has one value, in one place',
  why: 'When a key stands twice, the last line wins and somebody corrects the other one: the app keeps talking to the old database or pays with the old key.',
  test: 'sort .env | cut -d= -f1 | uniq -d',
  refs: ['dotenv: what happens to variables that were already set', 'Next.js: Environment variable load order'],
  needs: { values: one(envValues), platform: hint(deployPlatform) },
  maxAge: 'commit',
  problems: {
    twice: {
      says: '{path:outside} sets {names:names} more than once, with different values; the last one counts',
      class: 'incident',
      impact: 'control',
      identity: ['path'],
      minutes: 5,
    },
    'twice-the-same': { says: '{path:outside} sets {names:names} more than once', class: 'later', impact: 'control', identity: ['path'], minutes: 5 },
    'local-wins': {
      says: 'a production build on this machine takes {names:names} from {local:outside}, not from {path:outside}',
      class: 'later',
      impact: 'experience',
      identity: ['path'],
      minutes: 10,
    },
  },
  judge({ values, platform }, { report }) {
    for (const file of values.files) {
      const { path } = file;
      const repeated = repeatedIn(file);
      const differing = repeated.filter(
        ({ variable }) => new Set(file.variables.filter((one) => one.name === variable.name).map(({ group }) => group)).size > 1,
      );
      const steps = ['Keep the line with the right value and delete the others.'];
      if (differing.length > 0 && file.kind === 'private')
        report.fail('twice', { path, names: namesOf(differing), proof: proofAt('Set again here', differing), fix: { steps } });
      const rest = file.kind === 'private' ? repeated.filter((placed) => !differing.includes(placed)) : repeated;
      if (rest.length > 0) report.fail('twice-the-same', { path, names: namesOf(rest), proof: proofAt('Set again here', rest), fix: { steps } });
    }
    if (LOCAL_WINS.test(platform?.framework ?? ''))
      for (const { file, local, placed } of overridden(values.files)) {
        const steps = [
          `Build for production where ${local.path} does not lie: on the host or in the workflow, never on your own machine.`,
          'Or put the production values into .env.production.local, which wins over both.',
        ];
        report.fail('local-wins', { path: file.path, local: local.path, names: namesOf(placed), proof: proofAt('Wins here', placed), fix: { steps } });
      }
    report.pass(`${count(values.files.length, 'env file')} read, no variable twice`);
  },
});

/** All but the first of each name. */
function repeatedIn(file: EnvValueFile): Placed[] {
  return file.variables.filter((variable, at) => file.variables.findIndex(({ name }) => name === variable.name) < at).map((variable) => ({ file, variable }));
}

/** Values that a build copies into the code: others are read where the app runs, and there the local file is not. */
function overridden(files: readonly EnvValueFile[]): { file: EnvValueFile; local: EnvValueFile; placed: Placed[] }[] {
  return files.flatMap((file) => {
    if (!/(?:^|\/)\.env\.production$/.test(file.path)) return [];
    const local = files.find(({ path }) => path === file.path.replace(/production$/, 'local'));
    if (!local) return [];
    const placed = local.variables
      .filter(
        ({ name, group }) =>
          PUBLIC_PREFIXES.some((prefix) => name.startsWith(prefix)) && file.variables.some((one) => one.name === name && one.group !== group),
      )
      .map((variable) => ({ file: local, variable }));
    return placed.length > 0 ? [{ file, local, placed }] : [];
  });
}
