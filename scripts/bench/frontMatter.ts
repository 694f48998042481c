/** Front matter of a generated article: what its kind and state ask for, and more up to 8 to 16 fields. */
import type { Field, FieldType, LinkType, Requirement } from '../../server/model/model.ts';
import type { CorpusPlan, PlannedArticle } from './corpusPlan.ts';
import type { Prose } from './prose.ts';
import type { Random } from './random.ts';

export interface WrittenFrontMatter {
  readonly text: string;
  /** Articles it has typed links to. */
  readonly targets: readonly PlannedArticle[];
}

interface Entry {
  readonly name: string;
  readonly lines: readonly string[];
}

/** Fields that say something against the article or that the article does not need. */
const LEFT_OUT = new Set(['id', 'kind', 'title', 'status', 'waivers', 'aliases', 'actions', 'redundancy', 'reviewed']);

/** Rare ones, and those that need more than an id. */
const LINKS_LEFT_OUT = new Set(['supersedes', 'decides', 'not_impacted', 'dismisses']);

/** Service → item → item: an edge back would make a cycle, which a well-kept repository has not. */
const UPWARD: Readonly<Record<string, readonly string[]>> = { 'depends_on configuration_item': ['service'] };

export function writeFrontMatter(
  plan: CorpusPlan,
  article: PlannedArticle,
  title: string,
  random: Random,
  prose: Prose,
): WrittenFrontMatter {
  const { model } = plan;
  const { kind, status } = article;
  const values = new Map<string, string>([['status', status]]);
  const valueFor = (name: string) => values.get(name);
  const writer = new ValueWriter(plan, article, random, prose);
  const entries: Entry[] = [];
  const targets: PlannedArticle[] = [];
  const fields = [...model.fieldsOf(kind).values()].filter((field) => !LEFT_OUT.has(field.name));
  // Enumerations first: what else is required depends on them.
  fields.sort((a, b) => Number(b.value.type === 'enum') - Number(a.value.type === 'enum'));
  const required = (requirement: Requirement | undefined) => model.isRequired(requirement, kind, status, valueFor);
  const add = (field: Field) => {
    const lines = writer.entry(field.name, field.value);
    if (lines === undefined) return;
    if (field.value.type === 'enum') values.set(field.name, lines[0]?.split(': ')[1] ?? '');
    entries.push({ name: field.name, lines });
  };
  for (const field of fields) if (required(field.required) || field.name === 'owner') add(field);
  const addLink = (link: LinkType) => {
    const found = writer.link(link);
    if (found === undefined) return;
    targets.push(...found.targets);
    entries.push({ name: link.name, lines: found.lines });
  };
  const links = model.linksFrom(kind).filter((link) => !LINKS_LEFT_OUT.has(link.name));
  const needed = (link: LinkType) =>
    link.required?.some((rule) => rule.kind === kind.name && required(rule.requirement)) ?? false;
  for (const link of links) if (needed(link)) addLink(link);
  const wanted = random.integer(5, 13);
  const optional: (() => void)[] = [
    ...links.filter((link) => !needed(link)).map((link) => () => addLink(link)),
    ...fields
      .filter(({ name, required: rule }) => rule?.when === undefined && !entries.some((entry) => entry.name === name))
      .map((field) => () => add(field)),
  ];
  while (entries.length < wanted && optional.length > 0) {
    const [next] = optional.splice(random.integer(0, optional.length - 1), 1);
    next?.();
  }
  const head = [`id: ${article.id}`, `title: ${title}`, ...(status === '' ? [] : [`status: ${status}`])];
  return { text: [...head, ...entries.flatMap(({ lines }) => lines)].join('\n'), targets };
}

class ValueWriter {
  readonly #plan: CorpusPlan;
  readonly #article: PlannedArticle;
  readonly #random: Random;
  readonly #prose: Prose;

  constructor(plan: CorpusPlan, article: PlannedArticle, random: Random, prose: Prose) {
    this.#plan = plan;
    this.#article = article;
    this.#random = random;
    this.#prose = prose;
  }

  /** Lines of one mapping entry; undefined when there is nothing that could stand there. */
  entry(name: string, type: FieldType): readonly string[] | undefined {
    switch (type.type) {
      case 'object': {
        const lines = type.fields.flatMap((field) => this.#part(field) ?? []);
        return lines.length === 0 ? undefined : [`${name}:`, ...lines.map((line) => `  ${line}`)];
      }
      case 'list': {
        if (type.of.type === 'object') return this.#objects(name, type.of.fields);
        const items = Array.from({ length: this.#random.integer(1, 3) }, () => this.#scalar(name, type.of));
        const unique = [...new Set(items.filter((item) => item !== undefined))];
        return unique.length === 0 ? undefined : [`${name}: [${unique.join(', ')}]`];
      }
      case 'map':
        return [`${name}: {type: normal}`];
      default: {
        const scalar = this.#scalar(name, type);
        return scalar === undefined ? undefined : [`${name}: ${scalar}`];
      }
    }
  }

  link(link: LinkType): { readonly lines: readonly string[]; readonly targets: PlannedArticle[] } | undefined {
    const { kind } = this.#article;
    const { model } = this.#plan;
    const upward = UPWARD[`${link.name} ${kind.name}`] ?? [];
    const kinds = model.model.kinds
      .filter((target) => model.acceptsTarget(link, kind, target) && !upward.includes(target.name))
      .map((target) => target.name);
    const count = link.max ?? this.#random.integer(1, 3);
    const targets = new Set<PlannedArticle>();
    for (let i = 0; i < count * 3 && targets.size < count; i++) {
      const name = this.#random.pick(kinds);
      const before = name === kind.name && link.acyclic !== undefined;
      const target = name === undefined ? undefined : this.#plan.near(this.#article, [name], this.#random, before);
      if (target !== undefined) targets.add(target);
    }
    if (targets.size === 0) return undefined;
    const ids = [...targets].map(({ id }) => id);
    const text = link.max === 1 ? ids[0] : `[${ids.join(', ')}]`;
    return { lines: [`${link.name}: ${text}`], targets: [...targets] };
  }

  #objects(name: string, fields: readonly Field[]): readonly string[] | undefined {
    const items = Array.from({ length: this.#random.integer(1, 3) }, (_, i) =>
      fields.flatMap((field) =>
        field.name === 'id' && field.value.type === 'string' ? [`id: A${i + 1}`] : (this.#part(field) ?? []),
      ),
    ).filter((lines) => lines.length > 0);
    if (items.length === 0) return undefined;
    return [`${name}:`, ...items.flatMap(([first, ...rest]) => [`  - ${first}`, ...rest.map((line) => `    ${line}`)])];
  }

  /** Of a nested mapping: always what is required, half of the rest, nothing nested deeper that can be left out. */
  #part({ name, value, required }: Field): readonly string[] | undefined {
    const nested = value.type === 'object' || value.type === 'list' || value.type === 'map';
    if (required === undefined && (nested || name === 'fp' || this.#random.chance(0.5))) return undefined;
    return this.entry(name, value);
  }

  #scalar(name: string, type: FieldType): string | undefined {
    const random = this.#random;
    switch (type.type) {
      case 'string':
      case 'any':
        return this.#string(name);
      case 'text':
        return this.#prose.plain();
      case 'boolean':
        // Somebody who left would make a finding of everything that names them.
        return name === 'active' ? 'true' : String(random.chance(0.5));
      case 'date':
        return this.#day(name);
      case 'date-time':
        return `${this.#day(name)}T0${random.integer(1, 9)}:30:00+00:00`;
      case 'duration':
        return `${random.integer(1, 12)}w`;
      case 'email':
        return `${this.#prose.word()}.${random.integer(1, 99)}@example.org`;
      case 'url':
        return `https://example.org/${this.#prose.word()}/${random.integer(1, 999)}`;
      case 'semver':
        return `"${random.integer(0, 9)}.${random.integer(0, 30)}.${random.integer(0, 9)}"`;
      case 'rrule':
        return 'FREQ=WEEKLY;BYDAY=SU';
      case 'timezone':
        return random.pick(['Europe/London', 'Europe/Berlin', 'Asia/Tokyo']);
      case 'glob':
        return `"docs/${this.#prose.word()}/**"`;
      case 'enum': {
        const value = random.pick(type.values);
        return value === undefined || /^[\w-]+$/.test(value) ? value : JSON.stringify(value);
      }
      case 'number':
      case 'integer':
        return String(random.integer(type.min ?? 1, type.max ?? (type.min ?? 1) + 500));
      case 'id': {
        const kinds = type.kinds ?? ['service', 'configuration_item', 'requirement'];
        return this.#plan.near(this.#article, kinds, random)?.id;
      }
      default:
        return undefined;
    }
  }

  /** What begins or was planned lies in the first half of 2026, what ends in the second, deadlines in 2027. */
  #day(name: string): string {
    const day = String(this.#random.integer(1, 28)).padStart(2, '0');
    const month = this.#random.integer(1, 5);
    if (name === 'review_by' || name === 'until') return `2027-0${month}-${day}`;
    const early = name === 'start' || name === 'from' || name === 'baseline';
    return `2026-0${early ? month : month + 4}-${day}`;
  }

  #string(name: string): string {
    const number = this.#random.integer(1, 900);
    switch (name) {
      case 'commit':
        return `"${number.toString(16).padStart(40, 'a')}"`;
      case 'scale':
        return '"1-5"';
      case 'tags':
      case 'avoid':
        return `${this.#prose.word()}-${number % 40}`;
      default:
        return `${this.#prose.word()} ${number % 40 === 0 ? 'zero' : 'lot'} ${number}`;
    }
  }
}
