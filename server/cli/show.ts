/** `throughline show`: one article's card. */
import type { Command } from 'commander';
import { showJson, showText } from '../reports/articleCard.ts';
import { EXIT, type ExitCode, type Host, paletteOf, printJson, widthOf } from './host.ts';
import { knownArticles } from './names.ts';
import type { Program } from './program.ts';
import { type CommonOptions, withWorkspace } from './workspace.ts';

export function addShow(program: Command, { host, end }: Program): void {
  program
    .command('show')
    .summary('show one article: fields, links in and out, findings')
    .description('Shows the fields of an article, its links in both directions and its findings.')
    .argument('<id>', 'id or path of the article')
    .action(async (id: string, _: unknown, command: Command) =>
      end(await show(host, id, command.optsWithGlobals<CommonOptions>())),
    );
}

function show(host: Host, id: string, options: CommonOptions): Promise<ExitCode> {
  return withWorkspace(host, options, (workspace) => {
    const { engine, snapshot } = workspace;
    const { corpus } = snapshot;
    const articles = knownArticles(host, workspace, id);
    const findingsOf = (article: (typeof articles)[number]) => {
      const own = engine.findings(article.path);
      return article.front.path === article.path ? own : [...engine.findings(article.front.path), ...own];
    };
    if (options.format === 'json') printJson(host, showJson(corpus, articles, findingsOf));
    else host.stdout.write(showText(corpus, articles, findingsOf, { palette: paletteOf(host), width: widthOf(host) }));
    return EXIT.fine;
  });
}
