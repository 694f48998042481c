/** Collects what a Markdown reader finds into a {@link Body}. Blocks must come in the order of the text. */
import type { Body, BodyLink, CodeBlock, Directive, Heading, Table, Task, TermUse } from '../parsed.ts';
import type { Span } from '../text.ts';
import { WordCounter } from './characters.ts';
import { readHtml } from './htmlText.ts';
import type { Inline } from './inline.ts';
import { oneLine } from './plainText.ts';
import { type ProseSink, readProse, type WikiLink } from './prose.ts';
import { Slugs } from './slugs.ts';
import type { TermIndex } from './terms.ts';

/** A heading as its reader knows it; slug and words are the builder's. */
export interface HeadingStart extends Span {
  readonly depth: number;
  /** Without markup, with line breaks and runs of space as they are. */
  readonly text: string;
  readonly content: Span;
}

interface Section {
  readonly heading: HeadingStart | undefined;
  words: number;
  /** Paragraphs, cells, code blocks: to know whether an ellipsis stands alone. */
  blocks: number;
  placeholder: Span | undefined;
  ellipsis: Span | undefined;
}

/** How much had been collected, to go back to. */
export interface BuilderMark {
  readonly lengths: readonly number[];
  readonly section: Section;
}

export class BodyBuilder implements ProseSink {
  readonly text: string;
  readonly #terms: TermIndex;
  #sections: Section[] = [emptySection(undefined)];
  #links: BodyLink[] = [];
  #tasks: Task[] = [];
  #code: CodeBlock[] = [];
  #tables: Table[] = [];
  #directives: Directive[] = [];
  #termUses: TermUse[] = [];
  /** Of the prose being read: the heading's own text does not make its section unfinished, except by `{{…}}`. */
  #inHeading = false;

  constructor(text: string, terms: TermIndex) {
    this.text = text;
    this.#terms = terms;
  }

  get #section(): Section {
    return this.#sections[this.#sections.length - 1] as Section;
  }

  heading(heading: HeadingStart, inline: Inline): void {
    this.#sections.push(emptySection(heading));
    this.#inHeading = true;
    this.#read(heading.content.start, heading.content.end, inline);
    this.#inHeading = false;
  }

  /** A paragraph or table cell. */
  prose(start: number, end: number, inline: Inline): void {
    const section = this.#section;
    section.blocks++;
    section.words += this.#read(start, end, inline);
    // Only the first block can be the only one.
    if (section.blocks === 1 && end - start < 16) {
      const from = start + leadingSpace(this.text, start, end);
      const written = this.text.slice(from, end).trimEnd();
      if (written === '…' || written === '...') section.ellipsis = { start: from, end: from + written.length };
    }
  }

  definition(link: BodyLink): void {
    this.#links.push(link);
  }

  task(task: Task): void {
    this.#tasks.push(task);
  }

  /** `content` is the code without fences, for its words. */
  code(block: CodeBlock, content: string): void {
    this.#code.push(block);
    const section = this.#section;
    section.blocks++;
    const counter = new WordCounter();
    counter.add(content, 0, content.length);
    counter.endRun();
    section.words += counter.words;
  }

  /** Before its cells are given as prose. */
  table(table: Table): void {
    this.#tables.push(table);
    this.#section.blocks++;
    // A table of empty cells is still something to look at.
    this.#section.words++;
  }

  html(start: number, end: number): void {
    const { words, directives } = readHtml(this.text, start, end);
    for (const directive of directives) this.#directives.push(directive);
    if (words === 0) return;
    this.#section.words += words;
    this.#section.blocks++;
  }

  mark(): BuilderMark {
    return { lengths: this.#collected().map(({ length }) => length), section: { ...this.#section } };
  }

  /** Forgets what was collected since `mark`. */
  reset(mark: BuilderMark): void {
    this.#collected().forEach((list, index) => {
      list.length = mark.lengths[index] as number;
    });
    this.#sections[this.#sections.length - 1] = mark.section;
  }

  #collected(): unknown[][] {
    return [this.#sections, this.#links, this.#tasks, this.#code, this.#tables, this.#directives, this.#termUses];
  }

  build(): Body {
    const slugs = new Slugs();
    const headings: Heading[] = [];
    for (const { heading, words, blocks, placeholder, ellipsis } of this.#sections) {
      if (heading === undefined) continue;
      const { start, end, depth, text, content } = heading;
      const leftOver = placeholder ?? (blocks === 1 ? ellipsis : undefined);
      headings.push({
        start,
        end,
        depth,
        text: oneLine(text),
        content,
        slug: slugs.next(text),
        words,
        ...(leftOver !== undefined && { placeholder: leftOver }),
      });
    }
    return {
      headings,
      // A definition may be found before the text it stands in, and a mention before the link around a wiki link.
      links: this.#links.sort((a, b) => a.start - b.start),
      tasks: this.#tasks,
      code: this.#code,
      tables: this.#tables,
      directives: this.#directives,
      terms: this.#termUses,
      leadWords: (this.#sections[0] as Section).words,
    };
  }

  #read(start: number, end: number, inline: Inline): number {
    const first = this.#links.length;
    const words = readProse(this.text, start, end, inline.masks, this.#terms, this);
    if (inline.links.length > 0) this.#addLinks(first, inline);
    for (const directive of inline.directives) this.#directives.push(directive);
    return words;
  }

  /** Adds links to the prose's own, of which those since `first` are wiki links and mentions in order. */
  #addLinks(first: number, { links }: Inline): void {
    const found = this.#links.splice(first);
    let next = 0;
    for (const { isBare, ...link } of links) {
      while (next < found.length && (found[next] as BodyLink).end <= link.start)
        this.#links.push(found[next++] as BodyLink);
      const around = found[next];
      if (isBare && around?.form === 'wiki' && around.start <= link.start && link.end <= around.end) continue;
      if (isBare) {
        // Its text has no mark of its own: the reference is the link, not an id in it.
        while (next < found.length && (found[next] as BodyLink).end <= link.end) {
          const inside = found[next++] as BodyLink;
          if (inside.form !== 'mention') this.#links.push(inside);
        }
      }
      this.#links.push(link);
    }
    while (next < found.length) this.#links.push(found[next++] as BodyLink);
  }

  wiki({ start, end, target, fragment, label }: WikiLink): void {
    this.#links.push({
      form: 'wiki',
      start,
      end,
      target: this.text.slice(target.start, target.end),
      targetSpan: target,
      ...(fragment !== undefined && {
        fragment: this.text.slice(fragment.start, fragment.end),
        fragmentSpan: fragment,
      }),
      ...(label !== undefined && { label }),
    });
  }

  mention(start: number, end: number): void {
    this.#links.push({ form: 'mention', start, end, target: this.text.slice(start, end), targetSpan: { start, end } });
  }

  term(start: number, end: number, term: string): void {
    this.#termUses.push({ start, end, term });
  }

  placeholder(start: number, end: number, isTemplate: boolean): void {
    if (this.#inHeading && !isTemplate) return;
    this.#section.placeholder ??= { start, end };
  }
}

function emptySection(heading: HeadingStart | undefined): Section {
  return { heading, words: 0, blocks: 0, placeholder: undefined, ellipsis: undefined };
}

function leadingSpace(text: string, start: number, end: number): number {
  let i = start;
  while (i < end && (text.charCodeAt(i) === 32 || text.charCodeAt(i) === 9)) i++;
  return i - start;
}
