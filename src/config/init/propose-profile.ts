import type { ProfileId } from '../../model/profile.ts';
import type { Detected } from './detect.ts';

const SIGNS: readonly { readonly profile: ProfileId; readonly packages?: RegExp; readonly name?: RegExp; readonly because: string }[] = [
  {
    profile: 'mobile-first-launch',
    packages: /^(expo|react-native|@capacitor\/core|@ionic\/.+|next-pwa|vite-plugin-pwa|@serwist\/next)$/,
    because: 'it is built for phones',
  },
  { profile: 'internal-ops-launch', name: /(^|[-_ .])(internal|intranet|backoffice|ops|helpdesk|warehouse)([-_ .]|$)/, because: 'its name says internal tool' },
  {
    profile: 'coach-prototype',
    packages: /^(@calcom\/.+|react-calendly|@mailchimp\/.+|convertkit.*)$/,
    name: /(^|[-_ .])(coach|coaching|consult|consulting|mentor|therapist|trainer)/,
    because: 'it looks like the product of a coach or consultant',
  },
  { profile: 'internal-ops-demo', name: /(^|[-_ .])(demo|prototype|poc|mvp)([-_ .]|$)/, because: 'its name says prototype' },
];

/** A profile to begin with and the reason, shown as the default of the question. */
export function proposeProfile({ packages, project }: Pick<Detected, 'packages' | 'project'>): { readonly profile: ProfileId; readonly because: string } {
  const sign = SIGNS.find((one) => packages.some((name) => one.packages?.test(name)) || one.name?.test(project.toLowerCase()));
  return sign ?? { profile: 'b2b-service-launch', because: 'nothing says otherwise, and it assumes that other companies rely on you' };
}
