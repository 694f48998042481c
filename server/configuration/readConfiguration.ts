/** Reads `throughline.yaml`. */

import type { YamlMapping } from '../article/yaml.ts';
import { readYaml } from '../article/yamlReader.ts';
import type { Configuration } from '../model/configuration.ts';
import { hashData } from '../model/hash.ts';
import type { Model } from '../model/model.ts';
import { configurationDefinition, type RuleDescription } from './definition.ts';
import { readFields } from './fields.ts';
import { readGlobs, readKinds, readKindTable } from './kinds.ts';
import { readLinks } from './links.ts';
import { checkNames } from './nameChecks.ts';
import { type ConfigurationProblem, ProblemList } from './problems.ts';
import { child, childText, type Origins, type Reading } from './reading.ts';
import { checkRequirements } from './requirementChecks.ts';
import { readCalendars, readNow, readRules } from './settings.ts';
import { checkShape } from './shape.ts';

export type { ConfigurationProblem } from './problems.ts';

export interface ConfigurationContext {
  /** The model that `model: project-ops`, the default, starts from. */
  readonly builtIn: Model;
  /** All rules there are. */
  readonly rules: readonly RuleDescription[];
}

export interface ConfigurationResult {
  readonly configuration: Configuration;
  /** In the order of the text. */
  readonly problems: readonly ConfigurationProblem[];
}

const INCLUDE = ['**/*.md', '**/*.markdown'];
const ALWAYS_EXCLUDED = ['**/.git/**', '**/node_modules/**'];
const REVIEW_PERIOD = '365d';

/** Part of every model's version: raise it when the same model comes to be read differently. */
const READER_VERSION = 1;

/**
 * Common fields that mean something without the built-in kinds, since the engine itself acts on them. Documents that
 * were not written for Throughline use the names of the others in their own ways.
 */
const FIELDS_WITHOUT_MODEL = ['id', 'kind', 'title', 'status', 'tags', 'review_by', 'aliases', 'waivers'];

/**
 * The configuration that a file's text gives, undefined for no file. Never throws: what is wrong is reported and left
 * out, and the rest holds.
 */
export function readConfiguration(text: string | undefined, context: ConfigurationContext): ConfigurationResult {
  const problems = new ProblemList(text ?? '');
  const root = readRoot(text ?? '', context, problems);
  const model = readModel(root, context.builtIn, problems);
  const now = readNow(child(root, 'now'), problems);
  const include = readGlobs(child(root, 'include'), problems) ?? [];
  const exclude = readGlobs(child(root, 'exclude'), problems) ?? [];
  const configuration: Configuration = {
    model,
    include: include.length === 0 ? INCLUDE : include,
    exclude: [...ALWAYS_EXCLUDED, ...exclude],
    ...(now !== undefined && { now }),
    rules: readRules(child(root, 'rules'), context.rules),
    calendars: readCalendars(child(root, 'calendars'), problems),
    thresholds: { reviewPeriod: childText(child(root, 'thresholds'), 'review_period') ?? REVIEW_PERIOD },
    modelVersion: hashData({ reader: READER_VERSION, model }),
  };
  return { configuration, problems: problems.all };
}

function readRoot(text: string, context: ConfigurationContext, problems: ProblemList): YamlMapping | undefined {
  const start = text.startsWith('\uFEFF') ? 1 : 0;
  const yaml = readYaml(text.slice(start), start);
  for (const { message, ...span } of yaml.problems) problems.report(span, message);
  return yaml.root && checkShape(yaml.root, configurationDefinition(context), problems);
}

function readModel(root: YamlMapping | undefined, builtIn: Model, problems: ProblemList): Model {
  const base = childText(root, 'model') === 'none' ? withoutKinds(builtIn) : builtIn;
  const kindsNode = child(root, 'kinds');
  const kinds = readKindTable(base, kindsNode, problems);
  const origins: Origins = { nodes: new Map(), keys: new Map() };
  const reading: Reading = { problems, kinds, origins };
  const commonFields = readFields(base.commonFields, child(root, 'fields'), reading);
  const model: Model = {
    name: base.name,
    commonFields,
    kinds: readKinds(base, commonFields, kindsNode, reading),
    linkTypes: readLinks(base.linkTypes, child(root, 'links'), reading),
  };
  return checkRequirements(checkNames(model, reading), reading);
}

function withoutKinds(builtIn: Model): Model {
  const commonFields = builtIn.commonFields.filter(({ name }) => FIELDS_WITHOUT_MODEL.includes(name));
  return { name: 'none', kinds: [], commonFields, linkTypes: [] };
}
