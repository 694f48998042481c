/** Reads everything of the configuration that is not the model. */
import type { YamlNode, YamlScalar } from '../article/yaml.ts';
import { instantOf } from '../model/calendar.ts';
import type { Calendar, RuleSetting, Severity } from '../model/configuration.ts';
import { type RuleDescription, type RuleOptionDescription, WEEKDAYS } from './definition.ts';
import { code, type ProblemList } from './problems.ts';
import { child, childText, entriesOf, scalarsOf, textsOf } from './reading.ts';

export function readNow(node: YamlNode | undefined, problems: ProblemList): string | undefined {
  if (node?.kind !== 'scalar') return undefined;
  if (instantOf(node.text) !== undefined) return node.text;
  problems.report(node, `There is no such moment as ${code(node.text)}.`);
  return undefined;
}

/** Only what the file sets: severities and options of the other rules are theirs to know. */
export function readRules(
  node: YamlNode | undefined,
  rules: readonly RuleDescription[],
): Readonly<Record<string, RuleSetting>> {
  const settings: Record<string, RuleSetting> = Object.create(null);
  for (const { key, value } of entriesOf(node)) {
    const rule = rules.find((candidate) => candidate.code === key);
    if (rule === undefined) continue;
    const severity = value.kind === 'scalar' ? value.text : childText(value, 'severity');
    const options: Record<string, unknown> = Object.create(null);
    for (const option of rule.options) {
      const written = child(value, option.name);
      if (written !== undefined) options[option.name] = optionValue(written, option);
    }
    settings[key] = {
      ...(severity && { severity: severity as Severity | 'off' }),
      ...(Object.keys(options).length > 0 && { options }),
    };
  }
  return settings;
}

function optionValue(node: YamlNode, { type }: RuleOptionDescription): unknown {
  const text = node.kind === 'scalar' ? node.text : '';
  switch (type) {
    case 'strings':
      return textsOf(node);
    case 'number':
      return Number(text);
    case 'boolean':
      return text.toLowerCase() === 'true';
    case 'string':
    case 'duration':
      return text;
  }
}

const DEFAULT_CALENDAR: Calendar = { timezone: 'UTC', workdays: [1, 2, 3, 4, 5], holidays: [] };

/** What a calendar leaves open is as in `default`, which is always there. */
export function readCalendars(node: YamlNode | undefined, problems: ProblemList): Readonly<Record<string, Calendar>> {
  const calendars: Record<string, Calendar> = Object.create(null);
  const fallback = readCalendar(child(node, 'default'), DEFAULT_CALENDAR, problems);
  calendars.default = fallback;
  for (const { key, value } of entriesOf(node)) {
    if (key !== 'default') calendars[key] = readCalendar(value, fallback, problems);
  }
  return calendars;
}

function readCalendar(node: YamlNode | undefined, base: Calendar, problems: ProblemList): Calendar {
  const timezone = child(node, 'timezone');
  const workdays = textsOf(child(node, 'workdays')).map((day) => WEEKDAYS.indexOf(day) + 1);
  const holidays = child(node, 'holidays');
  return {
    timezone: (timezone?.kind === 'scalar' ? readTimezone(timezone, problems) : undefined) ?? base.timezone,
    workdays: workdays.length === 0 ? base.workdays : workdays.sort((a, b) => a - b),
    holidays: holidays === undefined ? base.holidays : readDates(holidays, problems),
  };
}

function readTimezone(node: YamlScalar, problems: ProblemList): string | undefined {
  if (isTimezone(node.text)) return node.text;
  const what = `${code(node.text)} is not an IANA time zone such as \`Europe/Berlin\`.`;
  problems.reportUnknown(node, what, node.text, ['UTC', ...Intl.supportedValuesOf('timeZone')]);
  return undefined;
}

function isTimezone(name: string): boolean {
  // Offsets such as `+02:00` are accepted by Intl in some versions; they know no summer time.
  if (!/^[A-Za-z]/.test(name)) return false;
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}

function readDates(node: YamlNode, problems: ProblemList): readonly string[] {
  const dates = new Set<string>();
  for (const scalar of scalarsOf(node)) {
    if (instantOf(scalar.text) === undefined) problems.report(scalar, `There is no such date as ${code(scalar.text)}.`);
    else dates.add(scalar.text);
  }
  return [...dates].sort();
}
