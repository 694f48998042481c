/**
 * Rules on small workspaces in memory. Expected places are marked in the texts: `owner: «PER-009»` says that a finding
 * is expected from `P` to `9`. The marks are removed before the text is read.
 */
import assert from 'node:assert/strict';
import { ArticleReader } from '../../server/article/articleReader.ts';
import { parseSidecar, parseText, Utf8Decoder } from '../../server/article/parseText.ts';
import { folderOf, isMarkdown } from '../../server/article/paths.ts';
import type { Span } from '../../server/article/text.ts';
import { readConfiguration } from '../../server/configuration/readConfiguration.ts';
import { Corpus } from '../../server/corpus/corpus.ts';
import { instantOf } from '../../server/model/calendar.ts';
import { CompiledModel } from '../../server/model/compiled.ts';
import type { Configuration } from '../../server/model/configuration.ts';
import { compileGlobs } from '../../server/model/glob.ts';
import { projectOps } from '../../server/model/projectOps/index.ts';
import { avoidedTerms } from '../../server/rules/avoidedTerms.ts';
import { RULES } from '../../server/rules/index.ts';
import type { Finding } from '../../server/rules/rule.ts';
import { RuleRunner } from '../../server/rules/runner.ts';

/** Path → text. `throughline.yaml` is the configuration. */
export type Files = Readonly<Record<string, string>>;

/** Where tests stand in time unless their configuration says otherwise. */
export const NOW = '2026-11-16T09:00:00Z';

export interface Workspace {
  readonly corpus: Corpus;
  readonly configuration: Configuration;
  readonly now: number;
  /** Without marks. */
  readonly texts: ReadonlyMap<string, string>;
  /** Marked spans of each file that has any. */
  readonly marks: ReadonlyMap<string, readonly Span[]>;
  /** Findings of every rule, sorted by path of the article; corpus rules come last. */
  findings(): Finding[];
}

export function workspace(files: Files): Workspace {
  const texts = new Map<string, string>();
  const marks = new Map<string, readonly Span[]>();
  for (const [path, marked] of Object.entries(files)) {
    const { text, spans } = unmark(marked);
    texts.set(path, text);
    if (spans.length > 0) marks.set(path, spans);
  }
  const { configuration, problems } = readConfiguration(texts.get('throughline.yaml'), {
    builtIn: projectOps,
    rules: RULES,
  });
  assert.deepEqual(problems, [], 'the configuration of the test is valid');
  const corpus = corpusOf(texts, configuration);
  const now = instantOf(configuration.now ?? NOW) ?? Number.NaN;
  const runner = new RuleRunner(RULES, configuration, now);
  return {
    corpus,
    configuration,
    now,
    texts,
    marks,
    findings: () => [
      ...corpus.sorted().flatMap((article) => [...runner.checkArticle(article, corpus)]),
      ...[...runner.checkCorpusRules(corpus).values()].flatMap((byPath) => [...byPath.values()].flat()),
    ],
  };
}

/** The findings of one rule are exactly at the marks. Returns them, for what else a test expects of them. */
export function expectFindings(code: string, files: Files): Finding[] {
  const { findings, marks, texts } = workspace(files);
  const found = findings().filter((finding) => finding.code === code);
  const places = new Map<string, Span[]>();
  for (const { path, span } of found) places.set(path, [...(places.get(path) ?? []), span]);
  for (const path of new Set([...places.keys(), ...marks.keys()])) {
    const text = texts.get(path) ?? '';
    const shown = remark(text, places.get(path) ?? []);
    assert.equal(shown, remark(text, marks.get(path) ?? []), `${code} in ${path}`);
  }
  return found;
}

/** One finding, for tests about its message, severity or data. */
export function expectFinding(code: string, files: Files): Finding {
  const [finding, ...others] = expectFindings(code, files);
  assert.ok(
    finding !== undefined && others.length === 0,
    `one finding of ${code}, not ${others.length + (finding ? 1 : 0)}`,
  );
  return finding;
}

/** The rule finds nothing, wherever it looks. */
export function expectNoFindings(code: string, files: Files): void {
  const found = workspace(files)
    .findings()
    .filter((finding) => finding.code === code);
  assert.deepEqual(
    found.map(({ path, message }) => `${path}: ${message}`),
    [],
  );
}

function corpusOf(texts: ReadonlyMap<string, string>, configuration: Configuration): Corpus {
  const model = new CompiledModel(configuration.model);
  const reader = new ArticleReader(model);
  const included = compileGlobs(configuration.include);
  const excluded = compileGlobs(configuration.exclude);
  const paths = [...texts.keys()].filter((path) => !excluded.matches(path));
  const articles = paths.filter((path) => isMarkdown(path) && included.matches(path));
  const others = paths.filter((path) => !articles.includes(path) && path !== 'throughline.yaml');
  const read = (stage: 'front' | 'full', terms: readonly string[]) =>
    articles.map((path) => {
      const { text, problems } = decoded(texts.get(path) ?? '');
      const parsed = parseText(text, { stage, terms });
      const beside = reader.sidecarOf(path);
      const sidecarPath = beside === undefined ? undefined : [folderOf(path), beside].filter(Boolean).join('/');
      const sidecarText = sidecarPath === undefined ? undefined : texts.get(sidecarPath);
      const article = reader.read({
        path,
        hash: text,
        parsed: { ...parsed, problems: [...problems, ...parsed.problems] },
        ...(sidecarPath !== undefined &&
          sidecarText !== undefined && { sidecar: { path: sidecarPath, parsed: parseSidecar(sidecarText) } }),
      });
      return { path, article };
    });
  const empty = Corpus.empty(model, (path) => excluded.matches(path));
  const terms = avoidedTerms(empty.update(read('front', [])).corpus);
  return empty.update(
    read('full', terms),
    others.map((path) => ({ path, exists: true })),
    true,
  ).corpus;
}

/** As from a file in which every replacement character stands for a byte that is not UTF-8. */
function decoded(text: string) {
  const parts = text.split('\uFFFD').map((part) => [...new TextEncoder().encode(part)]);
  const bytes = parts.flatMap((part, i) => (i === 0 ? part : [0xff, ...part]));
  return new Utf8Decoder().decode(new Uint8Array(bytes));
}

function unmark(marked: string): { readonly text: string; readonly spans: Span[] } {
  let text = '';
  const open: number[] = [];
  const spans: Span[] = [];
  for (const char of marked) {
    if (char === '«') open.push(text.length);
    else if (char === '»') spans.push({ start: open.pop() ?? 0, end: text.length });
    else text += char;
  }
  return { text, spans };
}

/** The text with marks at these spans: shows more at a glance than numbers. */
function remark(text: string, spans: readonly Span[]): string {
  const inserts = spans.flatMap(({ start, end }) => [
    { at: start, mark: '«', order: 1 },
    { at: end, mark: '»', order: start === end ? 2 : 0 },
  ]);
  let marked = text;
  for (const { at, mark } of inserts.sort((a, b) => b.at - a.at || b.order - a.order)) {
    marked = marked.slice(0, at) + mark + marked.slice(at);
  }
  return marked;
}
