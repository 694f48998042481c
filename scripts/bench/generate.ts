/** Writes generated repositories, the same for the same size and seed, and reuses them. */
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CompiledModel } from '../../server/model/compiled.ts';
import { projectOps } from '../../server/model/projectOps/index.ts';
import { writeArticle } from './article.ts';
import { CorpusPlan } from './corpusPlan.ts';

export const SEED = 1;
/** Raise it when the same size and seed give other texts. */
const GENERATOR_VERSION = 1;

export interface GeneratedFile {
  /** Relative to the root. */
  readonly path: string;
  readonly text: string;
}

/** All files of a repository of `size` articles, the configuration first. */
export function* generateFiles(size: number, seed = SEED): Generator<GeneratedFile> {
  const plan = new CorpusPlan(new CompiledModel(projectOps), size, seed);
  yield { path: 'throughline.yaml', text: 'now: 2026-11-16T09:00:00Z\n' };
  for (const article of plan.articles) yield { path: article.path, text: writeArticle(plan, article) };
}

/** Absolute path of the repository, written below `folder` unless it is there. */
export function ensureCorpus(folder: string, size: number, seed = SEED): string {
  const root = join(folder, `${size}-${seed}`);
  const complete = join(folder, `${size}-${seed}.complete-${GENERATOR_VERSION}`);
  if (existsSync(complete)) return root;
  rmSync(root, { recursive: true, force: true });
  const made = new Set<string>();
  for (const { path, text } of generateFiles(size, seed)) {
    const target = join(root, path);
    const parent = join(target, '..');
    if (!made.has(parent)) mkdirSync(parent, { recursive: true });
    made.add(parent);
    writeFileSync(target, text);
  }
  writeFileSync(complete, '');
  return root;
}
