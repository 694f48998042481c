/** Values to show and to insert where one is missing. */

import { dateOf } from '../model/calendar.ts';
import type { CompiledModel } from '../model/compiled.ts';
import type { FieldType, Kind } from '../model/model.ts';

/** An id of the first of these kinds that has a prefix: `REQ-001`. */
export function exampleId(kinds: readonly string[], source: Kind | undefined, model: CompiledModel): string {
  for (const name of kinds) {
    const kind = name === 'same' ? source : model.kind(name);
    if (kind?.prefix !== undefined) return `${kind.prefix}-001`;
  }
  return 'ID-001';
}

/** In YAML, on one line. */
export function exampleValue(type: FieldType, model: CompiledModel, now: number): string {
  switch (type.type) {
    case 'string':
    case 'text':
    case 'any':
      return '"…"';
    case 'boolean':
      return 'false';
    case 'date':
      return dateOf(now);
    case 'date-time':
      return `${dateOf(now)}T09:00Z`;
    case 'duration':
      return '90d';
    case 'email':
      return 'name@example.org';
    case 'url':
      return 'https://example.org';
    case 'semver':
      return '1.0.0';
    case 'rrule':
      return 'FREQ=WEEKLY;BYDAY=SU';
    case 'timezone':
      return 'Europe/London';
    case 'glob':
      return '"docs/**"';
    case 'enum':
      return type.values[0] ?? '"…"';
    case 'number':
    case 'integer':
      return String(type.min ?? 1);
    case 'id':
      return exampleId(type.kinds ?? [], undefined, model);
    case 'list':
      return `[${exampleValue(type.of, model, now)}]`;
    case 'map':
      return `{name: ${exampleValue(type.of, model, now)}}`;
    case 'object': {
      const parts = type.fields
        .filter((field, index) => field.required?.from === 'always' || index < 2)
        .map((field) => `${field.name}: ${exampleValue(field.value, model, now)}`);
      return `{${parts.join(', ')}}`;
    }
  }
}
