import type { BuildOptions } from 'esbuild';

export function suiteFiles(folder?: string): string[];
export function editorBundles(options?: {
  readonly suiteFolder?: string;
  readonly outfile?: string;
}): Promise<BuildOptions[]>;
