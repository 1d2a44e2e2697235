import { countCommits, isShallow } from '../../drivers/git.ts';
import { readTree } from '../../drivers/repository-tree.ts';
import { repositoryState } from '../../evidence/audit/repository-state.ts';
import { quote } from '../../model/text.ts';
import { defineProbe } from '../../ports/probe.ts';

export const repositoryStateProbe = defineProbe({
  id: 'audit/repository-state',
  version: 1,
  title: 'reads the repository and asks git about it',
  about: 'repository',
  needs: {},
  fills: repositoryState,
  discovers: [],
  touches: 'reads-repository',
  timeoutMs: 60_000,
  async gather({ io, signal }) {
    const tree = await readTree(io, signal);
    const { git } = tree;
    const trackedFiles = tree.files.filter((file) => file.tracked).length;
    return {
      value: {
        git: git ? 'here' : tree.gitFault ? 'unreadable' : 'none',
        head: tree.head ?? null,
        branch: tree.branch === undefined ? null : quote(tree.branch),
        dirty: tree.dirty ?? null,
        shallow: git ? await isShallow(io, git, signal) : false,
        commits: git && tree.head ? await countCommits(io, git, signal) : 0,
        trackedFiles,
        untrackedFiles: tree.files.length - trackedFiles,
      },
      complete: git ? true : [{ part: 'git', says: quote(tree.gitFault ?? 'There is no git repository here') }],
    };
  },
});
