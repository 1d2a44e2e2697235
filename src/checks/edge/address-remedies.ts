import type { Remedy } from '../../model/fix.ts';

/** Nothing but a scheme and a host: it comes from outside and goes into a command. */
const PLAIN_ORIGIN = /^(?:http|ws):\/\/(?:[a-z0-9-]{1,63}\.)+[a-z0-9-]{2,63}$/;
const MOST = 5;

/** Writes the encrypted scheme in the code for these origins (`http://…`, `ws://…`). Others, such as those with a port, are left to the steps. */
export function encryptedRemedy(steps: readonly string[], origins: readonly string[]): Remedy {
  const plain = [...new Set(origins)].filter((origin) => PLAIN_ORIGIN.test(origin)).slice(0, MOST);
  if (plain.length === 0) return { steps };
  const text = plain.map((origin) => `git grep -lz '${origin}' | xargs -0 perl -pi -e 's|\\Q${origin}\\E|${origin.replace('://', 's://')}|g'`).join('\n');
  return {
    steps,
    snippet: {
      language: 'shell',
      text,
      where: 'the folder of the code; look at "git diff", build and deploy. Try one of the new addresses in the browser first',
    },
  };
}
