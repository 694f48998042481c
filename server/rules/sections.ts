/** The sections of a body, and which heading stands for which section of the kind. */
import type { Body, Heading } from '../article/parsed.ts';
import type { Kind, Section } from '../model/model.ts';

/** Lower case, without numbering in front (`2.1 `, `3) `), without a mark at the end, single spaces, plain dashes. */
export function sectionKey(title: string): string {
  return title
    .toLowerCase()
    .replace(/[\u2010-\u2015]/g, '-')
    .replace(/^\s*\d{1,3}(?:\.\d{1,3})*[.)]?\s+/, '')
    .replace(/\s+/g, ' ')
    .replace(/[\s:.?!]+$/, '')
    .trim();
}

export interface SectionTable {
  /** The section that a heading with this text stands for. */
  sectionOf(text: string): Section | undefined;
}

/** Answers are kept, because the same headings stand in all articles of a kind. */
const KEPT_ANSWERS = 1000;

export function sectionTable(kind: Kind): SectionTable {
  const byKey = new Map<string, Section>();
  for (const section of kind.sections) byKey.set(sectionKey(section.title), section);
  for (const section of kind.sections) {
    for (const alias of section.aliases ?? []) if (!byKey.has(sectionKey(alias))) byKey.set(sectionKey(alias), section);
  }
  const answers = new Map<string, Section | undefined>();
  return {
    sectionOf(text) {
      let section = answers.get(text);
      if (section !== undefined || answers.has(text)) return section;
      section = byKey.get(sectionKey(text));
      if (answers.size < KEPT_ANSWERS) answers.set(text, section);
      return section;
    },
  };
}

/** The headings that stand for each section, by their index in `body.headings`. The first of equals counts. */
export function sectionsIn(body: Body, table: SectionTable): ReadonlyMap<Section, number> {
  const found = new Map<Section, number>();
  for (let i = 0; i < body.headings.length; i++) {
    const section = table.sectionOf((body.headings[i] as Heading).text);
    if (section !== undefined && !found.has(section)) found.set(section, i);
  }
  return found;
}

/** Index of the first heading after this section: of the same depth or higher. */
export function sectionEnd(body: Body, index: number): number {
  const { headings } = body;
  const depth = headings[index]?.depth ?? 0;
  let end = index + 1;
  while (end < headings.length && (headings[end] as Heading).depth > depth) end++;
  return end;
}
