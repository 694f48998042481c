/** The text of one generated article: about 4 KB of front matter, sections of its kind, paragraphs and references. */
import { slug } from 'github-slugger';
import type { CorpusPlan, PlannedArticle } from './corpusPlan.ts';
import { writeFrontMatter } from './frontMatter.ts';
import { Prose } from './prose.ts';
import { Random } from './random.ts';

/** Characters; the mean of what articles are filled up to. */
const MEAN_LENGTH = 4096;
/** One article in so many holds one fault. */
const FAULT_EVERY = 150;

export function writeArticle(plan: CorpusPlan, article: PlannedArticle): string {
  const random = new Random(plan.seed, article.index, 2);
  let targets: readonly PlannedArticle[] = [];
  const prose = new Prose(random, () => reference(plan, article, targets, random));
  const title = prose.title();
  const front = writeFrontMatter(plan, article, title, random, prose);
  targets = front.targets;
  const faulty = random.integer(1, FAULT_EVERY) === 1;
  const parts = [`---\n${front.text}${faulty ? fault(random) : ''}\n---`, `# ${title}`, prose.paragraph()];
  const hasTable = random.chance(1 / 5);
  const hasCode = random.chance(1 / 3);
  for (const heading of sectionTitles(plan, article)) {
    parts.push(`## ${heading}`, prose.paragraph());
    if (random.chance(0.4)) parts.push(prose.list(random.pick(['- ', '- ', '- [ ] ', '1. '])));
  }
  parts.push('## Notes');
  if (hasTable) parts.push(prose.table());
  if (hasCode) parts.push(prose.code());
  const wanted = MEAN_LENGTH * (0.5 + random.next());
  let length = parts.reduce((sum, part) => sum + part.length + 2, 0);
  do {
    const part = random.chance(0.2) ? prose.list('- ') : prose.paragraph();
    parts.push(part);
    length += part.length + 2;
  } while (length < wanted);
  return `${parts.join('\n\n')}\n`;
}

/** Sections that an article of this kind in this state has, whatever else is in it. */
function sectionTitles(plan: CorpusPlan, { kind, status }: PlannedArticle): string[] {
  const rank = plan.model.state(kind, status)?.rank ?? 0;
  return kind.sections
    .filter(({ required }) => {
      if (required === undefined) return false;
      return required.from === 'always' || (plan.model.state(kind, required.from)?.rank ?? Infinity) <= rank;
    })
    .map((section) => section.title);
}

function reference(
  plan: CorpusPlan,
  article: PlannedArticle,
  targets: readonly PlannedArticle[],
  random: Random,
): string {
  const known = random.chance(0.97) ? random.pick(targets) : undefined;
  const target =
    known ?? (random.chance(0.1) ? plan.near(article, ['service', 'change', 'incident'], random) : undefined);
  if (target === undefined) return 'the minutes';
  switch (random.integer(0, 3)) {
    case 0:
      return `[[${target.id}]]`;
    case 1:
      return target.id;
    case 2:
      return `[the ${target.kind.title.toLowerCase()}](../${target.path})`;
    default: {
      const heading = random.pick(sectionTitles(plan, target)) ?? 'Notes';
      return `[${heading}](../${target.path}#${slug(heading)})`;
    }
  }
}

function fault(random: Random): string {
  return random.pick([
    '\nurgency_level: 3',
    '\nlabels: [one, two',
    '\nrelates_to: [OBJ-99999]',
    '\nderives_from: [OBJ-99999]',
  ]);
}
