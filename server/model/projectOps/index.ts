/** The built-in model: the kinds of project operations, their fields, sections, lifecycles and links. */
import type { Model } from '../model.ts';
import { changeKinds } from './change.ts';
import { COMMON_FIELDS } from './common.ts';
import { configurationKinds } from './configuration.ts';
import { governanceKinds } from './governance.ts';
import { incidentKinds } from './incidents.ts';
import { knowledgeKinds } from './knowledge.ts';
import { linkTypes } from './links.ts';
import { peopleKinds } from './people.ts';
import { portfolioKinds } from './portfolio.ts';
import { practiceKinds } from './practice.ts';
import { requirementKinds } from './requirements.ts';

export const projectOps: Model = {
  name: 'project-ops',
  kinds: [
    ...portfolioKinds,
    ...requirementKinds,
    ...changeKinds,
    ...configurationKinds,
    ...incidentKinds,
    ...knowledgeKinds,
    ...governanceKinds,
    ...peopleKinds,
    ...practiceKinds,
  ],
  commonFields: COMMON_FIELDS,
  linkTypes,
};
