/** `throughline list`: the articles there are. */
import type { Command } from 'commander';
import type { Article } from '../article/article.ts';
import type { Corpus } from '../corpus/corpus.ts';
import { listJson, listText } from '../reports/articleList.ts';
import { counted } from '../reports/checkReport.ts';
import { EXIT, type ExitCode, type Host, listOptions, printJson } from './host.ts';
import { knownKind, unknownName } from './names.ts';
import type { Program } from './program.ts';
import { type CommonOptions, withWorkspace } from './workspace.ts';

interface ListVerbOptions extends CommonOptions {
  readonly kind?: string;
  readonly status?: string;
}

export function addList(program: Command, { host, end }: Program): void {
  program
    .command('list')
    .summary('list the articles')
    .description('Lists the articles, by path.')
    .option('--kind <kind>', 'only articles of this kind')
    .option('--status <status>', 'only articles in this status')
    .action(async (_: unknown, command: Command) => end(await list(host, command.optsWithGlobals<ListVerbOptions>())));
}

function list(host: Host, options: ListVerbOptions): Promise<ExitCode> {
  return withWorkspace(host, options, ({ snapshot: { corpus } }) => {
    const kind = options.kind === undefined ? undefined : knownKind(corpus.model, options.kind);
    if (options.status !== undefined) checkStatus(corpus, options.status);
    const articles = corpus
      .sorted()
      .filter((article) => kind === undefined || article.kind?.name === kind.name)
      .filter((article) => options.status === undefined || article.status?.value === options.status);
    if (options.format === 'json') printJson(host, listJson(articles));
    else {
      if (articles.length > 0) host.stdout.write(listText(articles, listOptions(host)));
      if (host.stderr.isTerminal) host.stderr.write(`${counted(articles.length, 'article')}\n`);
    }
    return EXIT.fine;
  });
}

/** A status that no kind and no article has is a slip of the pen: an empty list would hide that. */
function checkStatus(corpus: Corpus, status: string): void {
  const known = new Set<string>();
  for (const kind of corpus.model.model.kinds) for (const state of kind.lifecycle?.states ?? []) known.add(state.name);
  for (const article of corpus.articles()) if (hasStatus(article)) known.add(article.status.value);
  if (!known.has(status)) throw unknownName('status', status, known);
}

function hasStatus(article: Article): article is Article & { readonly status: { readonly value: string } } {
  return article.status !== undefined;
}
