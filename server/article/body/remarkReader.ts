/** Reads a body, or a part of it, through remark: the reference for what everything else here must find. */
import type { Nodes, Parent, PhrasingContent, Root } from 'mdast';
import type { Body, Directive } from '../parsed.ts';
import type { Span } from '../text.ts';
import { BodyBuilder } from './bodyBuilder.ts';
import { readHtml } from './htmlText.ts';
import type { Inline, InlineLink, Mask } from './inline.ts';
import { type LinkTarget, linkTarget } from './linkTarget.ts';
import { parseMarkdown, writtenOf } from './markdown.ts';
import { oneLine } from './plainText.ts';
import { byReference, type Definitions } from './reference.ts';
import type { TermIndex } from './terms.ts';

/** The whole body in one go. Exact, slow, and on hostile input slower than linear. */
export function readWithRemark(text: string, bodyStart: number, terms: TermIndex): Body {
  const builder = new BodyBuilder(text, terms);
  const { root, base } = parsePart(text, bodyStart, text.length, parseMarkdown);
  const definitions = new Map<string, LinkTarget>();
  collectDefinitions(text, base, root, definitions);
  readTree(builder, base, root, definitions);
  return builder.build();
}

export interface ParsedPart {
  readonly root: Root;
  /** Offset in the text of offset 0 in the tree. */
  readonly base: number;
}

export function parsePart(text: string, start: number, end: number, parse: (text: string) => Root): ParsedPart {
  // A byte order mark is dropped by the parser without counting it; inside a text it is a character like others.
  if (text.charCodeAt(start) === 0xfeff) return { root: parse(`\n${text.slice(start, end)}`), base: start - 1 };
  return { root: parse(text.slice(start, end)), base: start };
}

/** Adds those that are the first with their label. */
export function collectDefinitions(text: string, base: number, root: Root, into: Map<string, LinkTarget>): void {
  for (const node of preorder(root)) {
    if (node.type === 'definition' && !into.has(node.identifier)) {
      into.set(node.identifier, targetOf(text, base, node, node.url));
    }
  }
}

export function readTree(builder: BodyBuilder, base: number, root: Root, definitions: Definitions): void {
  const { text } = builder;
  for (const node of preorder(root)) {
    const { start, end } = spanOf(node, base);
    switch (node.type) {
      case 'heading': {
        const first = node.children[0];
        const last = node.children.at(-1);
        const content =
          first === undefined || last === undefined
            ? { start: start + node.depth, end: start + node.depth }
            : { start: spanOf(first, base).start, end: spanOf(last, base).end };
        const inline = readPhrasing(builder, base, node, definitions);
        builder.heading({ start, end, depth: node.depth, text: plainText(node), content }, inline);
        break;
      }
      case 'listItem': {
        const paragraph = node.children.find(({ type }) => type === 'paragraph');
        if (typeof node.checked !== 'boolean' || paragraph?.type !== 'paragraph') break;
        const checkbox = writtenOf(paragraph).checkbox;
        if (checkbox === undefined) break;
        const task = { start: base + checkbox, end: trimmedEnd(text, spanOf(paragraph, base)) };
        builder.task({ ...task, done: node.checked, text: oneLine(plainText(paragraph)) });
        break;
      }
      case 'paragraph': {
        const { checkbox } = writtenOf(node);
        const from = checkbox === undefined ? start : base + checkbox + 3;
        builder.prose(from, end, readPhrasing(builder, base, node, definitions));
        break;
      }
      case 'table':
        builder.table({ start, end, rows: node.children.length - 1 });
        break;
      case 'tableCell': {
        const first = node.children[0];
        const last = node.children.at(-1);
        if (first === undefined || last === undefined) break;
        const inline = readPhrasing(builder, base, node, definitions);
        builder.prose(spanOf(first, base).start, spanOf(last, base).end, inline);
        break;
      }
      case 'code': {
        const language = (node.lang ?? '').toLowerCase();
        // Whether a fence that nothing closes reaches over the last line ending depends on what follows.
        builder.code(
          { start, end: trimmedEnd(text, { start, end }), ...(language !== '' && { language }) },
          node.value,
        );
        break;
      }
      case 'html':
        builder.html(start, end);
        break;
      case 'definition': {
        const label = oneLine(node.label ?? '');
        const target = targetOf(text, base, node, node.url);
        builder.definition({ form: 'definition', start, end, ...target, ...(label !== '' && { label }) });
        break;
      }
    }
  }
}

/** Blocks in the order of the text, without descending into the text of one. No recursion: nesting may be deep. */
function* preorder(root: Root): Generator<Nodes> {
  const stack: Nodes[] = [root];
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    yield node;
    if (!('children' in node) || node.type === 'paragraph' || node.type === 'heading' || node.type === 'tableCell')
      continue;
    for (let i = node.children.length - 1; i >= 0; i--) stack.push(node.children[i] as Nodes);
  }
}

function readPhrasing(builder: BodyBuilder, base: number, block: Parent, definitions: Definitions): Inline {
  const masks: Mask[] = [];
  const links: InlineLink[] = [];
  const directives: Directive[] = [];
  const stack: (PhrasingContent | Mask)[] = [];
  const pushChildren = (node: Parent): void => {
    for (let i = node.children.length - 1; i >= 0; i--) stack.push(node.children[i] as PhrasingContent);
  };
  pushChildren(block);
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    if ('kind' in node) {
      masks.push(node);
      continue;
    }
    const { start, end } = spanOf(node, base);
    switch (node.type) {
      case 'emphasis':
      case 'strong':
        pushChildren(node);
        break;
      case 'inlineCode':
        masks.push({ kind: 'code', start, end });
        break;
      case 'html': {
        const html = readHtml(builder.text, start, end);
        directives.push(...html.directives);
        masks.push({ kind: html.words > 0 ? 'image' : 'markup', start, end });
        break;
      }
      case 'image':
        masks.push({ kind: 'image', start, end });
        links.push(withLabel({ form: 'image', start, end, ...targetOf(builder.text, base, node, node.url) }, node.alt));
        break;
      case 'imageReference': {
        const isBare = writtenOf(node).after === undefined;
        masks.push({ kind: 'image', start, end });
        links.push(withLabel(byReference('image', { start, end }, isBare, definitions.get(node.identifier)), node.alt));
        break;
      }
      case 'link': {
        const { after } = writtenOf(node);
        const label = plainText(node);
        if (after === undefined) {
          masks.push({ kind: 'autolink', start, end });
          const target = linkTarget(builder.text, start + 1, end - 1, node.url);
          links.push(withLabel({ form: 'link', start, end, ...target }, label));
          break;
        }
        masks.push({ kind: 'linkOpen', start, end: start + 1 });
        stack.push({ kind: 'linkClose', start: base + after - 1, end });
        links.push(withLabel({ form: 'link', start, end, ...targetOf(builder.text, base, node, node.url) }, label));
        pushChildren(node);
        break;
      }
      case 'linkReference': {
        const { after } = writtenOf(node);
        const isBare = node.referenceType !== 'full';
        if (after !== undefined && !isBare) {
          masks.push({ kind: 'linkOpen', start, end: start + 1 });
          stack.push({ kind: 'linkClose', start: base + after - 1, end });
        }
        const target = definitions.get(node.identifier);
        links.push(withLabel(byReference('link', { start, end }, isBare, target), plainText(node)));
        pushChildren(node);
        break;
      }
    }
  }
  return { masks, links, directives };
}

function withLabel(link: InlineLink, label: string | null | undefined): InlineLink {
  const text = oneLine(label ?? '');
  return text === '' ? link : { ...link, label: text };
}

function targetOf(text: string, base: number, node: Nodes, url: string): LinkTarget {
  const { destination, after } = writtenOf(node);
  if (destination !== undefined) {
    return linkTarget(text, base + destination.start, base + destination.end, url);
  }
  // `[text]()` or `[text](<>)`: the place for one is right behind the parenthesis.
  const end = after === undefined ? spanOf(node, base).end : base + after + 1;
  return linkTarget(text, end, end, url);
}

function spanOf(node: Nodes, base: number): Span {
  return { start: base + (node.position?.start.offset ?? 0), end: base + (node.position?.end.offset ?? 0) };
}

function trimmedEnd(text: string, { start, end }: Span): number {
  let i = end;
  while (i > start && /[ \t\r\n]/.test(text.charAt(i - 1))) i--;
  return i;
}

/** Text without markup and images, as GitHub makes anchors from it. Line breaks stay. */
function plainText(parent: Parent): string {
  let text = '';
  const stack: Nodes[] = [...parent.children].reverse() as Nodes[];
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    if (node.type === 'text') text += node.value;
    else if (node.type === 'inlineCode') text += node.value.replace(/\r\n|\n|\r/g, ' ');
    else if (node.type === 'break') text += '\n';
    else if ('children' in node) {
      for (let i = node.children.length - 1; i >= 0; i--) stack.push(node.children[i] as Nodes);
    }
  }
  return text;
}
