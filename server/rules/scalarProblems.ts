/** What is wrong with a single front matter value, by the type the model gives it. */
import type { YamlScalar } from '../article/yaml.ts';
import { durationOf, instantOf } from '../model/calendar.ts';
import { compileGlob } from '../model/glob.ts';
import type { FieldType } from '../model/model.ts';
import { nearest } from '../model/nearest.ts';
import { orList, quoted } from './wording.ts';

export interface ScalarProblem {
  /** Continues a sentence that begins with the field's name: `` is … ``, `` needs … ``. */
  readonly message: string;
  /** What to write instead, in YAML. */
  readonly replacement?: string;
}

/** Types of a single value; `id`, `list`, `object` and `map` are looked into elsewhere. */
export type ScalarType = Exclude<FieldType, { readonly type: 'list' | 'object' | 'map' | 'id' | 'any' }>;

/** Undefined when the value is fine. Null is fine everywhere: whether a value may be absent is another rule's question. */
export function scalarProblem(
  type: ScalarType,
  node: YamlScalar,
  isTimezone: (name: string) => boolean,
): ScalarProblem | undefined {
  if (node.tag === 'null') return undefined;
  const text = node.text.trim();
  switch (type.type) {
    case 'string':
    case 'text':
      return coercion(node, text);
    case 'boolean':
      return booleanProblem(node, text);
    case 'date':
      return dateProblem(text);
    case 'date-time':
      return dateTimeProblem(text);
    case 'duration':
      return durationOf(text) === undefined
        ? {
            message: `is ${quoted(text)}, which is not a duration. Write a number and \`d\`, \`w\`, \`m\` or \`y\`, for instance \`90d\`.`,
          }
        : undefined;
    case 'email':
      return text.length <= 320 && EMAIL.test(text)
        ? undefined
        : { message: `is ${quoted(text)}, which is not an e-mail address. Write it as \`name@example.org\`.` };
    case 'url':
      return urlProblem(text);
    case 'semver':
      return semverProblem(node, text);
    case 'rrule':
      return rruleProblem(text);
    case 'timezone':
      return timezoneProblem(text, isTimezone);
    case 'glob': {
      const glob = compileGlob(text);
      return 'error' in glob ? { message: `is not a usable glob: ${glob.error}.` } : undefined;
    }
    case 'enum':
      return enumProblem(type.values, node, text);
    case 'number':
    case 'integer':
      return numberProblem(type, node, text);
  }
}

const YAML_1_1_BOOLEAN = /^(?:y|n|yes|no|on|off|true|false)$/i;
const SEXAGESIMAL = /^[-+]?\d{1,3}(?::[0-5]?\d)+$/;

/** Unquoted text that YAML reads as something else, so that other tools see another value than people do. */
function coercion(node: YamlScalar, text: string): ScalarProblem | undefined {
  if (node.quoted === true) return undefined;
  const message = misreading(node, text);
  return message === undefined ? undefined : { message, replacement: doubleQuoted(text) };
}

function misreading({ tag }: YamlScalar, text: string): string | undefined {
  if (tag === 'bool') {
    return `is ${quoted(text)}, which YAML reads as a truth value, not as text. Put it in quotes.`;
  }
  if ((tag === 'float' || tag === 'int') && String(Number(text)) !== text) {
    return `is ${quoted(text)}, which YAML reads as the number \`${Number(text)}\`. Put it in quotes to keep it.`;
  }
  if (SEXAGESIMAL.test(text)) {
    return `is ${quoted(text)}, which many YAML readers take for a number to base 60. Put it in quotes.`;
  }
  return undefined;
}

function booleanProblem(node: YamlScalar, text: string): ScalarProblem | undefined {
  if (node.tag === 'bool' && node.quoted !== true) return undefined;
  if (!YAML_1_1_BOOLEAN.test(text)) {
    return { message: `is ${quoted(text)}, and only \`true\` or \`false\` can be read here. Write one of them.` };
  }
  const replacement = /^(?:y|yes|on|true)$/i.test(text) ? 'true' : 'false';
  const message =
    node.quoted === true
      ? `is text because of its quotes, and a truth value is needed. Write \`${replacement}\` without quotes.`
      : `is ${quoted(text)}, which is text in YAML 1.2 and a truth value in older readers. Write \`${replacement}\`.`;
  return { message, replacement };
}

const LOOSE_DATE = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})$/;
const DAY_FIRST_DATE = /^(\d{1,2})\.(\d{1,2})\.(\d{4})$/;

function dateProblem(text: string): ScalarProblem | undefined {
  const exact = /^\d{4}-\d{2}-\d{2}$/.test(text);
  if (exact && instantOf(text) !== undefined) return undefined;
  if (exact) return { message: `is ${quoted(text)}, a day that the calendar does not have. Correct it.` };
  if (instantOf(text) !== undefined) {
    const day = text.slice(0, 10);
    return { message: `is ${quoted(text)}, and a date without a time is needed. Write \`${day}\`.`, replacement: day };
  }
  const replacement = isoDate(text);
  const advice =
    replacement === undefined ? 'Write year, month and day as in `2026-11-16`.' : `Write \`${replacement}\`.`;
  return {
    message: `is ${quoted(text)}, which cannot be read as a date. ${advice}`,
    ...(replacement && { replacement }),
  };
}

/** `2026/1/5` and `5.1.2026`; not `1/5/2026`, which is two days depending on the reader. */
function isoDate(text: string): string | undefined {
  const loose = LOOSE_DATE.exec(text);
  const dayFirst = DAY_FIRST_DATE.exec(text);
  const [year, month, day] =
    loose !== null ? [loose[1], loose[2], loose[3]] : dayFirst !== null ? [dayFirst[3], dayFirst[2], dayFirst[1]] : [];
  if (year === undefined || month === undefined || day === undefined) return undefined;
  const iso = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  return instantOf(iso) === undefined ? undefined : iso;
}

const LOCAL_TIME = /^(\d{4}-\d{2}-\d{2})[Tt ](\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?)$/;

function dateTimeProblem(text: string): ScalarProblem | undefined {
  const isDate = /^\d{4}-\d{2}-\d{2}$/.test(text);
  if (!isDate && instantOf(text) !== undefined) return undefined;
  if (isDate && instantOf(text) !== undefined) {
    return {
      message: `is ${quoted(text)}, a day without a time. Add time and offset, for instance \`${text}T09:00Z\`.`,
    };
  }
  const local = LOCAL_TIME.exec(text);
  if (local !== null && instantOf(`${local[1]}T${local[2]}Z`) !== undefined) {
    const replacement = `${local[1]}T${local[2]}Z`;
    return {
      message: `is ${quoted(text)}, which has no offset and so means another moment to each reader. Add one, for instance \`${replacement}\`.`,
      replacement,
    };
  }
  return { message: `is ${quoted(text)}, which cannot be read as a time. Write it as in \`2026-11-22T02:00+00:00\`.` };
}

const EMAIL = /^[^\s@<>,;]+@[^\s@<>,;]+\.[^\s@<>,;.]+$/;

function urlProblem(text: string): ScalarProblem | undefined {
  if (/^[a-z][a-z0-9+.-]*:/i.test(text) && URL.canParse(text)) return undefined;
  const secure = `https://${text}`;
  if (/^[\w-]+(?:\.[\w-]+)+(?:[/?#:]|$)/.test(text) && URL.canParse(secure)) {
    return { message: `is ${quoted(text)}, an address without a scheme. Write \`${secure}\`.`, replacement: secure };
  }
  return {
    message: `is ${quoted(text)}, which is not a URL. Write it with its scheme, for instance \`https://example.org/page\`.`,
  };
}

const SEMVER =
  /^(?:0|[1-9]\d*)\.(?:0|[1-9]\d*)\.(?:0|[1-9]\d*)(?:-(?:0|[1-9]\d*|\d*[A-Za-z-][\dA-Za-z-]*)(?:\.(?:0|[1-9]\d*|\d*[A-Za-z-][\dA-Za-z-]*))*)?(?:\+[\dA-Za-z-]+(?:\.[\dA-Za-z-]+)*)?$/;

function semverProblem(node: YamlScalar, text: string): ScalarProblem | undefined {
  if (text.length <= 256 && SEMVER.test(text)) return undefined;
  const short = /^v?(\d{1,9})(?:\.(\d{1,9}))?(?:\.(\d{1,9}))?$/i.exec(text);
  if (short === null) {
    return {
      message: `is ${quoted(text)}, which is not a semantic version. Write major, minor and patch, for instance \`1.4.0\`.`,
    };
  }
  const replacement = [short[1], short[2], short[3]].map((part) => String(Number(part ?? 0))).join('.');
  const lost = node.quoted !== true && node.tag === 'float' && String(Number(text)) !== text;
  const why = lost ? `which YAML reads as the number \`${Number(text)}\`` : 'which is not a semantic version';
  return { message: `is ${quoted(text)}, ${why}. Write \`${replacement}\`.`, replacement };
}

const FREQUENCIES = ['SECONDLY', 'MINUTELY', 'HOURLY', 'DAILY', 'WEEKLY', 'MONTHLY', 'YEARLY'];

/** RFC 5545: parts `NAME=value` between semicolons, one of them FREQ. */
function rruleProblem(text: string): ScalarProblem | undefined {
  const parts = text.replace(/^RRULE:/i, '').split(';');
  const bad = parts.find((part) => !/^[A-Z-]+=[^=\s]+$/i.test(part));
  if (bad !== undefined) {
    return {
      message: `is not a recurrence rule: ${quoted(bad)} is not a part \`NAME=value\`. Write it as in \`FREQ=WEEKLY;BYDAY=SU\`.`,
    };
  }
  const frequency = parts
    .find((part) => /^FREQ=/i.test(part))
    ?.slice(5)
    .toUpperCase();
  return frequency !== undefined && FREQUENCIES.includes(frequency)
    ? undefined
    : {
        message: `is a recurrence rule without a frequency. Begin it with ${orList(['FREQ=DAILY', 'FREQ=WEEKLY', 'FREQ=MONTHLY'])}.`,
      };
}

function timezoneProblem(text: string, isTimezone: (name: string) => boolean): ScalarProblem | undefined {
  if (isTimezone(text)) return undefined;
  const near = nearest(text, Intl.supportedValuesOf('timeZone'));
  const advice = near === undefined ? 'Write a name such as `Europe/Vilnius` or `UTC`.' : `Did you mean \`${near}\`?`;
  return {
    message: `is ${quoted(text)}, which is not an IANA time zone. ${advice}`,
    ...(near && { replacement: near }),
  };
}

function enumProblem(values: readonly string[], node: YamlScalar, text: string): ScalarProblem | undefined {
  if (values.includes(text)) {
    return node.quoted !== true && YAML_1_1_BOOLEAN.test(text)
      ? {
          message: `is ${quoted(text)}, which many YAML readers take for a truth value. Put it in quotes.`,
          replacement: doubleQuoted(text),
        }
      : undefined;
  }
  const near = nearest(text, values);
  const advice = near === undefined ? `It can be ${orList(values, 12)}.` : `Did you mean ${quoted(near)}?`;
  return { message: `cannot be ${quoted(text)}. ${advice}`, ...(near !== undefined && { replacement: near }) };
}

function numberProblem(
  type: Extract<ScalarType, { type: 'number' | 'integer' }>,
  node: YamlScalar,
  text: string,
): ScalarProblem | undefined {
  const noun = type.type === 'integer' ? 'a whole number' : 'a number';
  const isNumber = /^[-+]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d+)?$/.test(text);
  if (!isNumber) {
    const replacement = plainNumber(text);
    const advice = replacement === undefined ? `Write ${noun}.` : `Write \`${replacement}\`.`;
    return { message: `is ${quoted(text)}, and ${noun} is needed. ${advice}`, ...(replacement && { replacement }) };
  }
  const value = Number(text);
  if (type.type === 'integer' && !Number.isInteger(value)) {
    return { message: `is ${quoted(text)}, and ${noun} is needed. Write one, for instance \`${Math.round(value)}\`.` };
  }
  if (type.min !== undefined && value < type.min) return outOfRange(type, text);
  if (type.max !== undefined && value > type.max) return outOfRange(type, text);
  if (node.quoted === true) {
    return {
      message: `is text because of its quotes, and ${noun} is needed. Write ${quoted(text)} without quotes.`,
      replacement: text,
    };
  }
  return undefined;
}

function outOfRange({ min, max }: { readonly min?: number; readonly max?: number }, text: string): ScalarProblem {
  const range =
    min !== undefined && max !== undefined
      ? `between ${min} and ${max}`
      : min !== undefined
        ? `at least ${min}`
        : `at most ${max}`;
  return { message: `is ${quoted(text)}, which is out of range. Write a number ${range}.` };
}

/** `1,5`, `80 %`, `1_000` and `12 h` without what is not a number. */
function plainNumber(text: string): string | undefined {
  const match = /^([-+]?\d{1,15}(?:[.,]\d{1,15})?)\s*(?:%|[a-zA-Z€£$]{1,6})$/.exec(text);
  if (match?.[1] !== undefined) return match[1].replace(',', '.');
  if (/^[-+]?\d{1,15},\d{1,15}$/.test(text)) return text.replace(',', '.');
  return /^\d{1,3}(?:_\d{3})+$/.test(text) ? text.replaceAll('_', '') : undefined;
}

function doubleQuoted(text: string): string {
  return `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
}
