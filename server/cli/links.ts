/** `throughline links`: every reference there is, or those from and to one article. */
import type { Command } from 'commander';
import { counted } from '../reports/checkReport.ts';
import { linksFrom, linksJson, linksText, linksTo } from '../reports/linkList.ts';
import { EXIT, type ExitCode, type Host, listOptions, printJson } from './host.ts';
import { knownArticles } from './names.ts';
import type { Program } from './program.ts';
import { type CommonOptions, withWorkspace } from './workspace.ts';

export function addLinks(program: Command, { host, end }: Program): void {
  program
    .command('links')
    .summary('list the links between articles')
    .description('Lists the links in all articles, or those from and to one.')
    .argument('[id]', 'id or path of an article')
    .action(async (id: string | undefined, _: unknown, command: Command) =>
      end(await links(host, id, command.optsWithGlobals<CommonOptions>())),
    );
}

function links(host: Host, id: string | undefined, options: CommonOptions): Promise<ExitCode> {
  return withWorkspace(host, options, (workspace) => {
    const { corpus } = workspace.snapshot;
    const found =
      id === undefined
        ? corpus.sorted().flatMap((article) => linksFrom(corpus, article))
        : knownArticles(host, workspace, id).flatMap((article) => [
            ...linksFrom(corpus, article),
            ...linksTo(corpus, article),
          ]);
    if (options.format === 'json') printJson(host, linksJson(found));
    else {
      if (found.length > 0) host.stdout.write(linksText(found, listOptions(host)));
      if (host.stderr.isTerminal) host.stderr.write(`${counted(found.length, 'link')}\n`);
    }
    return EXIT.fine;
  });
}
