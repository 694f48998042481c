/**
 * `npm run bench`: builds, generates repositories and measures the server, the command line and other tools on them.
 * Options: `--sizes 1000,10000`, `--runs 5`, `--no-peers`, `--no-build`, `--json FILE`. The table goes to stdout.
 */
import { rmSync, writeFileSync } from 'node:fs';
import { cpus, platform, release, totalmem } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { CompiledModel } from '../../server/model/compiled.ts';
import { projectOps } from '../../server/model/projectOps/index.ts';
import { CorpusPlan } from './corpusPlan.ts';
import { ensureCorpus, SEED } from './generate.ts';
import { foamLint, installPeers, markdownSymbols, type Peers, versionOf } from './peers.ts';
import type { Use } from './processTree.ts';
import { type Measurement, measurementTable, type Ratio, ratioTable } from './report.ts';
import { runProcess } from './runProcess.ts';
import { quantile, type Spread, spreadOf } from './statistics.ts';
import { check, EDITS_PER_ARTICLE, hoverWhileIndexing, indexOnce, keystrokes, temporaryFolder } from './throughline.ts';

const PROJECT = join(import.meta.dirname, '../..');
const BENCH = join(PROJECT, '.bench');
const EDITS = 200;
/** The other tools are measured up to this size. */
const PEER_LIMIT = 10_000;
/** Sizes from here on are run at most three times. */
const LARGE = 50_000;
/** Targets at 10,000 articles on two cores: milliseconds and bytes. */
const TARGETS = { graph: 1500, cold: 8000, warm: 600, keystroke: 30, hover: 50, memory: 300e6 };

const { values: options } = parseArgs({
  options: {
    sizes: { type: 'string', default: '1000,10000' },
    runs: { type: 'string', default: '5' },
    peers: { type: 'boolean', default: true },
    build: { type: 'boolean', default: true },
    json: { type: 'string' },
  },
  allowNegative: true,
});

const measurements: Measurement[] = [];
const ratios: Ratio[] = [];

if (options.build) {
  progress('building');
  const { exitCode } = await runProcess(process.execPath, [join(PROJECT, 'esbuild.mjs')]);
  if (exitCode !== 0) throw new Error('The build failed: run `npm run build`.');
}
const peers = options.peers ? await installPeers(join(BENCH, 'peers')) : undefined;
for (const size of options.sizes.split(',').map(Number)) await measure(size);

console.log(`${machine()}\n\n${measurementTable(measurements)}`);
if (ratios.length > 0) console.log(`\n${ratioTable(ratios)}`);
if (peers !== undefined && 'unavailable' in peers)
  console.log(`\nOther tools were not measured: ${peers.unavailable}.`);
if (options.json !== undefined) {
  writeFileSync(options.json, `${JSON.stringify({ machine: machine(), measurements, ratios }, undefined, 2)}\n`);
}

async function measure(size: number): Promise<void> {
  progress(`generating ${size}`);
  const root = ensureCorpus(join(BENCH, 'corpora'), size);
  const runs = Math.min(Number(options.runs), size >= LARGE ? 3 : Number.POSITIVE_INFINITY);
  const atTenThousand = size === 10_000;
  const target = (name: Exclude<keyof typeof TARGETS, 'memory'>) => (atTenThousand ? { target: TARGETS[name] } : {});
  const memoryTarget = atTenThousand ? { memoryTarget: TARGETS.memory } : {};
  const add = (name: string, time: Spread, more: Partial<Measurement> = {}) =>
    measurements.push({ name, articles: size, time, ...more });

  const cold = await repeated(`${size}: cold index`, runs, () => withCache((cache) => indexOnce(root, cache)));
  const coldUse = useOf(cold);
  add('Graph of front matter, cold', spreadOf(cold.map((run) => run.graph)), target('graph'));
  add('First `workspace/symbol`, cold', spreadOf(cold.map((run) => run.symbols)));
  add('Full index, cold', spreadOf(cold.map((run) => run.ready)), {
    ...target('cold'),
    ...memoryTarget,
    ...coldUse,
  });

  await withCache(async (cache) => {
    await indexOnce(root, cache);
    const warm = await repeated(`${size}: warm start`, runs, () => indexOnce(root, cache));
    add('Full index, warm', spreadOf(warm.map((run) => run.ready)), {
      ...target('warm'),
      ...memoryTarget,
      ...useOf(warm),
    });
    progress(`${size}: keystrokes`);
    const times = await keystrokes(root, cache, somePaths(size, EDITS / EDITS_PER_ARTICLE));
    add('Keystroke to diagnostics, p50', pointOf(times, 0.5));
    add('Keystroke to diagnostics, p95', pointOf(times, 0.95), target('keystroke'));
  });

  progress(`${size}: hovers`);
  const hovers = await hoverWhileIndexing(root, somePaths(size, 50));
  add('Hover while indexing, p50', pointOf(hovers, 0.5));
  add('Hover while indexing, p95', pointOf(hovers, 0.95));
  add('Hover while indexing, longest', pointOf(hovers, 1), target('hover'));

  const fresh = await repeated(`${size}: check --no-cache`, runs, () => check(root, undefined));
  add('`check --no-cache`, whole process', spreadOf(fresh.map((run) => run.time)), useOf(fresh));
  await withCache(async (cache) => {
    await check(root, cache);
    const cached = await repeated(`${size}: check`, runs, () => check(root, cache));
    add('`check` with a cache, whole process', spreadOf(cached.map((run) => run.time)), useOf(cached));
  });
  if (peers !== undefined && 'folder' in peers && size <= PEER_LIMIT) {
    await measurePeers(peers, root, size, runs, {
      index: { time: medianOf(cold.map((run) => run.ready)), use: coldUse },
      check: { time: medianOf(fresh.map((run) => run.time)), use: useOf(fresh) },
    });
  }
}

interface Own {
  readonly time: number;
  readonly use: ReturnType<typeof useOf>;
}

async function measurePeers(
  found: Peers,
  root: string,
  size: number,
  runs: number,
  own: { readonly index: Own; readonly check: Own },
): Promise<void> {
  const compare = (name: string, others: readonly (Use & { readonly time: number })[], ours: Own) => {
    const time = spreadOf(others.map((run) => run.time));
    const use = useOf(others);
    measurements.push({ name, articles: size, time, ...use });
    const of = (kind: 'memory' | 'cpu') => {
      const [theirs, own] = [use[kind]?.median, ours.use[kind]?.median];
      return theirs === undefined || own === undefined ? {} : { [kind]: theirs / own };
    };
    ratios.push({ name, articles: size, time: time.median / ours.time, ...of('memory'), ...of('cpu') });
  };
  const markdown = await repeated(`${size}: Markdown server`, runs, () => markdownSymbols(found, root));
  if (markdown.some((run) => run.symbols === 0)) throw new Error('The Markdown server found no symbols.');
  const markdownName = `vscode-markdown-languageserver ${versionOf(found, 'vscode-markdown-languageserver')}`;
  compare(`${markdownName}, first \`workspace/symbol\` (ours: full index, cold)`, markdown, own.index);
  const foam = await repeated(`${size}: foam lint`, runs, () => foamLint(found, root));
  compare(`foam-cli ${versionOf(found, 'foam-cli')} \`lint\` (ours: \`check --no-cache\`)`, foam, own.check);
}

function medianOf(values: readonly number[]): number {
  return quantile(values, 0.5);
}

async function repeated<T>(name: string, runs: number, run: () => Promise<T>): Promise<T[]> {
  const results: T[] = [];
  for (let i = 0; i < runs; i++) {
    progress(`${name} ${i + 1}/${runs}`);
    results.push(await run());
  }
  return results;
}

async function withCache<T>(use: (folder: string) => Promise<T>): Promise<T> {
  const folder = temporaryFolder();
  try {
    return await use(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Articles from all over the repository that have a status, so of all kinds. */
function somePaths(size: number, count: number): string[] {
  const { articles } = new CorpusPlan(new CompiledModel(projectOps), size, SEED);
  return Array.from(
    { length: count },
    (_, i) => articles[Math.floor(((i + 0.5) * articles.length) / count)]?.path ?? '',
  );
}

function useOf(runs: readonly Use[]): { memory?: Spread; cpu?: Spread } {
  const memory = runs.map((run) => run.memory).filter((value) => value !== undefined);
  const cpu = runs.map((run) => run.cpu).filter((value) => value !== undefined);
  return { ...(memory.length > 0 && { memory: spreadOf(memory) }), ...(cpu.length > 0 && { cpu: spreadOf(cpu) }) };
}

/** One quantile of many times, with the shortest and the longest beside it. */
function pointOf(times: readonly number[], share: number): Spread {
  return { ...spreadOf(times), median: quantile(times, share) };
}

function machine(): string {
  const [cpu] = cpus();
  const memory = Math.round(totalmem() / 2 ** 30);
  return `${cpu?.model ?? 'unknown processor'}, ${cpus().length} cores, ${memory} GiB, ${platform()} ${release()}, Node ${process.version}`;
}

function progress(text: string): void {
  process.stderr.write(`${text}\n`);
}
