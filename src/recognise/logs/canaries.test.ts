import { Buffer } from 'node:buffer';
import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { CANARIES } from '../../model/log-terms.ts';
import { passesLuhn } from '../personal-data/card.ts';
import { canariesOf, needlesOf } from './canaries.ts';
import { needleSearch } from './find-needles.ts';

const planted = canariesOf('0123456789abcdef0123456789abcdef');
const needles = needlesOf(planted);
const formsIn = (text: string, firstLine = 1) => {
  const search = needleSearch(needles);
  search.look(Buffer.from(text), firstLine);
  return search.hits().map(({ needle, line, times }) => `${needle.canary} ${needle.form} ${line} ${times}`);
};

test('the same seed gives the same values, another one others', () => {
  expect(canariesOf('0123456789abcdef0123456789abcdef')).toEqual(planted);
  expect(canariesOf('00').marker).not.toBe(planted.marker);
  expect(passesLuhn(planted.values.card)).toBe(true);
});

test.each(CANARIES)('%s is found raw, encoded and digested, wherever it begins', (canary) => {
  const value = planted.values[canary];
  expect(formsIn(`a\nb ${value} c`)).toContain(`${canary} raw 2 1`);
  for (const lead of ['', 'x', 'xy', 'xyz'])
    for (const tail of ['', '1', '12'])
      expect(formsIn(Buffer.from(lead + value + tail).toString('base64')).map((form) => form.split(' ').slice(0, 2).join(' '))).toContain(`${canary} base64`);
  expect(formsIn(Buffer.from(`k=${value}`).toString('base64url'))[0]).toContain(`${canary} base64`);
  expect(formsIn(Buffer.from(value).toString('hex'))).toContain(`${canary} hex 1 1`);
  for (const name of ['sha256', 'md5']) expect(formsIn(createHash(name).update(value).digest('hex'))).toContain(`${canary} ${name} 1 1`);
  expect(formsIn(encodeURIComponent(value)).join()).toContain(canary);
  expect(formsIn(new URLSearchParams({ v: value }).toString()).join()).toContain(canary);
  expect(formsIn(JSON.stringify({ v: JSON.stringify({ v: value }) })).join()).toContain(canary);
  expect(formsIn(value.slice(0, -3))).toEqual([]);
});

test('places are counted from the first line of the block', () => expect(formsIn(`\n\n${planted.marker}\n${planted.marker}`, 11)).toEqual(['marker raw 13 2']));

test('a request is known by its id, by the trace made of it, and by the ids that the app answered with', () => {
  const { requestId } = planted;
  expect(requestId).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(formsIn(`{"reqId":"${requestId}"}\n{"trace_id":"${requestId.replaceAll('-', '')}"}`)).toEqual(['request-id raw 1 1', 'request-id raw 2 1']);
  const search = needleSearch(needlesOf(planted, ['iad1::abcde-1764600000000-0123456789ab', 'short']));
  search.look(Buffer.from('short iad1::abcde-1764600000000-0123456789ab'), 1);
  expect(search.hits().map(({ needle }) => needle.text)).toEqual(['iad1::abcde-1764600000000-0123456789ab']);
});
