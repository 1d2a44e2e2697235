import { codeParsers } from './code-parsers.ts';
import type { FuzzedParser } from './fuzz.ts';
import { mailParsers } from './mail-parsers.ts';
import { webParsers } from './web-parsers.ts';

/** Every parser of `src/formats`. A new one gets one line in the file of its area. */
export const PARSERS: readonly FuzzedParser[] = [...codeParsers, ...mailParsers, ...webParsers];
