/**
 * Runs git so that nothing in a repository can run code. A repository's own configuration names programs for many
 * occasions (hooks, monitors, pagers, diff and text converters, ways to fetch what a partial clone lacks), and a
 * repository can come from anywhere. So only plumbing commands are run, those occasions are switched off by `-c`, which
 * outranks every file, and nothing is ever fetched.
 */
import { spawn } from 'node:child_process';
import { devNull } from 'node:os';
import { dirname } from 'node:path';

export type GitFailure =
  /** There is no git to run. */
  | 'no-git'
  | 'no-repository'
  /** Git does not trust the folder, which belongs to another user (`safe.directory`). */
  | 'unsafe'
  | 'timeout'
  | 'cancelled'
  /** More output than can be taken. */
  | 'too-large'
  | 'failed';

export type GitResult<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly reason: GitFailure; readonly message: string };

export interface GitProcessOptions {
  /** Git's name or absolute path. */
  readonly executable?: string;
  /** Variables given to git, but for those that name another repository; those of this process by default. */
  readonly environment?: Readonly<Record<string, string | undefined>>;
  /** Milliseconds for one command. */
  readonly timeout?: number;
}

export interface GitCommand {
  readonly args: readonly string[];
  readonly input?: string;
  readonly signal?: AbortSignal | undefined;
  /** Takes the output as it comes, which then has no limit. Without it the output is the result. */
  readonly onOutput?: (chunk: Buffer) => void;
  /** Exit codes that mean "nothing found" rather than failure. */
  readonly emptyCodes?: readonly number[];
}

const TIMEOUT = 60_000;

/** Bytes. */
const MAX_OUTPUT = 64 * 1024 * 1024;

/** Bytes of what git says on standard error that are kept. */
const MAX_MESSAGE = 4096;

const OVERRIDES: readonly string[] = [
  'core.fsmonitor=false',
  `core.hooksPath=${devNull}`,
  'core.pager=cat',
  'core.sshCommand=false',
  'core.askPass=',
  'credential.helper=',
  'diff.external=',
  'gc.auto=0',
  'gpg.program=false',
  'log.showSignature=false',
  'maintenance.auto=false',
  'protocol.allow=never',
  'safe.bareRepository=explicit',
  'submodule.recurse=false',
];

/**
 * Variables kept of those that begin with `GIT_`: the user's own configuration, and how far up a repository is looked
 * for. The others say which repository to use, as hooks do, or name programs.
 */
const KEPT_VARIABLE = /^GIT_(CONFIG_.*|CEILING_DIRECTORIES|DISCOVERY_ACROSS_FILESYSTEM|EXEC_PATH)$/;

export class GitProcess {
  readonly #folder: string;
  readonly #executable: string;
  readonly #environment: Readonly<Record<string, string | undefined>>;
  readonly #timeout: number;

  /** `folder` is an absolute native path. */
  constructor(folder: string, options: GitProcessOptions = {}) {
    this.#folder = folder;
    this.#executable = options.executable ?? 'git';
    this.#environment = cleanEnvironment(options.environment ?? process.env);
    this.#timeout = options.timeout ?? TIMEOUT;
  }

  /** Resolves with the output; never rejects. */
  run(command: GitCommand): Promise<GitResult<Buffer>> {
    const { signal, onOutput } = command;
    return new Promise((resolve) => {
      if (signal?.aborted) return resolve(failure('cancelled', 'Cancelled.'));
      const child = spawn(this.#executable, this.#arguments(command.args), {
        // On Windows the current folder is searched for programs first, so it must not be the repository.
        cwd: dirname(process.execPath),
        env: this.#environment,
        stdio: 'pipe',
        windowsHide: true,
      });
      let outcome: GitResult<Buffer> | undefined;
      const stop = (result: GitResult<Buffer>) => {
        outcome ??= result;
        child.kill('SIGKILL');
      };
      const onAbort = () => stop(failure('cancelled', 'Cancelled.'));
      const timer = setTimeout(
        () => stop(failure('timeout', `Git took more than ${this.#timeout} ms.`)),
        this.#timeout,
      );
      signal?.addEventListener('abort', onAbort);

      const chunks: Buffer[] = [];
      let length = 0;
      child.stdout.on('data', (chunk: Buffer) => {
        if (outcome !== undefined) return;
        if (onOutput !== undefined) return onOutput(chunk);
        chunks.push(chunk);
        length += chunk.length;
        if (length > MAX_OUTPUT) stop(failure('too-large', `Git printed more than ${MAX_OUTPUT} bytes.`));
      });
      let message = '';
      child.stderr.on('data', (chunk: Buffer) => {
        if (message.length < MAX_MESSAGE) message += chunk.toString('utf8');
      });
      // Git may end before it has read everything; its exit code says why.
      child.stdin.on('error', () => undefined);
      child.stdin.end(command.input ?? '');

      child.on('error', (error) => {
        clearTimeout(timer);
        signal?.removeEventListener('abort', onAbort);
        resolve(failure('code' in error && error.code === 'ENOENT' ? 'no-git' : 'failed', error.message));
      });
      child.on('close', (code) => {
        clearTimeout(timer);
        signal?.removeEventListener('abort', onAbort);
        const isFine = code === 0 || (code !== null && command.emptyCodes?.includes(code));
        resolve(outcome ?? (isFine ? { ok: true, value: Buffer.concat(chunks) } : explain(message, code)));
      });
    });
  }

  #arguments(args: readonly string[]): string[] {
    const overrides = OVERRIDES.flatMap((override) => ['-c', override]);
    return ['-C', this.#folder, '--no-pager', '--literal-pathspecs', ...overrides, ...args];
  }
}

function cleanEnvironment(
  environment: Readonly<Record<string, string | undefined>>,
): Record<string, string | undefined> {
  const kept = Object.entries(environment).filter(
    ([name]) => !name.toUpperCase().startsWith('GIT_') || KEPT_VARIABLE.test(name.toUpperCase()),
  );
  return {
    ...Object.fromEntries(kept),
    // Messages are told apart by their English text.
    LC_ALL: 'C',
    LANGUAGE: '',
    GIT_OPTIONAL_LOCKS: '0',
    GIT_TERMINAL_PROMPT: '0',
    GIT_PAGER: 'cat',
    // Objects that a partial clone lacks stay missing: fetching them runs what the configuration names. Git before
    // 2.45 knows only the second: no protocol is called so.
    GIT_NO_LAZY_FETCH: '1',
    GIT_ALLOW_PROTOCOL: 'none',
  };
}

function explain(message: string, code: number | null): GitResult<never> {
  const text = message.trim();
  if (/dubious ownership|safe\.directory/.test(text)) return failure('unsafe', text);
  if (/not a git repository|cannot use bare repository|must be run in a work tree/.test(text)) {
    return failure('no-repository', text);
  }
  return failure('failed', text === '' ? `Git ended with ${code ?? 'a signal'}.` : text);
}

export function failure(reason: GitFailure, message: string): GitResult<never> {
  return { ok: false, reason, message };
}
