import { suiteFiles } from '../../../scripts/editorBundles.mjs';

/** How a group of suites is opened. */
export interface SuiteRunOptions {
  /** A folder in `test/editor/fixtures`, or a path from the repository's root. Default: the fixture of the run's name. */
  readonly workspace?: string;
  /** False for Restricted Mode. Default true. */
  readonly trust?: boolean;
  /** Makes the copied workspace a git repository with one commit. Default false. */
  readonly git?: boolean;
  /** User settings of this run. */
  readonly settings?: Readonly<Record<string, unknown>>;
}

/** A group of suite files that share one window. */
export interface SuiteRun {
  readonly name: string;
  /** Below the suite folder. */
  readonly files: readonly string[];
  readonly workspace: string;
  readonly options: SuiteRunOptions;
}

/** The run of the suites that lie directly in `test/editor/suite`. */
const DEFAULT_RUN = 'default';

/**
 * Runs that need more than a fixture of their name. A run is a folder in `test/editor/suite`: a new one needs an entry
 * here only when it is opened in another way.
 */
const runOptions: Readonly<Record<string, SuiteRunOptions>> = {
  [DEFAULT_RUN]: { workspace: 'examples/payment-gateway' },
};

/** Every run, the default one first; a window is opened for each. */
export function suiteRuns(folder?: string): readonly SuiteRun[] {
  const groups = Map.groupBy(suiteFiles(folder), (file) =>
    file.includes('/') ? file.slice(0, file.indexOf('/')) : DEFAULT_RUN,
  );
  const runs = [...groups].map(([name, files]): SuiteRun => {
    const options = runOptions[name] ?? {};
    return { name, files, workspace: options.workspace ?? name, options };
  });
  return runs.sort((a, b) => rank(a) - rank(b) || (a.name < b.name ? -1 : 1));
}

function rank(run: SuiteRun): number {
  return run.name === DEFAULT_RUN ? 0 : 1;
}
