import type { AddressView } from '../../evidence/domain/address-views.ts';

/** Two addresses of one host that surely do not show the same site; none where they may. */
export function differentSites(views: readonly AddressView[]): readonly [AddressView, AddressView] | undefined {
  const answered = views.filter(({ outcome }) => outcome === 'answered');
  const [first, ...others] = answered;
  const other = first && others.find((view) => differ(first, view));
  return first && other && [first, other];
}

/** In words, what an address shows. */
export function shows({ status, title, sendsTo, foreign }: AddressView): string {
  if (foreign !== null) return foreign;
  if (sendsTo !== null) return `a redirect to ${sendsTo}`;
  return title !== null && status < 400 ? `"${title}"` : `status ${status}`;
}

function differ(one: AddressView, other: AddressView): boolean {
  if (one.foreign !== null || other.foreign !== null) return one.foreign !== other.foreign;
  if (one.sendsTo !== null && other.sendsTo !== null) return one.sendsTo !== other.sendsTo;
  const [isPage, otherIsPage] = [one, other].map(({ status, sendsTo }) => sendsTo === null && status < 400);
  // A server of several may be in trouble for a moment: only "not found" beside a page shows another site.
  if (isPage !== otherIsPage) return [one, other].some(({ status }) => status === 404 || status === 410);
  return isPage === true && one.title !== null && other.title !== null && words(one.title) !== words(other.title);
}

/** A title without what changes from visit to visit. */
function words(title: string): string {
  return title.toLowerCase().replace(/\d+/g, '').replace(/\s+/g, ' ').trim();
}
