/**
 * The typed links. Each is written on one side only; the other side sees it under its inverse name.
 */
import type { Field, LinkType } from '../model.ts';
import { ALWAYS, BOOLEAN, field, from, oneOf, STRING, TEXT } from './build.ts';

const ANY_KIND = ['*'];
const RUNNING = ['configuration_item', 'service'];

/** Makes the note, which every link may have, a condition. */
function note(description: string): Field {
  return field('note', TEXT, description, ALWAYS);
}

const purpose: readonly LinkType[] = [
  {
    name: 'supports',
    inverse: 'supported_by',
    description: 'Objectives that the project or service serves.',
    from: { kinds: ['project', 'service'] },
    to: { kinds: ['objective'] },
    required: [{ kind: 'project', requirement: from('approved') }],
  },
  {
    name: 'enhances',
    inverse: 'enhanced_by',
    description: 'Services that the project introduces, improves or replaces.',
    from: { kinds: ['project'] },
    to: { kinds: ['service'] },
    required: [{ kind: 'project', requirement: from('approved') }],
  },
  {
    name: 'project',
    inverse: 'has_item',
    description: 'Project in which this is done or was raised.',
    from: {
      kinds: ['requirement', 'change', 'release', 'risk', 'lesson', 'incident', 'decision', 'baseline', 'transition'],
    },
    to: { kinds: ['project'] },
    max: 1,
  },
  {
    name: 'derives_from',
    inverse: 'derived_by',
    description: 'Objectives or wider requirements that this one follows from.',
    from: { kinds: ['requirement'] },
    to: { kinds: ['objective', 'requirement'] },
    required: [{ kind: 'requirement', requirement: from('approved') }],
    acyclic: 'error',
  },
  {
    name: 'satisfies',
    inverse: 'satisfied_by',
    description: 'Requirements that the item or change fulfils.',
    from: { kinds: ['configuration_item', 'change'] },
    to: { kinds: ['requirement'] },
  },
  {
    name: 'allocated_to',
    inverse: 'allocates',
    description: 'Services and items that have to meet the requirement.',
    from: { kinds: ['requirement'] },
    to: { kinds: ['service', 'configuration_item'] },
  },
  {
    name: 'verifies',
    inverse: 'verified_by',
    description: 'Requirements that the verification shows to be met.',
    from: { kinds: ['verification'] },
    to: { kinds: ['requirement'] },
    required: [{ kind: 'verification', requirement: ALWAYS }],
  },
];

const work: readonly LinkType[] = [
  {
    name: 'affects',
    inverse: 'affected_by',
    description: 'Items and services that are worked on, hit or threatened.',
    from: { kinds: ['change', 'incident', 'problem', 'risk'] },
    to: { kinds: RUNNING },
    required: [{ kind: 'change', requirement: from('assess') }],
    attributes: [field('unavailable', BOOLEAN, 'True when the item is down during the work or incident.')],
  },
  {
    name: 'not_impacted',
    inverse: 'not_impacted_by',
    description: 'Items and services that the computed impact reaches but that will not notice, with the reason.',
    from: { kinds: ['change'] },
    to: { kinds: RUNNING },
    attributes: [note('Why it will not notice: `refunds stay on the legacy adapter until wave 2`.')],
  },
  {
    name: 'implements',
    inverse: 'implemented_by',
    description: 'What the change puts into effect.',
    from: { kinds: ['change'] },
    to: { kinds: ['requirement', 'problem', 'decision', 'risk', 'lesson'] },
  },
  {
    name: 'fixes',
    inverse: 'fixed_by',
    description: 'Incidents and problems that the change ends.',
    from: { kinds: ['change'] },
    to: { kinds: ['incident', 'problem'] },
  },
  {
    name: 'caused_by',
    inverse: 'caused',
    description: 'Changes and releases that brought the incident about.',
    from: { kinds: ['incident'] },
    to: { kinds: ['change', 'release'] },
  },
  {
    name: 'symptom_of',
    inverse: 'symptoms',
    description: 'Problem that the incident is a symptom of.',
    from: { kinds: ['incident'] },
    to: { kinds: ['problem'] },
    max: 1,
  },
  {
    name: 'follows_model',
    inverse: 'used_by',
    description: 'Change model that a standard change follows; its plans hold for the change.',
    from: { kinds: ['change'] },
    to: { kinds: ['change_model'] },
    max: 1,
    required: [{ kind: 'change', requirement: from('scheduled', { when: { type: ['standard'] } }) }],
  },
  {
    name: 'after',
    inverse: 'before',
    description: 'Changes that must have ended well before this one starts.',
    from: { kinds: ['change'] },
    to: { kinds: ['change'] },
    acyclic: 'error',
  },
  {
    name: 'includes',
    inverse: 'included_in',
    description: 'What belongs to it: changes, items and requirements of a release, any articles of a baseline.',
    from: { kinds: ['release', 'baseline'] },
    to: { kinds: ANY_KIND },
  },
];

const structure: readonly LinkType[] = [
  {
    name: 'depends_on',
    inverse: 'required_by',
    description: 'What it needs to work. Failure flows from there to here.',
    from: { kinds: RUNNING },
    to: { kinds: RUNNING },
    acyclic: 'warning',
    attributes: [
      field(
        'strength',
        oneOf('hard', 'soft'),
        'Whether it fails with its target or is only degraded; `hard` when absent.',
      ),
      field('group', STRING, 'Group of interchangeable targets; how many must be up stands in `redundancy`.'),
    ],
  },
  {
    name: 'hosted_on',
    inverse: 'hosts',
    description: 'What it runs on. Failure flows from the host to the guest.',
    from: { kinds: ['configuration_item'] },
    to: { kinds: RUNNING },
    max: 1,
    acyclic: 'warning',
  },
  {
    name: 'part_of',
    inverse: 'has_part',
    description: 'The whole it is a part of. Failure flows from the part to the whole.',
    from: { kinds: ['configuration_item'] },
    to: { kinds: RUNNING },
    max: 1,
    acyclic: 'warning',
  },
  {
    name: 'connects_to',
    inverse: 'connects_to',
    description: 'Items it exchanges data with, in either direction. Failure does not flow here.',
    from: { kinds: ['configuration_item'] },
    to: { kinds: ['configuration_item'] },
  },
  {
    name: 'applies_to',
    inverse: 'governed_by',
    description:
      'Services, items, projects or tags that the window or policy holds for; everything when there are none.',
    from: { kinds: ['window', 'policy'] },
    to: { kinds: ['service', 'configuration_item', 'project'] },
    allowsTags: true,
  },
];

const learning: readonly LinkType[] = [
  {
    name: 'documents',
    inverse: 'documented_by',
    description: 'Services, items and problems that the text is about; it becomes suspect when they change.',
    from: { kinds: ['knowledge', 'runbook'] },
    to: { kinds: ['service', 'configuration_item', 'problem'] },
    required: [{ kind: 'runbook', requirement: from('approved') }],
  },
  {
    name: 'used',
    inverse: 'used_in',
    description: 'Knowledge, runbooks and lessons that helped here. Use counts as review.',
    from: { kinds: ['incident', 'problem', 'change'] },
    to: { kinds: ['knowledge', 'runbook', 'lesson'] },
  },
  {
    name: 'learned_from',
    inverse: 'yielded',
    description: 'Where the knowledge was gained.',
    from: { kinds: ['lesson', 'knowledge'] },
    to: { kinds: ['incident', 'problem', 'postmortem', 'change', 'project', 'release'] },
    required: [
      { kind: 'lesson', requirement: from('validated') },
      { kind: 'knowledge', requirement: from('validated') },
    ],
  },
  {
    name: 'applies',
    inverse: 'applied_by',
    description: 'Lessons that are followed here.',
    from: { kinds: ['project', 'change', 'runbook', 'process', 'policy'] },
    to: { kinds: ['lesson'] },
  },
  {
    name: 'dismisses',
    inverse: 'dismissed_by',
    description: 'Lessons that were considered and do not fit here, with the reason.',
    from: { kinds: ['project', 'change', 'runbook', 'process', 'policy'] },
    to: { kinds: ['lesson'] },
    attributes: [note('Why the lesson does not fit here.')],
  },
  {
    name: 'reviews',
    inverse: 'reviewed_in',
    description: 'Incidents that the postmortem looks back on.',
    from: { kinds: ['postmortem'] },
    to: { kinds: ['incident'] },
    required: [{ kind: 'postmortem', requirement: ALWAYS }],
  },
];

const governance: readonly LinkType[] = [
  {
    name: 'threatens',
    inverse: 'threatened_by',
    description: 'What would be harmed if the risk came true.',
    from: { kinds: ['risk'] },
    to: { kinds: ['objective', 'project', 'service', 'configuration_item'] },
    required: [{ kind: 'risk', requirement: from('assessed') }],
  },
  {
    name: 'mitigates',
    inverse: 'mitigated_by',
    description: 'Risks that become less likely or less harmful by this.',
    from: { kinds: ['change', 'requirement', 'decision', 'runbook'] },
    to: { kinds: ['risk'] },
  },
  {
    name: 'decides',
    inverse: 'decided_by_record',
    description: 'Articles that the decision is about.',
    from: { kinds: ['decision'] },
    to: { kinds: ANY_KIND },
  },
  {
    name: 'transitions',
    inverse: 'transitioned_by',
    description: 'What is handed over to operations.',
    from: { kinds: ['transition'] },
    to: { kinds: ['project', 'service', 'release'] },
    required: [{ kind: 'transition', requirement: ALWAYS }],
  },
  {
    name: 'maps_to',
    inverse: 'mapped_from',
    description: 'Processes that do the same on the other side, or replace it.',
    from: { kinds: ['process'] },
    to: { kinds: ['process'] },
  },
  {
    name: 'supersedes',
    inverse: 'superseded_by',
    description: 'Article of the same kind that this one replaces.',
    from: { kinds: ANY_KIND },
    to: { kinds: ['same'] },
    max: 1,
    acyclic: 'error',
  },
];

export const linkTypes: readonly LinkType[] = [...purpose, ...work, ...structure, ...learning, ...governance];
