/** Rules, and how the configuration sets them: what `rules` prints. */
import type { RuleSetting } from '../model/configuration.ts';
import { helpOf } from '../rules/help.ts';
import type { RuleData, RuleOption } from '../rules/rule.ts';
import type { ListOptions } from './articleList.ts';
import { JSON_VERSION } from './checkJson.ts';
import { type Column, table, titled, wrap } from './columns.ts';
import { printable } from './paint.ts';

export type RuleSettings = Readonly<Record<string, RuleSetting>>;

/** As configured, else the rule's own. */
export function severityOf(rule: RuleData, settings: RuleSettings) {
  return settingOf(rule, settings)?.severity ?? (rule.offByDefault ? 'off' : rule.severity);
}

export function rulesText(rules: readonly RuleData[], settings: RuleSettings, options: ListOptions): string {
  const columns: Column[] = [
    { title: 'CODE', paint: options.palette.id },
    { title: 'SEVERITY' },
    { title: 'GROUP' },
    { title: 'TITLE', least: 24 },
  ];
  const rows = rules.map((rule) => [rule.code, severityOf(rule, settings), rule.group, rule.title]);
  return table(columns, options.titles ? titled(columns, rows) : rows, options.width)
    .map((line) => `${line}\n`)
    .join('');
}

export function ruleText(rule: RuleData, settings: RuleSettings, { palette, width }: ListOptions): string {
  const severity = severityOf(rule, settings);
  const own = rule.offByDefault ? 'off' : rule.severity;
  const facts = [severity === own ? severity : `${severity} here, ${own} by default`, rule.group];
  const lines = [`${palette.id(rule.code)}  ${palette.bold(rule.title)}`, palette.dim(facts.join(' · '))];
  const section = (title: string, content: readonly string[]) => {
    lines.push('', palette.bold(title), ...content.map((line) => `  ${line}`.trimEnd()));
  };
  const prose = (text: string) => wrap(printable(text), width - 2);
  section('What', prose(rule.what));
  section('Why', prose(rule.why));
  section('How to fix', prose(rule.fix));
  for (const option of rule.options) section(`Option ${option.name}`, prose(optionText(rule, option, settings)));
  section('Found', rule.example.bad.trimEnd().split('\n'));
  section('Not found', rule.example.good.trimEnd().split('\n'));
  section('Source', prose(rule.source));
  lines.push('', palette.dim(helpOf(rule.code)));
  return `${lines.join('\n')}\n`;
}

function optionText(rule: RuleData, option: RuleOption, settings: RuleSettings): string {
  const standard = JSON.stringify(option.default);
  const value = JSON.stringify(optionValue(rule, option, settings));
  const set = value === standard ? '' : ` Here: ${value}.`;
  return `${option.description} ${option.type}, ${standard} by default.${set}`;
}

function optionValue(rule: RuleData, option: RuleOption, settings: RuleSettings): unknown {
  return settingOf(rule, settings)?.options?.[option.name] ?? option.default;
}

function settingOf(rule: RuleData, settings: RuleSettings): RuleSetting | undefined {
  return Object.hasOwn(settings, rule.code) ? settings[rule.code] : undefined;
}

export function rulesJson(rules: readonly RuleData[], settings: RuleSettings): unknown {
  return {
    version: JSON_VERSION,
    rules: rules.map((rule) => ({
      code: rule.code,
      group: rule.group,
      title: rule.title,
      severity: severityOf(rule, settings),
      defaultSeverity: rule.offByDefault ? 'off' : rule.severity,
      what: rule.what,
      why: rule.why,
      fix: rule.fix,
      example: rule.example,
      options: rule.options.map((option) => ({ ...option, value: optionValue(rule, option, settings) })),
      source: rule.source,
      help: helpOf(rule.code),
    })),
  };
}
