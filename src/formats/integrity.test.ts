import { expect, test } from 'vitest';
import { integrity } from './integrity.ts';

test('the example of CSP level 2', () => {
  expect(integrity("alert('Hello, world.');")).toBe('sha256-qznLcsROx4GACP2dm0UCKCzCG+HiZ1guq6ZZDob/Tng=');
});
