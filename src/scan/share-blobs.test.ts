import { expect, test } from 'vitest';
import { shareBlobs, type SizedBlob } from './share-blobs.ts';

const blob = (id: string, path: string, size: number): SizedBlob => ({ id, path, size });
const ids = (shares: readonly SizedBlob[][]): string[] => shares.map((share) => share.map(({ id }) => id).join(''));

test('versions of a path stay together, each share has about as many bytes', () => {
  const blobs = [blob('a', 'x', 10), blob('b', 'y', 30), blob('c', 'x', 10), blob('d', 'y', 30), blob('e', 'z', 40)];
  expect(ids(shareBlobs(blobs, 2))).toEqual(['acb', 'de']);
  expect(ids(shareBlobs(blobs, 1))).toEqual(['acbde']);
});

test.each([
  ['nothing to read', [], ['', '']],
  ['only empty ones', [blob('a', 'x', 0), blob('b', 'x', 0)], ['ab', '']],
  ['one that outweighs all others', [blob('a', 'x', 1), blob('b', 'x', 1000), blob('c', 'y', 1)], ['a', 'bc']],
])('%s', (_, blobs, expected) => {
  expect(ids(shareBlobs(blobs, 2)).toSorted()).toEqual(expected.toSorted());
});
