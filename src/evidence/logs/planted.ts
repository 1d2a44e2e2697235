import { bool, instant, digest, list, name, object, optional, type TypeOf } from '../../model/schema.ts';

/**
 * What `launch-ready logs plant` keeps, by environment. Of the values only their seed: they all follow from it, so nothing that looks like a key or
 * a person lies in the state folder. They are synthetic and open nothing.
 */
export const keptCanaries = object({
  planted: list(
    object({
      environment: name,
      seed: digest,
      at: instant,
      wasSent: bool,
      /** Ids that the app gave our requests, as its answers say. */ answered: optional(list(name, 20)),
    }),
    100,
  ),
});
export type KeptCanaries = TypeOf<typeof keptCanaries>;
