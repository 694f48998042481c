/** Markdown as remark reads it: CommonMark with GFM tables and tasks, and where the parts of links were written. */
import type { Nodes, Root } from 'mdast';
import type { CompileContext, Extension as MdastExtension, Token } from 'mdast-util-from-markdown';
import { gfmTableFromMarkdown } from 'mdast-util-gfm-table';
import { gfmTaskListItemFromMarkdown } from 'mdast-util-gfm-task-list-item';
import { gfmTable } from 'micromark-extension-gfm-table';
import { gfmTaskListItem } from 'micromark-extension-gfm-task-list-item';
import type { Extension as SyntaxExtension, TokenizeContext } from 'micromark-util-types';
import remarkParse from 'remark-parse';
import { type Processor, unified } from 'unified';
import type { Span } from '../text.ts';

/** What the syntax tree itself does not keep. Offsets in the text that was parsed. */
export interface Written {
  /** Of a link or image: where its text has ended and `(target)` or `[label]` starts. */
  readonly after?: number;
  /** Of a link, image or definition: the target without angle brackets. */
  readonly destination?: Span;
  /** Of the paragraph of a task item: the `[`. */
  readonly checkbox?: number;
}

export function writtenOf(node: Nodes): Written {
  return (node.data as Written | undefined) ?? {};
}

export type MarkdownParser = (text: string) => Root;

/**
 * A parser for parts of a document whose definitions may stand in other parts: `isDefined` tells whether a label,
 * normalised as CommonMark says and in lower case, has one.
 */
export function parserOfParts(isDefined: (identifier: string) => boolean): MarkdownParser {
  return parserWith(unified().use(remarkParse), knownLabels(isDefined));
}

function parserWith(
  processor: Processor<Root, undefined, undefined, undefined, undefined>,
  ...syntax: readonly SyntaxExtension[]
): MarkdownParser {
  processor.data('micromarkExtensions', [gfmTable(), gfmTaskListItem(), ...syntax]);
  processor.data('fromMarkdownExtensions', [gfmTableFromMarkdown(), gfmTaskListItemFromMarkdown(), keepWritten]);
  processor.freeze();
  return (text) => processor.parse(text);
}

const keepWritten: MdastExtension = {
  enter: {
    resourceMarker: keepAfter,
    referenceMarker: keepAfter,
    resourceDestinationString: keepDestination,
    definitionDestinationString: keepDestination,
    taskListCheck(token) {
      keep(this, { checkbox: token.start.offset });
    },
  },
};

/** Of the two markers, the first. */
function keepAfter(this: CompileContext, token: Token): undefined {
  const node = this.stack.at(-1) as Nodes;
  if (writtenOf(node).after === undefined) keep(this, { after: token.start.offset });
}

/** Does what the default handler does, too: collects the decoded text. */
function keepDestination(this: CompileContext, token: Token): undefined {
  keep(this, { destination: { start: token.start.offset, end: token.end.offset } });
  this.buffer();
}

function keep(context: CompileContext, written: Written): undefined {
  const node = context.stack.at(-1) as Nodes;
  node.data = { ...node.data, ...written };
}

/** Replaces the tokenizer's list of labels before the first block is read. */
function knownLabels(isDefined: (identifier: string) => boolean): SyntaxExtension {
  const labels = new KnownLabels(isDefined);
  return {
    flowInitial: {
      null: {
        name: 'knownLabels',
        tokenize(this: TokenizeContext, _effects, _ok, nok) {
          this.parser.defined = labels;
          return nok;
        },
      },
    },
  };
}

/** Set-like: the tokenizer asks a plain array, which is quadratic in a text of definitions alone. */
class KnownLabels extends Array<string> {
  readonly #isDefined: (identifier: string) => boolean;

  constructor(isDefined: (identifier: string) => boolean) {
    super();
    this.#isDefined = isDefined;
  }

  override includes(label: string): boolean {
    return this.#isDefined(label.toLowerCase());
  }

  override push(): number {
    return 0;
  }
}

/** Parses a whole text. */
export const parseMarkdown: MarkdownParser = parserWith(unified().use(remarkParse));
