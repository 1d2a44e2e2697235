export type FileRole = 'code' | 'test' | 'docs' | 'example';

const TEST =
  /(?:^|\/)(?:tests?|__tests__|__mocks__|specs?|e2e|cypress|fixtures?|testdata|test-data|mocks?|stubs?)\/|[._-](?:test|spec|mock|stories)\.[a-z]+$|(?:^|\/)test_[^/]*\.py$|_test\.(?:go|py)$/i;
const DOCS = /(?:^|\/)(?:docs?|documentation)\/|\.(?:md|mdx|rst|adoc|txt)$|(?:^|\/)(?:README|CHANGELOG|LICENSE)/i;
const EXAMPLE =
  /(?:^|\/)(?:examples?|samples?|templates?|demo)\/|(?:example|sample|template|dist|defaults?)$|\.(?:example|sample|template|tmpl|dist)\.|(?:^|\/)example\.[^/]*$/i;

/** What a file is for, by its path. Test before docs before example: the first that fits. */
export function fileRole(path: string): FileRole {
  if (TEST.test(path)) return 'test';
  if (DOCS.test(path)) return 'docs';
  return EXAMPLE.test(path) ? 'example' : 'code';
}
