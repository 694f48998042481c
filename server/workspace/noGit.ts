import type { Git } from './git.ts';
import { failure } from './gitProcess.ts';

/** For workspaces that are not trusted: answers every question with the reason why it was not asked. */
export function noGit(): Git {
  const refused = async () => failure('no-git', 'In Restricted Mode git is not run.');
  return {
    isRepository: refused,
    headCommit: refused,
    show: refused,
    idsOnAllRefs: refused,
    filesOnAllRefs: refused,
  };
}
