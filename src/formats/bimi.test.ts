import { expect, it } from 'vitest';
import { bimiPictureFaults, isBimi, parseBimi } from './bimi.ts';

it.each([
  ['v=BIMI1; l=https://acme.test/logo.svg', { picture: 'https://acme.test/logo.svg', certificate: null, declined: false }, 0],
  ['v=BIMI1; l=https://acme.test/logo.svg; a=https://acme.test/vmc.pem;', { certificate: 'https://acme.test/vmc.pem' }, 0],
  ['v=BIMI1; l=; a=;', { picture: null, declined: true }, 0],
  ['v=BIMI1; l=http://acme.test/logo.svg', { picture: null, declined: false }, 1],
  ['v=BIMI1', { picture: null }, 1],
  ['v=BIMI2; l=https://acme.test/logo.svg', {}, 1],
  ['v=BIMI1; l=https://acme.test/logo.svg; a=nothing', { certificate: null }, 1],
])('%s', (text, wanted, faults) => {
  const record = parseBimi(text);
  expect(record).toMatchObject(wanted);
  expect(record.faults).toHaveLength(faults);
});

const SVG =
  '<?xml version="1.0"?><svg version="1.2" baseProfile="tiny-ps" viewBox="0 0 1 1" xmlns="http://www.w3.org/2000/svg"><title>Acme</title><path d="M0 0"/></svg>';
it.each([
  ['sound', SVG, 0],
  ['no picture', 'hello', 1],
  ['an ordinary SVG', '<svg viewBox="0 0 1 1"><path/></svg>', 3],
  ['a script', SVG.replace('<path', '<script>1</script><path'), 1],
  ['a link to elsewhere', SVG.replace('<path', '<use href="https://x.test/a"/><path'), 1],
  ['a link inside', SVG.replace('<path', '<use href="#a"/><path'), 0],
  ['too large', SVG.replace('M0 0', 'M0 0 '.repeat(10_000)), 1],
])('picture: %s', (_name, svg, faults) => {
  expect(bimiPictureFaults(svg)).toHaveLength(faults);
});

it('never throws', () => {
  let state = 1;
  const random = (): number => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
  const PIECES = ['v=BIMI1', ';', 'l=', 'a=', 'https://', 'acme.test', '<svg', '>', ' ', '\u0000', 'é', '<title>', 'href="'];
  for (let round = 0; round < 1000; round++) {
    const text = Array.from({ length: Math.floor(random() * 14) }, () => PIECES[Math.floor(random() * PIECES.length)]).join('');
    expect([isBimi(text), parseBimi(text).faults.length, bimiPictureFaults(text).length]).toHaveLength(3);
  }
});
