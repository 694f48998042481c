/** `throughline kinds`: what articles there may be. */
import type { Command } from 'commander';
import { CompiledModel } from '../model/compiled.ts';
import { kindsJson, kindsText, kindText } from '../reports/kindList.ts';
import { withConfiguration } from './configuration.ts';
import { EXIT, type ExitCode, type Host, listOptions, printJson } from './host.ts';
import { knownKind } from './names.ts';
import type { Program } from './program.ts';
import type { CommonOptions } from './workspace.ts';

export function addKinds(program: Command, { host, end }: Program): void {
  program
    .command('kinds')
    .summary('list the kinds of article, or explain one')
    .description('Lists the kinds of article there may be, or shows the fields, states, sections and links of one.')
    .argument('[kind]', 'name or id prefix of a kind')
    .action((kind: string | undefined, _: unknown, command: Command) =>
      end(kinds(host, kind, command.optsWithGlobals<CommonOptions>())),
    );
}

function kinds(host: Host, name: string | undefined, options: CommonOptions): ExitCode {
  return withConfiguration(host, options, (configuration) => {
    const model = new CompiledModel(configuration.model);
    const kind = name === undefined ? undefined : knownKind(model, name);
    if (options.format === 'json') printJson(host, kindsJson(model, kind === undefined ? model.model.kinds : [kind]));
    else {
      const list = listOptions(host);
      host.stdout.write(kind === undefined ? kindsText(model, list) : kindText(model, kind, list));
    }
    return EXIT.fine;
  });
}
