import { type Article, fieldText } from '../article/article.ts';
import { type Range, rangeOf } from '../article/text.ts';
import { textOf } from '../article/yaml.ts';
import type { FieldType, Requirement } from '../model/model.ts';
import { articleCard, escapeMarkdown } from './card.ts';
import { type FeatureContext, headingOf } from './feature.ts';
import { definitionOf, locate } from './locate.ts';

export interface HoverContent {
  /** Markdown. */
  readonly contents: string;
  readonly range: Range;
}

export function hover(
  context: FeatureContext,
  article: Article,
  path: string,
  offset: number,
): HoverContent | undefined {
  const { corpus } = context;
  const found = locate(article, path, offset);
  switch (found.type) {
    case 'reference': {
      const { reference } = found;
      const source = reference.form === 'typed' || reference.form === 'field' ? article.front : article.source;
      const range = rangeOf(
        source,
        found.onFragment && reference.fragmentSpan ? reference.fragmentSpan : reference.span,
      );
      const target = corpus.resolve(reference);
      if (target.type === 'file' || target.type === 'unknown') return undefined;
      if (target.type === 'missing') {
        const what = `No article or file \`${reference.target.replaceAll('`', '')}\` in this workspace.`;
        return { contents: what, range };
      }
      const lines = [articleCard(context, target.article)];
      if (target.type === 'article' && target.alias) lines.push('', `\`${reference.target}\` is a former id.`);
      if (target.type === 'ambiguous') lines.push('', `${target.articles.length} articles have this id.`);
      if (reference.fragment !== undefined) {
        const heading = headingOf(target.article, reference.fragment);
        lines.push(
          '',
          heading === undefined
            ? `No section \`${reference.fragment}\` there.`
            : `Section: ${escapeMarkdown(heading.text)}`,
        );
      }
      return { contents: lines.join('\n'), range };
    }
    case 'id':
      return { contents: articleCard(context, article), range: rangeOf(article.front, found.id.span) };
    case 'field':
    case 'value': {
      const definition = definitionOf(corpus, article, found.path);
      if (definition === undefined) return undefined;
      const range = rangeOf(article.front, found.type === 'field' ? found.entry.keySpan : found.node);
      const name = found.path.join('.');
      if ('link' in definition) {
        const { link, inverse } = definition;
        const from = kindTitles(context, link.from.kinds);
        const to = kindTitles(context, link.to.kinds);
        const head = `**${inverse ? link.inverse : link.name}** link: ${from} → ${to}`;
        const note = inverse
          ? `Computed from \`${link.name}\`; write it there.`
          : `Seen from the target as \`${link.inverse}\`.`;
        return { contents: `${head}\n\n${escapeMarkdown(link.description)}\n\n${note}`, range };
      }
      const { field } = definition;
      const status =
        field.name === 'status' && found.path.length === 1 ? statusText(context, article, found) : undefined;
      const lines = [`**${name}** ${typeText(field.value)}`, '', escapeMarkdown(field.description)];
      const required = requirementText(field.required);
      if (required !== undefined) lines.push('', required);
      if (status !== undefined) lines.push('', status);
      return { contents: lines.join('\n'), range };
    }
    case 'heading':
    case 'none':
      return undefined;
  }
}

function statusText(context: FeatureContext, article: Article, found: ReturnType<typeof locate>): string | undefined {
  const kind = article.kind;
  if (kind?.lifecycle === undefined) return undefined;
  const current = found.type === 'value' ? textOf(found.node) : article.status?.value;
  const lines = kind.lifecycle.states.map((state) => {
    const text = `\`${state.name}\` ${escapeMarkdown(state.description)}`;
    return `- ${state.name === current ? `**${text}**` : text}`;
  });
  const next =
    current === undefined
      ? []
      : context.corpus.model.allowedTransitions(kind, current, (name) => fieldText(article, name));
  if (next.length > 0) lines.push('', `Next: ${next.map((transition) => `\`${transition.to}\``).join(', ')}`);
  return lines.join('\n');
}

function kindTitles(context: FeatureContext, kinds: readonly string[]): string {
  if (kinds.includes('*')) return 'any article';
  if (kinds.includes('same')) return 'an article of the same kind';
  return kinds.map((kind) => context.corpus.model.kind(kind)?.title ?? kind).join(', ');
}

export function typeText(type: FieldType): string {
  switch (type.type) {
    case 'enum':
      return `one of ${type.values.map((value) => `\`${value}\``).join(', ')}`;
    case 'list':
      return `list of ${typeText(type.of)}`;
    case 'map':
      return `mapping to ${typeText(type.of)}`;
    case 'object':
      return `mapping with ${type.fields.map((field) => `\`${field.name}\``).join(', ')}`;
    case 'id':
      return type.kinds === undefined ? 'id' : `id of ${type.kinds.join(' or ')}`;
    case 'number':
    case 'integer': {
      const range = type.min !== undefined || type.max !== undefined ? ` ${type.min ?? ''}–${type.max ?? ''}` : '';
      return `${type.type}${range}`;
    }
    default:
      return type.type;
  }
}

function requirementText(required: Requirement | undefined): string | undefined {
  if (required === undefined) return undefined;
  const when = required.when === undefined ? '' : ` when ${conditionText(required.when)}`;
  const unless = required.unless === undefined ? '' : ` unless ${conditionText(required.unless)}`;
  return `${required.from === 'always' ? 'Required' : `Required from \`${required.from}\` on`}${when}${unless}.`;
}

function conditionText(condition: NonNullable<Requirement['when']>): string {
  return Object.entries(condition)
    .map(([field, values]) => `\`${field}\` is ${values.map((value) => `\`${value}\``).join(' or ')}`)
    .join(' and ');
}
