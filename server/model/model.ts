/**
 * The article model: what kinds of article there are, which fields, sections, states and links each may have.
 * A model is plain data. The built-in one is `project-ops`; `throughline.yaml` changes it (see configuration.ts).
 */

/** How a value in front matter is read and checked. `id` is a reference to another article that is not a typed link. */
export type FieldType =
  | { readonly type: 'string' | 'text' | 'boolean' | 'any' }
  | { readonly type: 'date' | 'date-time' | 'duration' }
  | { readonly type: 'email' | 'url' | 'semver' | 'rrule' | 'timezone' | 'glob' }
  | { readonly type: 'enum'; readonly values: readonly string[] }
  | { readonly type: 'number' | 'integer'; readonly min?: number; readonly max?: number }
  | { readonly type: 'id'; readonly kinds?: readonly string[] }
  | { readonly type: 'list'; readonly of: FieldType }
  | { readonly type: 'object'; readonly fields: readonly Field[] }
  /** A mapping with free keys and values of one type, as `redundancy: {db: {min_up: 1}}`. */
  | { readonly type: 'map'; readonly of: FieldType };

/** Holds when every named top-level field has one of the given values. */
export type Condition = Readonly<Record<string, readonly string[]>>;

/**
 * From when something is required: `always`, or from a state of the lifecycle on (that state's rank and every higher
 * one). States without a rank (cancelled, rejected) require only what is `always` required.
 */
export interface Requirement {
  readonly from: 'always' | (string & {});
  /** Required only when this holds. */
  readonly when?: Condition;
  /** Not required when this holds. */
  readonly unless?: Condition;
}

export interface Field {
  readonly name: string;
  readonly description: string;
  readonly value: FieldType;
  readonly required?: Requirement;
}

export interface Section {
  /** Heading text, compared without case, markup and surrounding space. */
  readonly title: string;
  readonly description: string;
  /** Other spellings that count as this section. */
  readonly aliases?: readonly string[];
  readonly required?: Requirement;
}

/**
 * `draft` states lower the severity of findings by one level. `retired` targets are worth a warning when linked.
 */
export type Stage = 'draft' | 'open' | 'live' | 'done' | 'retired';

export interface State {
  readonly name: string;
  readonly description: string;
  readonly stage: Stage;
  /** Position on the main path, from 0; undefined for exits such as `cancelled`. States may share a rank. */
  readonly rank?: number;
}

export interface Transition {
  readonly from: string;
  readonly to: string;
  readonly when?: Condition;
}

export interface Lifecycle {
  /** The first state is the initial one. */
  readonly states: readonly State[];
  readonly transitions: readonly Transition[];
}

/** How the front matter of a kind that was not written for Throughline is read. */
export interface IdSource {
  /** A field's name; `file` for the file's name without extension; `folder` for the name of its folder; `path` for the whole relative path without extension. */
  readonly from: string;
  /** RE2 expression (linear time) with one group `value`, or else its first group, applied to that text. */
  readonly pattern?: string;
  /** How the id is written, with `{value}` in it and optionally a width: `{value:4}` pads numbers with zeros. */
  readonly format?: string;
}

/** Which files belong to a kind. All given parts must hold. */
export interface KindMatch {
  readonly path?: readonly string[];
  /** Field name → accepted values. */
  readonly field?: Condition;
}

export interface Kind {
  /** Singular, lower case, `_` between words: `change`, `change_model`. */
  readonly name: string;
  /** Id prefix without hyphen, when the kind has one: `CHG`. */
  readonly prefix?: string;
  readonly title: string;
  readonly plural: string;
  readonly description: string;
  /** Codicon name. */
  readonly icon: string;
  /** Folder proposed for new articles. */
  readonly folder: string;
  readonly fields: readonly Field[];
  readonly sections: readonly Section[];
  readonly lifecycle?: Lifecycle;
  readonly match?: KindMatch;
  readonly id?: IdSource;
  /** Own name → name in the file: `status: state` reads the field `state` as `status`. */
  readonly aliases?: Readonly<Record<string, string>>;
  /** Name of the YAML file beside the Markdown file that holds the front matter. */
  readonly sidecar?: string;
  /** How long a review holds when the article names no `review_by`: `180d`, `12w`, `6m`, `1y`. */
  readonly reviewEvery?: string;
}

export interface LinkEnd {
  /** `*` alone stands for any kind; `same` alone for the kind of the source. */
  readonly kinds: readonly string[];
}

export interface LinkType {
  /** Field name on the owning side. */
  readonly name: string;
  /** Name seen from the target; equal to `name` when symmetric. */
  readonly inverse: string;
  readonly description: string;
  readonly from: LinkEnd;
  readonly to: LinkEnd;
  /** Link count allowed on the owning side; `min` counts from `required`. */
  readonly max?: number;
  /** Per source kind: at least one link from that state on. */
  readonly required?: readonly { readonly kind: string; readonly requirement: Requirement }[];
  readonly acyclic?: 'error' | 'warning';
  /** Attributes that a link given as a mapping may have beside `to`, `fp` and `note`. */
  readonly attributes?: readonly Field[];
  /** How a bare value becomes an id: `EIP-{value}`. */
  readonly format?: string;
  /** Field names in the file that hold this link, when not its own name. */
  readonly fields?: readonly string[];
  /** Tags may be named beside articles (`applies_to`). */
  readonly allowsTags?: boolean;
}

export interface Model {
  readonly name: string;
  readonly kinds: readonly Kind[];
  /** Fields every kind has. */
  readonly commonFields: readonly Field[];
  readonly linkTypes: readonly LinkType[];
}
