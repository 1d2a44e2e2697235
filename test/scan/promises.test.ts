import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';

/* What a scan promises to read, and what it must survive: each with the test that proves it. */

/** File and title of a test, or the name of a scenario of `range/`. */
type Proof = readonly [file: string, title: string];
const SCAN = 'test/scan/scan.test.ts';
const BAD = 'test/scan/bad-input.test.ts';
const HISTORY = 'test/scan/history.test.ts';
const COMMAND = 'test/scan/command.test.ts';
const RAW = 'test/scan/nothing-raw.test.ts';
const CONTENT = 'src/scan/scan-content.test.ts';
const REPOSITORY = 'src/probes/secrets/repository-secrets.test.ts';
const DEPLOYED = 'range/scenarios/deployed-code.ts';
const LOGS = 'range/scenarios/logs.ts';

const SOURCES: Readonly<Record<string, readonly Proof[]>> = {
  'the working tree, as git ignores': [[SCAN, 'the tree: tracked and new files, not what git ignores']],
  'staged changes': [
    [SCAN, 'staged: only what the commit brings in, also for git commit -a'],
    [COMMAND, 'the hook stops a commit that brings in a key, and lets others pass'],
  ],
  'every content of the history: deleted, merged, stashed, tagged': [
    [SCAN, 'the history: what was deleted, merged, stashed, tagged; one finding a value'],
    [REPOSITORY, 'finds what only a merge commit contains'],
    [HISTORY, 'one thread and two find the same'],
  ],
  'what nothing reaches, on request': [[SCAN, 'what nothing reaches is found when asked for']],
  'partial and shallow clones': [
    [BAD, 'a shallow clone and a partial one are said'],
    [HISTORY, 'a history with missing contents is remembered, until one of them arrives'],
    [REPOSITORY, 'contents that are named but missing are counted'],
  ],
  'submodules and contents kept by LFS': [[BAD, 'submodules and contents kept by LFS are named']],
  archives: [
    [CONTENT, 'an archive in an archive'],
    [CONTENT, 'archives that cannot be unpacked are said, and what could be read is kept'],
    [SCAN, 'files, archives and streams'],
  ],
  notebooks: [[CONTENT, 'a notebook names its cell, a source map its source; what stands elsewhere in them is not lost']],
  'minified bundles': [[CONTENT, 'a minified bundle']],
  'sources in maps, also in a map inside a script': [
    [CONTENT, 'a notebook names its cell, a source map its source; what stands elsewhere in them is not lost'],
    [CONTENT, 'a map inside a script'],
    [DEPLOYED, 'a key is in the source map that app serves'],
  ],
  __NEXT_DATA__: [
    [CONTENT, 'the data of a page of Next.js'],
    [CONTENT, 'the same with slashes escaped'],
  ],
  'server components': [
    [CONTENT, 'a server component'],
    [CONTENT, 'its file'],
    [DEPLOYED, 'the service role key is in the data of the page'],
  ],
  'comments of pages': [
    [CONTENT, 'a comment of a page'],
    [DEPLOYED, 'a key is in a comment of the page'],
  ],
  'deployed code by crawl': [
    [DEPLOYED, 'a key of the model provider is in the script of app'],
    [DEPLOYED, 'a key is in a chunk that app loads later'],
    [
      'range/deployed-code.test.ts',
      'deployed with source maps: a key in the entry, one in a later chunk, an own value put in by the build, each with its modules',
    ],
  ],
  'logs of builds: files, GitHub Actions': [
    [LOGS, 'a build log with a key, and an app that writes prose'],
    [LOGS, 'a run of GitHub Actions that shows a key, behind pages, a pause and a deleted log'],
  ],
  'running logs': [
    ['src/verbs/logs.test.ts', 'a packed log with every bad habit, said without any of its values'],
    ['src/drivers/log-stream.test.ts', 'reads to the end, plain and packed, in whatever pieces'],
  ],
  'the rules of the config, in every source': [
    [COMMAND, 'the rules of the config count everywhere'],
    ['src/recognise/logs/scan-log.test.ts', 'a rule of the config counts in logs'],
  ],
};

const BAD_INPUT: Readonly<Record<string, readonly Proof[]>> = {
  binary: [[BAD, 'binary and UTF-16']],
  'UTF-16': [
    [BAD, 'binary and UTF-16'],
    [CONTENT, 'UTF-16 without'],
  ],
  'a file of 1 GB in one line': [[BAD, 'a file of 1 GB in one line is read to its end in bounded memory']],
  'files that change while read': [[BAD, 'a file that changes while it is read is read again, then named']],
  pipes: [[BAD, 'pipes, loops of links and links out of the folder hold nothing up']],
  'loops of links': [
    [BAD, 'pipes, loops of links and links out of the folder hold nothing up'],
    [REPOSITORY, 'links out of the repository and loops are not followed'],
  ],
  'corrupt packs': [
    [BAD, 'a corrupt pack is never a clean history'],
    [REPOSITORY, 'a damaged repository is a limit'],
  ],
  'repositories with SHA-256': [[BAD, 'a repository with SHA-256 ids']],
  'no git': [
    [BAD, 'without git the files are scanned and it is said; the history needs it'],
    [REPOSITORY, 'a repository without commits, and a folder without git'],
  ],
  'hostile file names': [
    [BAD, 'hostile file names reach no terminal, log or workflow'],
    [BAD, 'a file whose name is no UTF-8 is named as not scanned, never passed over'],
  ],
  'hostile repositories': [[REPOSITORY, 'nothing of a hostile repository runs']],
  'a rule with a bad pattern': [
    ['src/recognise/secrets/own-rules.test.ts', '%s is refused with its place'],
    [COMMAND, 'the rules of the config count everywhere'],
  ],
  'a baseline of another version': [
    [SCAN, 'a baseline that cannot be used is one clear error: %j'],
    [SCAN, 'another version of launch-ready'],
  ],
  'a stream that never ends': [
    [BAD, 'a stream that never ends is bounded by time and by Ctrl-C, and nothing read is lost'],
    ['src/drivers/log-stream.test.ts', 'a stream that never ends is left at the limit of bytes, also when it unpacks to very much'],
    ['src/drivers/log-stream.test.ts', 'a stream that falls silent is left when its time is up'],
  ],
  'a process killed in the middle': [
    [RAW, 'a run that is killed in the middle leaves the cache valid, and the next one finds everything'],
    ['src/scan/blob-cache.test.ts', 'other rules, a cut and a changed byte are no cache'],
  ],
  'archives that unpack to very much, and archives in archives': [[CONTENT, 'archives that cannot be unpacked are said, and what could be read is kept']],
  'nothing raw in what we write': [[RAW, 'no raw value in any output, cache, baseline or archive of ours']],
};

const there = async ([file, title]: Proof): Promise<boolean> => (await readFile(file, 'utf8')).includes(title);
async function goneOf(proofs: readonly Proof[]): Promise<readonly Proof[]> {
  const found = await Promise.all(proofs.map(there));
  return proofs.filter((_, at) => !found[at]);
}

test.each(Object.entries(SOURCES))('%s: what proves that it is read is there', async (_, proofs) => expect(await goneOf(proofs)).toEqual([]));
test.each(Object.entries(BAD_INPUT))('%s: what proves that it does no harm is there', async (_, proofs) => expect(await goneOf(proofs)).toEqual([]));
