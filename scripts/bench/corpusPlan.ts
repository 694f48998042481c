/** Which articles a generated repository has: their kinds, ids, states and places. Nothing here needs the texts. */
import type { CompiledModel } from '../../server/model/compiled.ts';
import type { Kind } from '../../server/model/model.ts';
import { Random } from './random.ts';

/** Articles of each kind among a thousand, as in repositories of teams that run what they build. */
const PER_THOUSAND: Readonly<Record<string, number>> = {
  incident: 160,
  change: 160,
  requirement: 140,
  configuration_item: 120,
  verification: 70,
  knowledge: 70,
  risk: 40,
  decision: 40,
  problem: 40,
  runbook: 40,
  lesson: 30,
  postmortem: 20,
  release: 20,
  service: 15,
  person: 20,
  project: 12,
  objective: 8,
  team: 5,
  policy: 3,
  window: 3,
  change_model: 3,
  transition: 3,
  process: 2,
  assessment: 1,
  baseline: 1,
};
/** A vocabulary does not grow with the number of articles. */
const TERMS = 12;

export interface PlannedArticle {
  readonly index: number;
  readonly kind: Kind;
  /** Position among the articles of its kind, from 0. */
  readonly number: number;
  readonly id: string;
  readonly status: string;
  readonly retired: boolean;
  /** Relative to the root. */
  readonly path: string;
}

export class CorpusPlan {
  readonly model: CompiledModel;
  readonly seed: number;
  readonly articles: readonly PlannedArticle[];
  readonly #byKind = new Map<string, PlannedArticle[]>();

  /** `size` articles, at least two of every kind. */
  constructor(model: CompiledModel, size: number, seed: number) {
    this.model = model;
    this.seed = seed;
    const articles: PlannedArticle[] = [];
    for (const { kind, count } of counts(model, size)) {
      const ofKind: PlannedArticle[] = [];
      for (let number = 0; number < count; number++) {
        const article = plan(model, kind, number, articles.length, seed);
        ofKind.push(article);
        articles.push(article);
      }
      this.#byKind.set(kind.name, ofKind);
    }
    this.articles = articles;
  }

  ofKind(kind: string): readonly PlannedArticle[] {
    return this.#byKind.get(kind) ?? [];
  }

  /** One of these kinds, mostly from the neighbourhood, seldom retired; undefined when there is none. */
  near(from: PlannedArticle, kinds: readonly string[], random: Random, before = false): PlannedArticle | undefined {
    const kind = random.pick(kinds);
    const candidates = kind === undefined ? [] : this.ofKind(kind);
    const own = this.ofKind(from.kind.name);
    const middle = Math.floor((from.number / Math.max(1, own.length)) * candidates.length);
    const limit = before ? from.number : candidates.length;
    let found: PlannedArticle | undefined;
    for (let attempt = 0; attempt < 6; attempt++) {
      const place = random.chance(0.8) ? middle + random.integer(-20, 20) : random.integer(0, candidates.length - 1);
      const candidate = candidates[Math.min(limit - 1, Math.max(0, place))];
      if (candidate === undefined || candidate.index === from.index) continue;
      if (before && candidate.number >= from.number) continue;
      found = candidate;
      if (!candidate.retired || random.chance(0.02)) return candidate;
    }
    return found?.retired === true ? undefined : found;
  }
}

function counts(model: CompiledModel, size: number): readonly { readonly kind: Kind; readonly count: number }[] {
  const planned = model.model.kinds.map((kind) => ({
    kind,
    count: kind.name === 'term' ? TERMS : Math.max(2, Math.round((size * (PER_THOUSAND[kind.name] ?? 0)) / 1000)),
  }));
  const excess = planned.reduce((sum, { count }) => sum + count, 0) - size;
  return planned.map(({ kind, count }) => ({ kind, count: kind.name === 'incident' ? count - excess : count }));
}

function plan(model: CompiledModel, kind: Kind, number: number, index: number, seed: number): PlannedArticle {
  const random = new Random(seed, index, 1);
  const states = kind.lifecycle?.states ?? [];
  const exits = states.filter((state) => state.stage === 'retired');
  const path = states.filter((state) => state.rank !== undefined);
  const state =
    exits.length > 0 && random.chance(0.04) ? random.pick(exits) : (random.pick(path) ?? random.pick(states));
  const id = `${kind.prefix}-${String(number + 1).padStart(3, '0')}`;
  return {
    index,
    kind,
    number,
    id,
    status: state?.name ?? '',
    retired: model.stageOf(kind, state?.name) === 'retired',
    path: `${kind.folder}/${id}.md`,
  };
}
