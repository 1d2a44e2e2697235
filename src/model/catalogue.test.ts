import { expect, test } from 'vitest';
import { gradeOf } from './catalogue.ts';

test('what nobody compared with its source is a guess, alone or beside others', () => {
  const read = { url: 'https://vendor.example/read', read: '2026-11-25' };
  const unread = { url: 'https://vendor.example/unread', read: null };
  expect(gradeOf(read)).toEqual({});
  expect(gradeOf(unread)).toEqual({ grade: 'inferred' });
  expect(gradeOf(read, unread)).toEqual({ grade: 'inferred' });
});
