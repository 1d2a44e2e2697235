import { Buffer } from 'node:buffer';
import { setVariables } from '../../evidence/secrets/set-variables.ts';
import { readVariableListing } from '../../formats/variable-listing.ts';
import { quote } from '../../model/text.ts';
import type { Files } from '../../ports/io.ts';
import { CouldNotLook, defineProbe } from '../../ports/probe.ts';

const SIZE_CAP = 1_000_000;

export const setVariablesProbe = defineProbe({
  id: 'secrets/set-variables',
  version: 1,
  title: 'reads the names of the variables that are set where the app runs, from the config or from the file that it names',
  about: 'repository',
  needs: {},
  fills: setVariables,
  discovers: [],
  touches: 'reads-repository',
  timeoutMs: 10_000,
  async gather({ io, intent }) {
    const { names, file, platform } = intent.variables ?? {};
    if (names === undefined && file === undefined)
      throw new CouldNotLook('not-found', platform ? 'the host is asked instead' : 'the config does not name them (key variables)');
    const listed = file === undefined ? [] : await namesIn(io.files, file, platform?.target ?? intent.environment);
    const from = [...(names ? [quote('the config')] : []), ...(file === undefined ? [] : [quote(file)])];
    return { value: { names: [...new Set([...(names ?? []), ...listed])].sort(), from }, complete: true };
  },
});

async function namesIn(files: Files | undefined, file: string, target: string): Promise<readonly string[]> {
  if (!files) throw new CouldNotLook('not-found', 'This run has no repository');
  let text: string;
  try {
    text = Buffer.from((await files.read(file, SIZE_CAP)).bytes).toString('utf8');
  } catch {
    throw new CouldNotLook('not-found', `${file} cannot be read`);
  }
  const names = readVariableListing(text, target);
  if (names.length === 0) throw new CouldNotLook('malformed', `${file} names no variable of ${target}`);
  return names;
}
