import { GIVEN_NAMES } from '../../data/env-conventions.ts';
import type { EnvVariables } from '../../evidence/secrets/env-variables.ts';
import type { EnvCall, EnvHelper, EnvNeed, EnvUses } from '../../formats/env-use/model.ts';
import { quote } from '../../model/text.ts';

type Place = EnvVariables['dynamic'][number];
type Used = EnvVariables['used'][number];
interface Seen {
  readonly places: { readonly need: EnvNeed; readonly atStart: boolean; readonly inApp: boolean; readonly place: Place }[];
}

/** Of each variable; nobody reads further, and a large repository has thousands. */
const MOST_PLACES = 5;
/** Code that runs beside the app: on a developer's machine, in a workflow, while a container starts. */
const BESIDE =
  /(?:^|\/)(?:scripts?|tools?|bench(?:marks?)?|examples?|\.storybook|\.github)\/|(?:^|\/)(?:playwright|cypress|drizzle|vitest|jest|eslint|knip|commitlint|prettier|lighthouserc)[\w.-]*\.config\.|\.ya?ml$|(?:^|\/)(?:Dockerfile|Containerfile)/;

/** What is only turned, not needed: code that gets none of it goes on with what it had in mind. */
const KNOB =
  /_(?:TIMEOUT|LIMIT|MAX|MIN|RETRIES|INTERVAL|TTL|CONCURREN(?:T|CY)|BATCH_SIZE|(?:LOG|DEBUG)_LEVEL|VERBOSE|DEBUG)(?:_(?:MS|SECONDS|S|BYTES|TOKENS|CHARS|CALLS))?$|(?:^|_)MAX_\w{1,40}$/;

/** Puts together what single files show: a function of one file reads what another names. */
export class EnvTally {
  readonly #seen = new Map<string, Seen>();
  readonly #dynamic: Place[] = [];
  readonly #optional = new Set<string>();
  readonly #leftOut = new Set<string>();
  readonly #helpers = new Map<string, EnvHelper>();
  readonly #calls: { readonly path: string; readonly call: EnvCall }[] = [];
  readonly validations: EnvVariables['validations'][number][] = [];
  readonly published: EnvVariables['published'][number][] = [];

  /** Names that an example shows as a line to uncomment. */
  mayBeLeftOut(names: readonly string[]): void {
    for (const name of names) this.#leftOut.add(name);
  }

  /** @param reached false: nothing runs this file when the app starts, whatever stands at its top */
  add(path: string, found: EnvUses, reached: boolean): void {
    const at = (line: number): Place => ({ path: quote(path), line });
    for (const name of found.optionalNames) this.#optional.add(name);
    for (const helper of found.helpers) this.#helpers.set(helper.name, helper);
    for (const call of found.calls) this.#calls.push({ path, call });
    for (const { name, line, need, atStart } of found.uses) this.#note(name, path, line, need, atStart && reached);
    this.#dynamic.push(...found.dynamicLines.map(at));
    this.validations.push(...found.validations.filter(({ names }) => names > 1).map(({ line, atStart, names }) => ({ ...at(line), atStart, names, reached })));
    this.published.push(...found.published.map(({ line, ...what }) => ({ ...what, ...at(line) })));
  }

  /** Settles calls of functions that other files hold. */
  finish(): Pick<EnvVariables, 'used' | 'dynamic'> {
    for (const { path, call } of this.#calls) {
      const helper = this.#helpers.get(call.callee);
      if (!helper) continue;
      if (call.name === null) this.#dynamic.push({ path: quote(path), line: call.line });
      else this.#note(call.name, path, call.line, call.need === 'plain' ? helper.need : call.need, call.atStart);
    }
    const alternatives = alternativesIn(this.#seen);
    const used = [...this.#seen]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, { places }]) => usedOf(name, places, { isOptional: this.#optional.has(name), isChoice: alternatives.has(name) || this.#leftOut.has(name) }));
    return { used: used.slice(0, 2000), dynamic: this.#dynamic.slice(0, 200) };
  }

  #note(name: string, path: string, line: number, need: EnvNeed, atStart: boolean): void {
    if (GIVEN_NAMES.test(name)) return;
    const seen = this.#seen.get(name) ?? { places: [] };
    this.#seen.set(name, seen);
    seen.places.push({ need, atStart, inApp: !BESIDE.test(path), place: { path: quote(path), line } });
  }
}

/**
 * One verdict of many places. What stops without it says most, as long as it is the app that stops. A place that asks first, or a type of the project that calls it optional, shows that the
 * app runs without it; a default at one place does not, when another has none.
 */
function usedOf(name: string, all: Seen['places'], { isOptional, isChoice }: { readonly isOptional: boolean; readonly isChoice: boolean }): Used {
  const inApp = all.some((one) => one.inApp);
  const counted = inApp ? all.filter((one) => one.inApp) : all;
  const must = counted.filter(({ need }) => need === 'must');
  const deciding = must.find(({ atStart }) => atStart) ?? must[0] ?? counted.find(({ need }) => need === 'plain') ?? counted[0] ?? all[0];
  const asked = counted.some(({ need }) => need === 'asked') || counted.every(({ need }) => need === 'default') || isOptional;
  // What stops while the app starts is no choice, whatever an example says.
  const isChosen = isChoice && !must.some(({ atStart }) => atStart);
  const places = [...new Map([...(deciding ? [deciding] : []), ...counted, ...all].map(({ place }) => [`${place.path}:${place.line}`, place])).values()];
  return {
    name,
    need: isChosen ? 'optional' : must.length > 0 ? 'must' : asked || KNOB.test(name) ? 'optional' : 'plain',
    atStart: must.some(({ atStart }) => atStart),
    inApp,
    places: places.slice(0, MOST_PLACES),
  };
}

const LEAST_ALTERNATIVES = 4;
/** Where each file is reached by users on its own. */
const ROUTES = /(?:^|\/)(?:api|routes?|pages|app|endpoints)(?:\/|$)/;

/** Variables of files that stand side by side and each ask for their own when they are used: providers, of which an app chooses one or two. */
function alternativesIn(seen: ReadonlyMap<string, Seen>): ReadonlySet<string> {
  const families = new Map<string, Map<string, string[]>>();
  for (const [name, { places }] of seen) {
    const files = new Set(places.filter(({ need, inApp, atStart }) => need === 'must' && inApp && !atStart).map(({ place }) => String(place.path)));
    const [file, ...others] = files;
    // One that several ask for is no provider's own.
    if (file === undefined || others.some((other) => familyOf(other) === familyOf(file))) continue;
    for (const path of files) {
      const family = familyOf(path);
      if (ROUTES.test(family)) continue;
      const members = families.get(family) ?? new Map<string, string[]>();
      families.set(family, members.set(path, [...(members.get(path) ?? []), name]));
    }
  }
  return new Set([...families.values()].filter((members) => members.size >= LEAST_ALTERNATIVES).flatMap((members) => [...members.values()].flat()));
}

/** The folder that holds the files, or the folders with an index each. */
function familyOf(path: string): string {
  const folder = path.slice(0, Math.max(0, path.lastIndexOf('/')));
  return /\/index\.\w+$/.test(path) ? folder.slice(0, Math.max(0, folder.lastIndexOf('/'))) : folder;
}
