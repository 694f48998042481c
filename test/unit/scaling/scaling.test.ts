import assert from 'node:assert/strict';
import { type GeneratedFile, generateFiles } from '../../../scripts/bench/generate.ts';
import { ArticleReader } from '../../../server/article/articleReader.ts';
import { parseText } from '../../../server/article/parseText.ts';
import { Corpus } from '../../../server/corpus/corpus.ts';
import type { Engine } from '../../../server/engine/engine.ts';
import { CompiledModel } from '../../../server/model/compiled.ts';
import { projectOps } from '../../../server/model/projectOps/index.ts';
import { memoryEngine } from '../../support/engine.ts';
import { growthOf } from './ratio.ts';

const SMALL = 150;
const FACTOR = 8;
/** Quadratic work gives 8; linear work with a colder processor cache up to about 2. */
const LINEAR = 4;
const TEXT = { terms: ['roll out', 'ticket'], stage: 'full' } as const;

const model = new CompiledModel(projectOps);

describe('growth with the size of the repository', function () {
  this.timeout(60_000);
  const small = [...generateFiles(SMALL)];
  const large = [...generateFiles(SMALL * FACTOR)];

  it('reading one text is linear in its length', async () => {
    const text = small.map((file) => file.text).join('\n');
    const repeated = text.repeat(FACTOR);
    const growth = await growthOf(
      { small: () => parseText(text, TEXT), large: () => parseText(repeated, TEXT), factor: FACTOR },
      LINEAR,
    );
    assert.ok(growth < LINEAR, `time ratio ÷ size ratio is ${growth.toFixed(1)}`);
  });

  it('building the corpus is linear in the number of articles', async () => {
    const [few, many] = [articlesOf(small), articlesOf(large)];
    const build = (changes: typeof few) => () => Corpus.empty(model).update(changes);
    const growth = await growthOf({ small: build(few), large: build(many), factor: FACTOR }, LINEAR);
    assert.ok(growth < LINEAR, `time ratio ÷ size ratio is ${growth.toFixed(1)}`);
  });

  it('indexing and checking everything is linear in the number of articles', async () => {
    const load = (files: readonly GeneratedFile[]) => () => engineOf(files).load();
    const growth = await growthOf({ small: load(small), large: load(large), factor: FACTOR }, LINEAR);
    assert.ok(growth < LINEAR, `time ratio ÷ size ratio is ${growth.toFixed(1)}`);
  });

  it('a keystroke costs the same in a large repository', async () => {
    const [few, many] = [await loaded(small), await loaded(large)];
    const growth = await growthOf({ small: typing(few, small), large: typing(many, large), factor: 1 }, FLAT);
    assert.ok(growth < FLAT, `a keystroke takes ${growth.toFixed(1)} times as long with ${FACTOR} times the articles`);
  });

  /** The next test would pass for a keystroke that checks nothing. */
  it('a keystroke changes the findings', async () => {
    const engine = await loaded(small);
    const [path, text] = editedFile(small);
    const before = engine.findings(path).length;
    engine.setOverlay(path, `${text}[[REQ-99999]]\n`);
    assert.equal(engine.findings(path).length, before + 1);
  });
});

/** Work that grows with the repository gives the ratio of the sizes, 8. */
const FLAT = 3;
const KEYSTROKES = 40;

function articlesOf(files: readonly GeneratedFile[]) {
  const reader = new ArticleReader(model);
  return files
    .filter(({ path }) => path.endsWith('.md'))
    .map(({ path, text }) => ({ path, article: reader.read({ path, hash: '', parsed: parseText(text, TEXT) }) }));
}

function engineOf(files: readonly GeneratedFile[]): Engine {
  return memoryEngine(Object.fromEntries(files.map(({ path, text }) => [path, text]))).engine;
}

async function loaded(files: readonly GeneratedFile[]): Promise<Engine> {
  const engine = engineOf(files);
  await engine.load();
  return engine;
}

/** Types a broken link into one article, letter by letter in effect: each call is one change and its findings. */
function typing(engine: Engine, files: readonly GeneratedFile[]): () => void {
  const [path, text] = editedFile(files);
  return () => {
    for (let i = 0; i < KEYSTROKES; i++) {
      engine.setOverlay(path, i % 2 === 0 ? `${text}[[REQ-99999]]\n` : text);
      engine.findings(path);
    }
  };
}

function editedFile(files: readonly GeneratedFile[]): [path: string, text: string] {
  const file = files.find((candidate) => candidate.path.startsWith('decisions/'));
  assert.ok(file);
  return [file.path, file.text];
}
