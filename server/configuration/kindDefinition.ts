/** The shape of one kind of article in `throughline.yaml`: sections, lifecycle, and how its files are read. */
import {
  type Definition,
  type EitherDefinition,
  type EnumDefinition,
  type MappingDefinition,
  oneOrMore,
} from './dsl.ts';
import { removal } from './fieldDefinition.ts';
import { DURATION, ICON, ID_FORMAT, NOT_EMPTY, PREFIX, SIDECAR, TRANSITION } from './shapes.ts';

const sectionKeys: Readonly<Record<string, Definition>> = {
  description: { type: 'text', description: 'What belongs in the section; used in templates and hovers.' },
  aliases: oneOrMore({
    type: 'text',
    description: 'Other headings that count as this section.',
    examples: ['Next steps', ['Next steps', 'Actions']],
    shape: NOT_EMPTY,
  }),
  required: {
    type: 'shared',
    name: 'requirement',
    description: 'From when the section must be there. The default is `always`.',
  },
};

const sections: EitherDefinition = {
  type: 'either',
  description:
    'Sections an article has. A list replaces the ones of the starting model; a mapping by title changes them one by one. Titles are compared without case.',
  examples: [
    ['Context', 'Decision', { title: 'More information', required: false }],
    { Consequences: { aliases: ['Implications'] }, Options: false },
  ],
  scalars: [],
  list: {
    type: 'list',
    description: 'All sections, in the order of the template.',
    of: {
      type: 'either',
      description: 'A section: its title alone, or with details.',
      scalars: [{ type: 'text', description: 'Heading text.', shape: NOT_EMPTY }],
      mapping: {
        type: 'mapping',
        description: 'A section with details.',
        required: ['title'],
        keys: { title: { type: 'text', description: 'Heading text.', shape: NOT_EMPTY }, ...sectionKeys },
      },
    },
  },
  mapping: {
    type: 'map',
    description: 'Sections to change, add or remove, by title.',
    key: 'title',
    keyShape: NOT_EMPTY,
    of: {
      type: 'either',
      description: 'Changes of this section; `false` removes it. A title that is not there yet is added.',
      scalars: [removal('section')],
      mapping: { type: 'mapping', description: 'Changes of this section.', keys: sectionKeys },
    },
  },
};

const stage: EnumDefinition = {
  type: 'enum',
  description: 'How far along articles in this state are. The default is `draft` for the first state, else `live`.',
  values: [
    { value: 'draft', description: 'Being written: findings are one level less severe.' },
    { value: 'open', description: 'Under way.' },
    { value: 'live', description: 'In force.' },
    { value: 'done', description: 'Finished, and still true.' },
    { value: 'retired', description: 'No longer true: a link to it deserves a warning.' },
  ],
};

const states = oneOrMore({ type: 'text', description: 'A state, or a list of states.', shape: NOT_EMPTY });

const lifecycle: EitherDefinition = {
  type: 'either',
  description:
    'States that `status` may have and how they follow each other. Without a lifecycle `status` is free. `false` removes it.',
  examples: [
    {
      states: ['draft', 'accepted', { name: 'rejected', stage: 'retired', rank: 'none' }],
      transitions: ['draft -> accepted', 'draft -> rejected'],
    },
  ],
  scalars: [removal('lifecycle')],
  mapping: {
    type: 'mapping',
    description: 'States and transitions.',
    keys: {
      states: {
        type: 'list',
        description: 'All states; the first is the one of new articles. Replaces the states of the starting model.',
        nonEmpty: true,
        of: {
          type: 'either',
          description: 'A state: its name alone, or with details.',
          scalars: [{ type: 'text', description: 'Name of the state.', shape: NOT_EMPTY }],
          mapping: {
            type: 'mapping',
            description: 'A state with details.',
            required: ['name'],
            keys: {
              name: { type: 'text', description: 'Name of the state, as `status` gives it.', shape: NOT_EMPTY },
              stage,
              rank: {
                type: 'either',
                description:
                  'Position on the main path; requirements hold from a state on and in all of a higher rank. The default is the order of the list. `none` for exits such as `rejected`.',
                scalars: [
                  { type: 'integer', min: 0, description: 'Position, from 0. States may share one.' },
                  {
                    type: 'enum',
                    description: 'Not on the main path.',
                    values: [
                      { value: 'none', description: 'An exit: only what is always required is required there.' },
                    ],
                  },
                ],
              },
              description: { type: 'text', description: 'What the state means.' },
            },
          },
        },
      },
      transitions: {
        type: 'list',
        description: 'Allowed changes of state. Without any, every change is allowed.',
        of: {
          type: 'either',
          description: 'A transition.',
          scalars: [
            {
              type: 'text',
              description: 'Two states with an arrow.',
              examples: ['draft -> accepted'],
              shape: TRANSITION,
            },
          ],
          mapping: {
            type: 'mapping',
            description: 'Transitions between any of `from` and any of `to`.',
            required: ['from', 'to'],
            keys: {
              from: states,
              to: states,
              when: { type: 'shared', name: 'condition', description: 'Allowed only when fields have these values.' },
            },
          },
        },
      },
    },
  },
};

const match: MappingDefinition = {
  type: 'mapping',
  description:
    'Which files are of this kind. When both keys are given, both must hold. The first kind that matches wins, in the order of the file; a field `kind` in the front matter comes before, the id prefix after.',
  examples: [{ path: 'docs/adr/*.md' }, { field: { type: 'Standards Track' } }],
  nonEmpty: true,
  keys: {
    path: oneOrMore({
      type: 'text',
      description: 'Glob, or list of globs, of the paths relative to the root.',
      examples: ['docs/adr/*.md'],
      shape: NOT_EMPTY,
    }),
    field: { type: 'shared', name: 'condition', description: 'Fields and the values they must have.' },
  },
};

const id: EitherDefinition = {
  type: 'either',
  description:
    'Where the id comes from: the name of a field, or `file`, `folder` or `path` for parts of the path. The default is the field `id`.',
  examples: [
    'file',
    { from: 'eip', format: 'EIP-{value}' },
    { from: 'file', pattern: '^(\\d+)', format: 'ADR-{value}' },
  ],
  scalars: [
    {
      type: 'text',
      description: 'Name of a field, or `file`, `folder`, `path`.',
      shape: NOT_EMPTY,
      suggestions: ['id', 'file', 'folder', 'path'],
    },
  ],
  mapping: {
    type: 'mapping',
    description: 'Source of the id, and how it is taken from there.',
    required: ['from'],
    keys: {
      from: {
        type: 'text',
        description:
          'Name of a field; `file` for the name of the file without extension; `folder` for the name of its folder; `path` for the whole relative path without extension.',
        shape: NOT_EMPTY,
        suggestions: ['id', 'file', 'folder', 'path'],
      },
      pattern: {
        type: 'text',
        description:
          'RE2 expression whose group `value`, or else first group, is the id. It may match anywhere; files where it does not match have no id.',
        examples: ['^(\\d+)-', '^(?P<value>[A-Z]+-\\d+)'],
        shape: NOT_EMPTY,
      },
      format: {
        type: 'text',
        description: 'How the id is written around `{value}`; `{value:4}` pads numbers with zeros to four digits.',
        examples: ['EIP-{value}', 'ADR-{value:4}'],
        shape: ID_FORMAT,
      },
    },
  },
};

export const kind: EitherDefinition = {
  type: 'either',
  description: 'A kind of article, changed key by key when the starting model has it, else added; `false` removes it.',
  scalars: [removal('kind')],
  mapping: {
    type: 'mapping',
    description: 'A kind to change or add. What is not named stays, or takes its default.',
    keys: {
      title: {
        type: 'text',
        description: 'What one such article is called. The default is the name.',
        examples: ['Decision record'],
        shape: NOT_EMPTY,
      },
      plural: {
        type: 'text',
        description: 'What several are called. The default is the title and `s`.',
        shape: NOT_EMPTY,
      },
      description: { type: 'text', description: 'What such an article is for.' },
      prefix: {
        type: 'text',
        description: 'Id prefix, without hyphen. Articles whose id begins with it are of this kind.',
        examples: ['ADR'],
        shape: PREFIX,
      },
      icon: {
        type: 'text',
        description:
          'Name of a [codicon](https://microsoft.github.io/vscode-codicons/dist/codicon.html). The default is `file-text`.',
        examples: ['law'],
        shape: ICON,
      },
      folder: {
        type: 'text',
        description:
          "Folder proposed for new articles, relative to the root. The default is the folder in which `match` looks, else the kind's name.",
        examples: ['docs/adr'],
        shape: NOT_EMPTY,
      },
      match,
      id,
      aliases: {
        type: 'map',
        description: 'Names under which fields stand in these files: own name and the name in the file.',
        examples: [{ status: 'state', owner: 'author' }],
        key: 'field',
        keyShape: NOT_EMPTY,
        of: { type: 'text', description: 'Name in the file.', shape: NOT_EMPTY },
      },
      sidecar: {
        type: 'text',
        description: 'Name of the YAML file beside each Markdown file that holds its front matter.',
        examples: ['kep.yaml'],
        shape: SIDECAR,
      },
      review_every: {
        type: 'text',
        description:
          'How long a review holds when the article names no `review_by`. The default is `thresholds.review_period`.',
        examples: ['180d'],
        shape: DURATION,
      },
      fields: {
        type: 'shared',
        name: 'fields',
        description: 'Fields of this kind, by name.',
        examples: [{ due: 'date' }],
      },
      sections,
      lifecycle,
    },
  },
};
