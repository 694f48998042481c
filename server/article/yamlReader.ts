/** YAML with the place of every value. Whatever is wrong with the text, what can be read of it is read. */

import type { YamlNode } from './yaml.ts';
import { compose, isBreak, reportFaults } from './yamlCompose.ts';
import { NodeConverter, type YamlProblem } from './yamlNodes.ts';
import { rescueMapping } from './yamlRescue.ts';

export type { YamlProblem } from './yamlNodes.ts';

export interface YamlResult {
  /** Undefined when the text says nothing. */
  readonly root?: YamlNode;
  /** In the order of the text; at most a hundred. */
  readonly problems: readonly YamlProblem[];
}

/**
 * Reads one YAML 1.2 document (core schema). Spans are offsets in `content` plus `base`; messages name lines counted
 * from `firstLine`. Values keep their text, whatever their type. Aliases are put in place up to 10,000 values, with the
 * alias's own span (what they hold keeps the places of the anchor). Custom tags and merge keys are reported and not
 * applied. Deeper than a hundred levels nothing is read. In a broken document the top-level entries are read one by one.
 */
export function readYaml(content: string, base: number, firstLine = 1): YamlResult {
  const converter = new NodeConverter(content, base, firstLine);
  const { contents, faults } = compose(content);
  const root = contents === null ? undefined : converter.convert(contents, 0);
  reportFaults(faults, converter, content, 0);
  if (faults.some(isBreak)) {
    const rescue = new NodeConverter(content, base, firstLine);
    const rescued = rescueMapping(content, base, rescue);
    if (rescued !== undefined) {
      reportFaults(
        faults.filter(({ code }) => code === 'MULTIPLE_DOCS'),
        rescue,
        content,
        0,
      );
      // Some faults only show in the whole text.
      const problems = rescue.problems.length > 0 ? rescue.problems : converter.problems;
      return { root: rescued, problems: inOrder(problems) };
    }
  }
  return { ...(root !== undefined && { root }), problems: inOrder(converter.problems) };
}

function inOrder(problems: readonly YamlProblem[]): readonly YamlProblem[] {
  return [...problems].sort((a, b) => a.start - b.start || a.end - b.end);
}
