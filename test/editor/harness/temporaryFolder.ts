import { rmSync } from 'node:fs';
import { mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface TemporaryFolder {
  /** Absolute, with no symbolic link on the way: macOS's temporary folder is behind one, and editors report real paths. */
  readonly path: string;
  remove(): Promise<void>;
}

/** A server that is just being killed may still write, so that a folder is not empty on the first attempt. */
const removal = { recursive: true, force: true, maxRetries: 5, retryDelay: 100 } as const;

/** Makes a folder that is removed at the latest when this process ends, short of SIGKILL. */
export async function temporaryFolder(purpose: string): Promise<TemporaryFolder> {
  const path = await realpath(await mkdtemp(join(tmpdir(), `throughline-${purpose}-`)));
  const removeNow = () => rmSync(path, removal);
  process.once('exit', removeNow);
  return {
    path,
    remove: async () => {
      process.off('exit', removeNow);
      await rm(path, removal);
    },
  };
}
