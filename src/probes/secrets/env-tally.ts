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

/** Puts together what single files show: a function of one file reads what another names. */
export class EnvTally {
  readonly #seen = new Map<string, Seen>();
  readonly #dynamic: Place[] = [];
  readonly #optional = new Set<string>();
  readonly #helpers = new Map<string, EnvHelper>();
  readonly #calls: { readonly path: string; readonly call: EnvCall }[] = [];
  readonly validations: EnvVariables['validations'][number][] = [];
  readonly published: EnvVariables['published'][number][] = [];

  add(path: string, found: EnvUses): void {
    const at = (line: number): Place => ({ path: quote(path), line });
    for (const name of found.optionalNames) this.#optional.add(name);
    for (const helper of found.helpers) this.#helpers.set(helper.name, helper);
    for (const call of found.calls) this.#calls.push({ path, call });
    for (const { name, line, need, atStart } of found.uses) this.#note(name, path, line, need, atStart);
    this.#dynamic.push(...found.dynamicLines.map(at));
    this.validations.push(...found.validations.filter(({ names }) => names > 1).map(({ line, atStart, names }) => ({ ...at(line), atStart, names })));
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
    const used = [...this.#seen].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, { places }]) => usedOf(name, places, this.#optional.has(name)));
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
function usedOf(name: string, all: Seen['places'], isOptional: boolean): Used {
  const inApp = all.some((one) => one.inApp);
  const counted = inApp ? all.filter((one) => one.inApp) : all;
  const must = counted.filter(({ need }) => need === 'must');
  const deciding = must.find(({ atStart }) => atStart) ?? must[0] ?? counted.find(({ need }) => need === 'plain') ?? counted[0] ?? all[0];
  const asked = counted.some(({ need }) => need === 'asked') || counted.every(({ need }) => need === 'default') || isOptional;
  const places = [...new Map([...(deciding ? [deciding] : []), ...counted, ...all].map(({ place }) => [`${place.path}:${place.line}`, place])).values()];
  return {
    name,
    need: must.length > 0 ? 'must' : asked ? 'optional' : 'plain',
    atStart: must.some(({ atStart }) => atStart),
    inApp,
    places: places.slice(0, MOST_PLACES),
  };
}
