import { notNeeded, oneIsEnough, type NotNeeded } from '../../data/not-needed.ts';
import { infrastructure, type Infrastructure } from '../../evidence/deploy/infrastructure.ts';
import { fileRole } from '../../formats/file-role.ts';
import { quote } from '../../model/text.ts';
import { defineProbe } from '../../ports/probe.ts';
import { readTexts, type Texts } from './read-texts.ts';

/** A file with more is no config that somebody wrote. */
const MOST_CHARACTERS = 200_000;

export const infrastructureProbe = defineProbe({
  id: 'deploy/infrastructure',
  version: 1,
  title: 'reads which infrastructure the repository brings along',
  about: 'repository',
  needs: {},
  fills: infrastructure,
  discovers: [],
  touches: 'reads-repository',
  timeoutMs: 60_000,
  async gather({ io, signal }) {
    const { texts } = await readTexts(io, signal);
    const own = new Map([...texts].filter(([path]) => fileRole(path) !== 'test' && fileRole(path) !== 'example'));
    return { value: { shown: [...notNeeded, ...oneIsEnough].flatMap((one) => shownIn(own, one)) }, complete: true };
  },
});

interface Place {
  readonly path: string;
  readonly line: number;
  /** What tells two of them apart. */
  readonly what: string;
}

function shownIn(texts: Texts, { id, signs, least = 1, distinct = false }: NotNeeded): Infrastructure['shown'] {
  const places = signs.flatMap((sign) => [...texts].flatMap(([path, text]) => (sign.path.test(path) ? placesOf(path, text, sign.text) : [])));
  const first = new Map(places.map((place) => [distinct ? place.what : place.path, place] as const).toReversed());
  const by = [...first.values()].toReversed().slice(0, 5);
  return first.size >= least ? [{ id, by: by.map(({ path, line }) => ({ path: quote(path), line })), count: first.size }] : [];
}

function placesOf(path: string, read: () => string | undefined, wanted: RegExp | undefined): Place[] {
  if (!wanted) return [{ path, line: 1, what: path }];
  const text = read() ?? '';
  if (text.length > MOST_CHARACTERS) return [];
  const matches = wanted.global ? [...text.matchAll(wanted)] : [wanted.exec(text)].filter((match) => match !== null);
  return matches.slice(0, 50).map((match) => ({
    path,
    line: text.slice(0, match.index).split('\n').length,
    what: (match.slice(1).find((group) => group !== undefined) ?? match[0]).toLowerCase(),
  }));
}
