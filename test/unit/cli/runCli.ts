/** Runs a command in this process, on a new folder with these files. */
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Host } from '../../../server/cli/host.ts';
import { run } from '../../../server/cli/program.ts';

export interface Ended {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Terminal {
  readonly columns?: number;
  readonly isTerminal?: boolean;
  readonly environment?: Readonly<Record<string, string>>;
}

export interface TestFolder {
  readonly root: string;
  /** `in` is the folder to run in, below the root. Nothing is cached unless the arguments say so. */
  run(args: readonly string[], options?: Terminal & { readonly in?: string }): Promise<Ended>;
  write(path: string, text: string): void;
  remove(): void;
}

export function testFolder(files: Readonly<Record<string, string>>): TestFolder {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'throughline-cli-')));
  const write = (path: string, text: string) => {
    const native = join(root, ...path.split('/'));
    mkdirSync(dirname(native), { recursive: true });
    writeFileSync(native, text);
  };
  for (const [path, text] of Object.entries(files)) write(path, text);
  return {
    root,
    write,
    run: (args, { in: folder = '', ...terminal } = {}) => runIn(join(root, folder), args, terminal),
    remove: () => rmSync(root, { recursive: true, force: true }),
  };
}

async function runIn(folder: string, args: readonly string[], terminal: Terminal): Promise<Ended> {
  const written = { stdout: '', stderr: '' };
  let time = 0;
  const stream = (name: keyof typeof written) => ({
    isTerminal: name === 'stdout' && terminal.isTerminal === true,
    columns: terminal.columns,
    write: (text: string) => {
      written[name] += text;
    },
  });
  const host: Host = {
    folder,
    environment: terminal.environment ?? {},
    stdout: stream('stdout'),
    stderr: stream('stderr'),
    elapsed: () => time++,
  };
  const cache = args.some((arg) => arg.startsWith('--cache')) ? [] : ['--no-cache'];
  const exitCode = await run([...args, ...cache], host);
  return { exitCode, ...written };
}
