/** Every rule there is, in the order of the documentation. */
import { actionIncomplete } from './actionIncomplete.ts';
import { actionOverdue } from './actionOverdue.ts';
import { anchorBroken } from './anchorBroken.ts';
import { cycle } from './cycle.ts';
import { encodingInvalid } from './encodingInvalid.ts';
import { fieldInvalid } from './fieldInvalid.ts';
import { fieldRequiredInState } from './fieldRequiredInState.ts';
import { fieldUnknown } from './fieldUnknown.ts';
import { frontMatterInvalid } from './frontMatterInvalid.ts';
import { idDuplicate } from './idDuplicate.ts';
import { idKindMismatch } from './idKindMismatch.ts';
import { linkBroken } from './linkBroken.ts';
import { linkCardinality } from './linkCardinality.ts';
import { linkInverseAuthored } from './linkInverseAuthored.ts';
import { linkMentionUntyped } from './linkMentionUntyped.ts';
import { linkToRetired } from './linkToRetired.ts';
import { linkWrongKind } from './linkWrongKind.ts';
import { personInactive } from './personInactive.ts';
import { reviewDue } from './reviewDue.ts';
import type { Rule } from './rule.ts';
import { sectionMissing } from './sectionMissing.ts';
import { sectionPlaceholder } from './sectionPlaceholder.ts';
import { suppressionInvalid } from './suppressionInvalid.ts';
import { termAvoid } from './termAvoid.ts';
import { waiverExpired } from './waiverExpired.ts';

export const RULES: readonly Rule[] = [
  frontMatterInvalid,
  encodingInvalid,
  idDuplicate,
  idKindMismatch,
  linkBroken,
  linkWrongKind,
  linkCardinality,
  linkInverseAuthored,
  linkToRetired,
  linkMentionUntyped,
  anchorBroken,
  cycle,
  fieldRequiredInState,
  fieldInvalid,
  fieldUnknown,
  sectionMissing,
  sectionPlaceholder,
  personInactive,
  termAvoid,
  reviewDue,
  actionIncomplete,
  actionOverdue,
  waiverExpired,
  suppressionInvalid,
];
