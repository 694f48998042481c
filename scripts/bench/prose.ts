/** Sentences in the manner of project and operations documents. */
import type { Random } from './random.ts';

type Words = readonly [string, ...string[]];

const COMPONENTS: Words = [
  'payment orchestrator',
  'order queue',
  'primary database',
  'session cache',
  'label printer gateway',
  'identity provider',
  'message broker',
  'certificate store',
  'warehouse scanner app',
  'reporting cluster',
  'edge load balancer',
  'nightly export',
  'customer portal',
  'stock service',
  'price engine',
  'audit log',
];
const QUALITIES: Words = [
  'connection pool use',
  'error rate',
  '95th percentile of response time',
  'replication lag',
  'queue depth',
  'share of failed logins',
  'disk latency',
  'time to first byte',
  'memory of the oldest pod',
  'number of open cursors',
];
const GROUPS: Words = [
  'the platform team',
  'customer service',
  'the night shift',
  'the supplier',
  'the change authority',
  'finance operations',
  'the warehouse leads',
  'the second line',
];
const MOMENTS: Words = [
  'at 02:10',
  'during the noon peak',
  'after the release of Tuesday',
  'before the quarter closes',
  'in the first week of October',
  'while the backup ran',
  'on the second attempt',
  'within eleven minutes',
];
const ADJECTIVES: Words = ['Faster', 'Safer', 'Shared', 'Planned', 'Regional', 'Redundant', 'Measured', 'Automatic'];
const ACTIONS: Words = ['replacement', 'clean-up', 'migration', 'upgrade', 'review', 'hand-over', 'rehearsal', 'split'];
const CODES: Words = [
  'kubectl rollout status deployment/orders',
  'pool.max_size',
  'SELECT count(*) FROM orders',
  'systemctl restart broker',
  'RETRY_BUDGET=3',
  '/var/lib/export',
  'HTTP 503',
  'lag_seconds',
];

/** Each hole is filled once: {c} component, {q} quality, {g} group, {m} moment, {n} number, {code}, {ref}. */
const SENTENCES: Words = [
  'The {q} of the {c} rose to {n} {m} and stayed there until {g} stepped in.',
  'We saw the {c} answer in {n} ms {m}, which is twice what {g} had agreed to.',
  'As long as the {c} holds `{code}` at {n}, the {q} stays below the limit.',
  'It is described in {ref}, with the figures of the load test.',
  '{ref} covers the same ground for the {c}; only the limits differ.',
  'Nobody but {g} may change `{code}`, and never {m}.',
  'Of {n} requests to the {c}, **three** failed; all of them came from one host.',
  'See {ref} for the reason, and the minutes of {g} for what was said against it.',
  'The supplier recommends {n} as a start value; our own measurements of the {q} suggest half of that.',
  'If the {q} does not fall {m}, {g} is called and the {c} is taken out of the rotation.',
  'A restart of the {c} takes {n} seconds, *during which* orders are queued and none is lost.',
  'The dependency was found {m}: without {ref} the {c} does not start.',
  'What remains open is the {q}, for which {g} wants a figure before the gate.',
  'This was rehearsed with {g} on a copy of the {c} that held {n} orders.',
  'The cost is about {n} euros a month, most of it for the {c}.',
  'Since then `{code}` is checked by a probe every {n} seconds, and {g} is alerted {m}.',
];
const ITEMS: Words = [
  'Compare the {q} before and after; stop above {n}.',
  'Ask {g} for a go {m}.',
  'Run `{code}` and keep its output.',
  'Confirm with {ref}.',
  'The {c} is drained first, then upgraded.',
  'Tell {g} that the {c} is back.',
];

const HOLE = /\{(\w+)\}/g;

export class Prose {
  readonly #random: Random;
  readonly #reference: () => string;

  /** `reference` gives the text of one more reference to another article. */
  constructor(random: Random, reference: () => string) {
    this.#random = random;
    this.#reference = reference;
  }

  title(): string {
    const { pick } = this.#bound();
    return `${pick(ADJECTIVES)} ${pick(ACTIONS)} of the ${pick(COMPONENTS)} ${pick(MOMENTS)}`;
  }

  /** One line without references and without quoting trouble in YAML. */
  plain(): string {
    const { pick } = this.#bound();
    return `The ${pick(QUALITIES)} of the ${pick(COMPONENTS)} is watched by ${pick(GROUPS)}`;
  }

  word(): string {
    return (this.#random.pick(COMPONENTS).split(' ')[0] ?? 'part').toLowerCase();
  }

  paragraph(): string {
    const count = this.#random.integer(2, 5);
    return Array.from({ length: count }, () => this.#fill(this.#random.pick(SENTENCES))).join(' ');
  }

  list(mark: '- ' | '- [ ] ' | '1. '): string {
    const count = this.#random.integer(3, 6);
    const lines = Array.from({ length: count }, () => `${mark}${this.#fill(this.#random.pick(ITEMS))}`);
    return (mark === '- [ ] ' ? lines.map((line, i) => (i % 2 === 0 ? line.replace('[ ]', '[x]') : line)) : lines).join(
      '\n',
    );
  }

  table(): string {
    const { pick } = this.#bound();
    const rows = Array.from(
      { length: this.#random.integer(3, 7) },
      () => `| ${pick(COMPONENTS)} | ${this.#random.integer(1, 900)} | ${pick(GROUPS)} |`,
    );
    return ['| What | Limit | Who |', '|---|---:|---|', ...rows].join('\n');
  }

  code(): string {
    const { pick } = this.#bound();
    const lines = Array.from({ length: this.#random.integer(2, 6) }, () => pick(CODES));
    return ['```sh', ...lines, '```'].join('\n');
  }

  #bound(): { readonly pick: (words: Words) => string } {
    return { pick: (words) => this.#random.pick(words) };
  }

  #fill(pattern: string): string {
    return pattern.replace(HOLE, (_, hole: string) => {
      switch (hole) {
        case 'c':
          return this.#random.pick(COMPONENTS);
        case 'q':
          return this.#random.pick(QUALITIES);
        case 'g':
          return this.#random.pick(GROUPS);
        case 'm':
          return this.#random.pick(MOMENTS);
        case 'n':
          return String(this.#random.integer(2, 4000));
        case 'code':
          return this.#random.pick(CODES);
        default:
          return this.#reference();
      }
    });
  }
}
