/**
 * Values that everybody has: what emulators and manuals print is the same on every machine. By fingerprint, so that none of them stands here.
 * Source: the pages beside each. Date: 2026-12-01. Refresh: start the emulators and compare.
 */
const PUBLISHED = new Set([
  // Azurite, alone and in its connection string: learn.microsoft.com/azure/storage/common/storage-connect-azurite
  'cd3d6118927d6d92f5d5859f',
  '35a488d72c39dd35afc86419',
  // The emulator of Cosmos DB: learn.microsoft.com/azure/cosmos-db/emulator
  '85758c24a74b79203b78426b',
  '8217d77f6a158b5b24a387cd',
  // `supabase start`, the secret key and those of its storage: supabase.com/docs/guides/local-development
  'df0487afb85bcf48022871b4',
  '61d5bc521684bc0e92e328d9',
  '2a72793f4a157925a12f7f4d',
  // The secret with which every answer of reCAPTCHA passes: developers.google.com/recaptcha/docs/faq
  '39f08d3c960e76fa829d4acf',
  // The test keys of Stripe's manual: docs.stripe.com/keys
  '973dacdd40a40f4857fd0e0b',
  'ece06e3f40b60cd5ae21ee0c',
]);

export function isPublished(fingerprint: string | undefined): boolean {
  return fingerprint !== undefined && PUBLISHED.has(fingerprint);
}
