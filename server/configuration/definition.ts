/** The shape of `throughline.yaml`, defined once. */
import type { Model } from '../model/model.ts';
import {
  type Definition,
  type DocumentDefinition,
  definitionAt,
  type EitherDefinition,
  type EnumDefinition,
  type MapDefinition,
  type MappingDefinition,
  oneOrMore,
  type SharedDefinition,
} from './dsl.ts';
import { condition, field, fields, fieldType, removal, requirement } from './fieldDefinition.ts';
import { kind } from './kindDefinition.ts';
import { DATE, DURATION, ID_FORMAT, INSTANT, NAME, NOT_EMPTY, RULE_CODE } from './shapes.ts';

/** What the configuration needs to know of a rule. */
export interface RuleDescription {
  readonly code: string;
  readonly title?: string;
  readonly options: readonly RuleOptionDescription[];
}

export interface RuleOptionDescription {
  readonly name: string;
  readonly type: 'string' | 'number' | 'boolean' | 'duration' | 'strings';
  readonly description: string;
  readonly default: unknown;
  /** Accepted texts of a `string`, or of each of the `strings`. */
  readonly values?: readonly string[];
}

export interface DefinitionContext {
  /** The rules there are; without them any code and any option is accepted. */
  readonly rules?: readonly RuleDescription[];
  /** Its kinds and links are proposed as keys. */
  readonly builtIn?: Model;
}

export function configurationDefinition({ rules, builtIn }: DefinitionContext = {}): DocumentDefinition {
  return {
    root: {
      type: 'mapping',
      description: 'Configuration of Throughline for this folder. Every key is optional.',
      keys: {
        model: {
          type: 'enum',
          description: 'The model to start from.',
          values: [
            { value: 'project-ops', description: 'The built-in kinds and links of project operations. The default.' },
            { value: 'none', description: 'No kinds and no links: only those of this file.' },
          ],
        },
        include: globs('Globs of the Markdown files to read, relative to this file. The default is all of them.', [
          'docs/**',
          ['docs/**', 'runbooks/**'],
        ]),
        exclude: globs(
          'Globs of files not to read, in addition to `.git`, `node_modules` and what `.gitignore` names.',
          ['docs/archive/**', ['**/CHANGELOG.md', 'vendor/**']],
        ),
        now: {
          type: 'text',
          description:
            'The moment that rules take as the present. Without it they take the clock; a fixed one makes every run give the same findings.',
          examples: ['2026-11-16', '2026-11-16T09:00:00Z'],
          shape: INSTANT,
        },
        kinds: {
          type: 'map',
          description: 'Kinds of article, by name.',
          key: 'kind',
          keyShape: NAME,
          ...(builtIn && {
            suggestions: builtIn.kinds.map(({ name, description }) => ({ key: name, description })),
          }),
          of: { type: 'shared', name: 'kind', description: kind.description },
        },
        fields: { type: 'shared', name: 'fields', description: 'Fields that every kind has, by name.' },
        links: {
          type: 'map',
          description: 'Typed links, by the name of the front matter field on the owning side.',
          key: 'link',
          keyShape: NAME,
          ...(builtIn && {
            suggestions: builtIn.linkTypes.map(({ name, description }) => ({ key: name, description })),
          }),
          of: { type: 'shared', name: 'link', description: link.description },
        },
        rules: rulesDefinition(rules),
        calendars,
        thresholds: {
          type: 'mapping',
          description: 'Numbers that several rules take as given.',
          keys: {
            review_period: {
              type: 'text',
              description: 'How long a review holds, for kinds that say nothing else. The default is `365d`.',
              examples: ['180d'],
              shape: DURATION,
            },
          },
        },
      },
    },
    shared: { kind, link, field, fields, fieldType, requirement, condition },
  };
}

/**
 * What may stand at a path of YAML keys (list positions being any text), for hover and completion: `[]` is the file,
 * `['kinds', 'adr', 'prefix']` the prefix of a kind. Undefined when nothing may stand there.
 */
export function describeAt(
  path: readonly string[],
  document: DocumentDefinition = configurationDefinition(),
): Exclude<Definition, SharedDefinition> | undefined {
  return definitionAt(path, document);
}

function globs(description: string, examples: readonly unknown[]): EitherDefinition {
  return oneOrMore({ type: 'text', description, examples, shape: NOT_EMPTY });
}

const link: EitherDefinition = {
  type: 'either',
  description:
    'A typed link between articles, changed key by key when the starting model has it, else added; `false` removes it.',
  examples: [{ inverse: 'required_by', from: 'eip', to: 'eip', format: 'EIP-{value}' }],
  scalars: [removal('link')],
  mapping: {
    type: 'mapping',
    description: 'A link to change or add. What is not named stays, or takes its default.',
    keys: {
      inverse: {
        type: 'text',
        description:
          'Name of the link seen from its target, which is computed and never written. The default is `inverse_` and the name.',
        examples: ['required_by'],
        shape: NAME,
      },
      description: { type: 'text', description: 'What the link says.' },
      from: oneOrMore({
        type: 'text',
        description: 'Kinds that have the link; `*`, the default, for any.',
        examples: ['change', ['change', 'incident']],
        shape: { ...NAME, pattern: `${NAME.pattern}|^\\*$` },
        suggestions: ['*'],
      }),
      to: oneOrMore({
        type: 'text',
        description: 'Kinds it may lead to; `*`, the default, for any; `same` for the kind it comes from.',
        examples: ['requirement', 'same'],
        shape: { ...NAME, pattern: `${NAME.pattern}|^\\*$` },
        suggestions: ['*', 'same'],
      }),
      max: {
        type: 'either',
        description: 'Greatest number of such links in one article.',
        scalars: [
          { type: 'integer', min: 1, description: 'The number.' },
          {
            type: 'enum',
            description: 'No limit.',
            values: [{ value: 'none', description: 'No limit, which is the default.' }],
          },
        ],
      },
      required: {
        type: 'map',
        description: 'Kinds that need at least one such link, and from when.',
        examples: [{ requirement: 'approved' }],
        key: 'kind',
        keyShape: NAME,
        of: { type: 'shared', name: 'requirement', description: 'From when articles of this kind need one.' },
      },
      acyclic: {
        type: 'enum',
        description: 'Whether following the link must never lead back to the start.',
        values: [
          { value: 'error', description: 'A cycle is an error.' },
          { value: 'warning', description: 'A cycle is a warning.' },
          { value: false, description: 'Cycles are fine, which is the default.' },
        ],
      },
      format: {
        type: 'text',
        description:
          'How a bare value becomes an id: with `EIP-{value}`, the value `20` leads to `EIP-20`. Ids in full are left alone.',
        examples: ['EIP-{value}', 'ADR-{value:4}'],
        shape: ID_FORMAT,
      },
      fields: oneOrMore({
        type: 'text',
        description: "Front matter fields that hold the link, in place of the link's own name.",
        examples: ['requires', ['requires', 'replaces']],
        shape: NOT_EMPTY,
      }),
      attributes: {
        type: 'shared',
        name: 'fields',
        description: 'What a link given as a mapping may say beside `to`, `fp` and `note`.',
        examples: [{ strength: { values: ['hard', 'soft'] } }],
      },
      tags: { type: 'boolean', description: 'Whether tags may stand beside ids.' },
    },
  },
};

const severity: EnumDefinition = {
  type: 'enum',
  description: 'Severity of what the rule finds, in every state of an article.',
  values: [
    { value: 'off', description: 'The rule is not run.' },
    { value: 'error', description: 'Wrong.' },
    { value: 'warning', description: 'Probably wrong.' },
    { value: 'info', description: 'Worth knowing.' },
    { value: 'hint', description: 'A suggestion, shown only where it applies.' },
  ],
};

function rulesDefinition(rules: readonly RuleDescription[] | undefined): MapDefinition | MappingDefinition {
  const description = 'Severity and options of rules, by code. Rules not named keep theirs.';
  if (rules === undefined) {
    return {
      type: 'map',
      description,
      examples: [{ 'link-mention-untyped': 'off' }],
      key: 'code',
      keyShape: RULE_CODE,
      of: {
        type: 'either',
        description: 'A severity, or a mapping of `severity` and the options of the rule.',
        scalars: [severity],
        mapping: {
          type: 'map',
          description: '`severity`, and the options of the rule.',
          key: 'option',
          of: { type: 'any', description: 'Severity, or value of the option.' },
        },
      },
    };
  }
  const keys = rules.map((rule) => [rule.code, ruleDefinition(rule)] as const);
  return { type: 'mapping', key: 'rule', description, keys: Object.fromEntries(keys) };
}

function ruleDefinition({ code, title, options }: RuleDescription): EitherDefinition {
  const description = title ?? `The rule \`${code}\`.`;
  const own = options.map((option) => [option.name, optionDefinition(option)] as const);
  return {
    type: 'either',
    description,
    scalars: [severity],
    mapping: { type: 'mapping', key: 'option', description, keys: { severity, ...Object.fromEntries(own) } },
  };
}

function optionDefinition(option: RuleOptionDescription): Definition {
  const description = `${option.description} The default is \`${JSON.stringify(option.default)}\`.`;
  const text = (of: string): Definition =>
    option.values === undefined
      ? { type: 'text', description: of }
      : { type: 'enum', description: of, values: option.values.map((value) => ({ value, description: '' })) };
  switch (option.type) {
    case 'string':
      return text(description);
    case 'strings':
      return { type: 'list', description, of: text('One of the list.') };
    case 'number':
    case 'boolean':
      return { type: option.type, description };
    case 'duration':
      return { type: 'text', description, shape: DURATION };
  }
}

/** As they are written, in the order of their ISO numbers from 1. */
export const WEEKDAYS: readonly string[] = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
const DAY_NAMES = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];

const calendars: MapDefinition = {
  type: 'map',
  description:
    'Working calendars, by name. `default` is always there: Monday to Friday, UTC, no holidays. What another calendar does not name is as in `default`.',
  examples: [{ default: { timezone: 'Europe/Berlin', holidays: ['2026-12-25'] } }],
  key: 'calendar',
  keyShape: NAME,
  suggestions: [{ key: 'default', description: 'The calendar used where none is named.' }],
  of: {
    type: 'mapping',
    description: 'A working calendar.',
    keys: {
      timezone: {
        type: 'text',
        description: 'IANA time zone.',
        examples: ['Europe/Berlin'],
        shape: NOT_EMPTY,
      },
      workdays: {
        type: 'list',
        description: 'Days of the week on which work is done.',
        nonEmpty: true,
        of: {
          type: 'enum',
          description: 'Day of the week.',
          values: WEEKDAYS.map((value, index) => ({ value, description: DAY_NAMES[index] ?? value })),
        },
      },
      holidays: {
        type: 'list',
        description: 'Dates on which no work is done.',
        examples: [['2026-12-25', '2026-12-26']],
        of: { type: 'text', description: 'A date.', shape: DATE },
      },
    },
  },
};
