/** Forms of texts in `throughline.yaml`. Every expression is anchored and free of nested repetition. */
import type { TextShape } from './dsl.ts';

export const NOT_EMPTY: TextShape = { pattern: '\\S', what: 'text that is not empty' };

export const NAME: TextShape = {
  pattern: '^\\p{L}[\\p{L}\\p{N}_-]*$',
  what: 'a name of letters, digits, `_` and `-` that begins with a letter',
};

export const RULE_CODE: TextShape = {
  pattern: '^[a-z][a-z0-9-]*$',
  what: 'the code of a rule, such as `link-broken`',
};

export const PREFIX: TextShape = {
  pattern: '^[\\p{Lu}\\p{Lo}][\\p{Lu}\\p{Lo}\\p{N}_-]{0,30}$',
  what: 'an id prefix of capital letters and digits, such as `ADR`',
};

export const ICON: TextShape = {
  pattern: '^[a-z][a-z0-9-]*$',
  what: 'the name of a codicon, such as `file-text`',
};

export const DURATION: TextShape = {
  pattern: '^[1-9]\\d{0,4} ?(d|days?|w|weeks?|m|months?|y|years?)$',
  what: 'a duration such as `180d`, `12w`, `6m` or `1y`',
};

export const DATE: TextShape = {
  pattern: '^\\d{4}-\\d{2}-\\d{2}$',
  what: 'a date such as `2026-12-24`',
};

export const INSTANT: TextShape = {
  pattern: '^\\d{4}-\\d{2}-\\d{2}(T\\d{2}:\\d{2}(:\\d{2}(\\.\\d{1,9})?)?(Z|[+-]\\d{2}:\\d{2}))?$',
  what: 'a date such as `2026-11-16` or a time with offset such as `2026-11-16T09:00:00Z`',
};

export const SIDECAR: TextShape = {
  pattern: '^[^/\\\\]+\\.ya?ml$',
  what: 'the name of a YAML file without folder, such as `kep.yaml`',
};

export const ID_FORMAT: TextShape = {
  pattern: '^[^{}]*\\{value(:[1-9]\\d?)?\\}[^{}]*$',
  what: 'a format with `{value}` in it once, such as `ADR-{value:4}`',
};

export const TRANSITION: TextShape = {
  pattern: '^[^>]+->[^>]+$',
  what: 'two states with an arrow, such as `draft -> accepted`',
};

/** Types a field may have, with what each accepts. `list`, `map`, `object` and `enum` take further keys. */
export const FIELD_TYPES: readonly { readonly value: string; readonly description: string }[] = [
  { value: 'string', description: 'Text on one line.' },
  { value: 'text', description: 'Text of any length.' },
  { value: 'boolean', description: '`true` or `false`.' },
  { value: 'integer', description: 'A whole number, between `min` and `max` when these are given.' },
  { value: 'number', description: 'A number, between `min` and `max` when these are given.' },
  { value: 'date', description: 'A date: `2026-11-16`.' },
  { value: 'date-time', description: 'A time with offset: `2026-11-16T09:00+01:00`.' },
  { value: 'duration', description: 'A number of days, weeks, months or years: `180d`, `12w`, `6m`, `1y`.' },
  { value: 'email', description: 'An e-mail address.' },
  { value: 'url', description: 'An absolute URL.' },
  { value: 'semver', description: 'A semantic version: `1.4.0`.' },
  { value: 'rrule', description: 'A recurrence rule of iCalendar (RFC 5545).' },
  { value: 'timezone', description: 'An IANA time zone: `Europe/Berlin`.' },
  { value: 'glob', description: 'A path glob.' },
  { value: 'enum', description: 'One of `values`.' },
  { value: 'id', description: 'The id of another article, of one of `kinds` when these are given.' },
  { value: 'list', description: 'A list; `of` says of what.' },
  { value: 'map', description: 'A mapping with free keys; `of` says what the values are.' },
  { value: 'object', description: 'A mapping with the keys in `fields`.' },
  { value: 'any', description: 'Anything; nothing is checked.' },
];

const TYPE_NAMES = FIELD_TYPES.map(({ value }) => value).join('|');

/** `date`, `list of date`, `map of list of date`. Not deeper: nobody reads that. */
export const FIELD_TYPE: TextShape = {
  pattern: `^((list|map) of ){0,3}(${TYPE_NAMES})$`,
  what: 'a field type such as `string`, `date` or `list of string`',
};
