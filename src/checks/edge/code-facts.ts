import { isAtOrBelow } from '../../model/domain-name.ts';
import type { CodeFile, EdgePageCode } from '../../evidence/edge/page-code.ts';
import { isInside } from '../domain/server-side-address.ts';

const ELSEWHERE = /^(.*[.-])?(staging|stage|dev|develop|test|preview|sandbox|qa|uat)([.-].*)?$/;

/** An address that stands in the code of a page. */
export interface Named {
  readonly url: URL;
  readonly file: CodeFile;
  readonly loaded: boolean;
  readonly own: boolean;
  readonly plain: boolean;
  /** Only the developer's machine or an inner network knows it. */
  readonly inside: boolean;
}

export function namesIn({ files }: EdgePageCode, domain: string): Named[] {
  return files.flatMap((file) =>
    file.names.flatMap(({ url: text, loaded }) => {
      const url = URL.parse(text);
      if (!url) return [];
      const { hostname, protocol } = url;
      const own = isAtOrBelow(hostname, domain);
      return [{ url, file, loaded, own, plain: protocol === 'http:' || protocol === 'ws:', inside: isInside(hostname) }];
    }),
  );
}

/** The name itself says that the host is not production. */
export function soundsLikeAnother(host: string, domain: string): boolean {
  return ELSEWHERE.test(host.slice(0, -domain.length - 1));
}
