import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { SCENARIOS } from './scenarios/index.ts';

/** A scenario, named as it is there, or a test of a file. */
type Proof = { readonly scenario: string } | { readonly file: string; readonly titled: string };
const scenario = (name: string): Proof => ({ scenario: name });
const titled = (file: string, title: string): Proof => ({ file, titled: title });

/** Bad input that must end in a finding or in `unknown`, never in a lost scan: each kind with what proves it. */
const BAD_INPUT: Readonly<Record<string, readonly Proof[]>> = {
  'garbage on port 443': [
    scenario('the HTTPS port of app answers with garbage'),
    scenario('app does not speak HTTP'),
    titled('src/drivers/tls-hello.test.ts', 'SSL 2 is not spoken by a port that %s'),
  ],
  'TLS record floods': [scenario('the HTTPS port of app sends empty records without end'), scenario('the HTTPS port of app sends warnings without end')],
  'certificates of 100 kB with 10,000 names': [
    scenario('the certificate of app has 3,000 names'),
    scenario('the certificate of app has 10,000 names, more than browsers take'),
  ],
  'half-open sockets': [
    scenario('app accepts on the HTTPS port and never says anything'),
    scenario('the plain port of app takes connections and says nothing'),
    scenario('app takes requests and never answers'),
  ],
  'slow servers': [
    scenario('the HTTPS port of app answers a byte at a time'),
    scenario('app sends its header a letter at a time'),
    scenario('app sends its page a letter at a time'),
    titled('src/drivers/tls-hello.test.ts', 'a port that is %s is not waited for beyond the deadline'),
  ],
  'header bombs': [scenario('app sends ten megabytes of headers'), titled('src/drivers/http.test.ts', '%s is "could not look"')],
  'invalid bytes in headers': [
    scenario('header lines with control characters and bare line feeds are read as browsers do'),
    scenario('app says two lengths at once'),
    titled('src/drivers/http.test.ts', '%s in a header are read as browsers do'),
  ],
  'redirects to other schemes and to no address': [
    scenario('app redirects to a script'),
    scenario('app redirects to a file of the visitor'),
    scenario('app redirects to a page of its own making'),
    scenario('app redirects to an address that is none'),
    scenario('app redirects to an empty address, which browsers take for a page'),
  ],
  'redirects to private addresses and to names that lead there': [
    scenario('app sends visitors to a private address'),
    scenario('app redirects to a private address in other words'),
    scenario('app redirects to the metadata of its cloud'),
    scenario('app redirects to a name that leads to a private address'),
    scenario('app redirects to a name that leads to the metadata of a cloud, beside a public address'),
    titled('range/inside.test.ts', '%s cannot lead us to a server inside'),
  ],
  'addresses inside certificates, pages and records': [
    titled('range/inside.test.ts', '%s cannot lead us to a server inside'),
    titled('src/probes/edge/trust.test.ts', 'a certificate cannot make us ask %s'),
    scenario('the certificate of app names a list of revoked ones at a private address'),
  ],
  'charset tricks': [
    scenario('a page in UTF-16 that calls itself UTF-8 loads a script in clear'),
    scenario('a page in UTF-7, which no browser reads, is ASCII'),
    scenario('a page that says another charset than its header'),
    scenario('overlong letters make no element'),
    scenario('app sends bytes that are no UTF-8'),
    titled('src/formats/charset.test.ts', 'overlong bytes are no letters'),
  ],
  'malformed policies': [scenario('a policy that is no policy'), titled('test/fuzz/web-parsers.ts', 'parsePolicies')],
  'malformed addresses in pages': [scenario('a page whose addresses are none'), titled('test/fuzz/web-parsers.ts', 'readHtml')],
  'bodies without end': [
    scenario('app sends a page without end'),
    scenario('app sends a page that unpacks to fifty megabytes'),
    titled('src/drivers/http.test.ts', 'an endless body is cut by size'),
  ],
};

const scenarios = new Set(
  Object.values(SCENARIOS)
    .flat()
    .map(({ name }) => name),
);
const isThere = async (proof: Proof): Promise<boolean> =>
  'scenario' in proof ? scenarios.has(proof.scenario) : (await readFile(proof.file, 'utf8')).includes(proof.titled);

test.each(Object.entries(BAD_INPUT))('%s: what proves it is there', async (_, proofs) => {
  const found = await Promise.all(proofs.map(isThere));
  expect(proofs.filter((_proof, at) => !found[at])).toEqual([]);
});
