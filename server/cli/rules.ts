/** `throughline rules`: what is checked. */
import type { Command } from 'commander';
import { rulesJson, rulesText, ruleText } from '../reports/ruleList.ts';
import { RULES } from '../rules/index.ts';
import { withConfiguration } from './configuration.ts';
import { EXIT, type ExitCode, type Host, listOptions, printJson } from './host.ts';
import { unknownName } from './names.ts';
import type { Program } from './program.ts';
import type { CommonOptions } from './workspace.ts';

export function addRules(program: Command, { host, end }: Program): void {
  program
    .command('rules')
    .summary('list the rules, or explain one')
    .description('Lists the rules with their severity in this workspace, or explains one.')
    .argument('[code]', 'code of a rule, such as link-broken')
    .action((code: string | undefined, _: unknown, command: Command) =>
      end(rules(host, code, command.optsWithGlobals<CommonOptions>())),
    );
}

function rules(host: Host, code: string | undefined, options: CommonOptions): ExitCode {
  return withConfiguration(host, options, ({ rules: settings }) => {
    const rule = RULES.find((candidate) => candidate.code === code);
    if (code !== undefined && rule === undefined) {
      throw unknownName(
        'rule',
        code,
        RULES.map((known) => known.code),
      );
    }
    if (options.format === 'json') printJson(host, rulesJson(rule === undefined ? RULES : [rule], settings));
    else {
      const list = listOptions(host);
      host.stdout.write(rule === undefined ? rulesText(RULES, settings, list) : ruleText(rule, settings, list));
    }
    return EXIT.fine;
  });
}
