/**
 * Writes what is generated from the definition of `throughline.yaml`: its JSON Schema and the reference in its guide.
 * `node scripts/generateSchemas.ts`; with `--check` nothing is written, and stale files make the exit code 1.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { configurationDefinition } from '../server/configuration/definition.ts';
import { withReference } from '../server/configuration/reference.ts';
import { jsonSchema } from '../server/configuration/schema.ts';
import { projectOps } from '../server/model/projectOps/index.ts';
import { RULES } from '../server/rules/index.ts';

interface Generated {
  /** Relative to the repository. */
  readonly path: string;
  readonly present: string;
  readonly content: string;
}

export function generated(): readonly Generated[] {
  const schema = jsonSchema(configurationDefinition({ builtIn: projectOps, rules: RULES }));
  const guide = 'docs/configuration.md';
  const text = read(guide);
  const described = withReference(text, configurationDefinition());
  if (described === undefined) throw new Error(`${guide} has lost the marks around its reference.`);
  const schemaPath = 'schemas/throughline.schema.json';
  return [
    { path: schemaPath, present: read(schemaPath), content: `${JSON.stringify(schema, undefined, 2)}\n` },
    { path: guide, present: text, content: described },
  ];
}

function absolute(path: string): string {
  return fileURLToPath(new URL(`../${path}`, import.meta.url));
}

function read(path: string): string {
  return existsSync(absolute(path)) ? readFileSync(absolute(path), 'utf8').replaceAll('\r\n', '\n') : '';
}

if (import.meta.main) {
  const stale = generated().filter(({ present, content }) => present !== content);
  const check = process.argv.includes('--check');
  for (const { path, content } of stale) {
    if (check) console.error(`${path} is stale: run \`node scripts/generateSchemas.ts\`.`);
    else writeFileSync(absolute(path), content);
  }
  process.exitCode = check && stale.length > 0 ? 1 : 0;
}
