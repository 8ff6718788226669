import { z } from 'zod';
import { settings } from '../../cli/env-example.ts';
import { labelSchema } from '../../core/label.ts';
import { code, made, table } from './markdown.ts';

interface Schema {
  type?: string;
  description?: string;
  default?: unknown;
  enum?: readonly unknown[];
  anyOf?: readonly Schema[];
  properties?: Readonly<Record<string, Schema>>;
  required?: readonly string[];
  items?: Schema;
  additionalProperties?: Schema | false;
}

export interface Field {
  /** `artists[].name`; `<name>` stands for a key that the owner chooses. */
  path: string;
  type: string;
  /** What it is when it is left out; 'required' when it may not be. */
  fallback: string;
  description: string;
}

/** Every field of label.json, in the order of the schema. @throws Error naming a field that does not say what it means. */
export const labelFields = (schema: z.ZodType = labelSchema): Field[] =>
  inside(z.toJSONSchema(schema, { io: 'input' }) as Schema, '');

function inside(schema: Schema, path: string): Field[] {
  if (schema.items) return inside(schema.items, `${path}[]`);
  const keyed = schema.additionalProperties;
  if (keyed && !schema.properties) return inside(keyed, `${path}.<name>`);
  return Object.entries(schema.properties ?? {}).flatMap(([name, field]) => {
    const at = path === '' ? name : `${path}.${name}`;
    if (!field.description) throw new Error(`label.json: ${at} does not say what it means`);
    return [
      {
        path: at,
        type: typeOf(field),
        fallback: schema.required?.includes(name) ? 'required' : fallbackOf(field.default),
        description: field.description,
      },
      ...inside(field, at),
    ];
  });
}

function typeOf(schema: Schema): string {
  if (schema.enum) return schema.enum.join(' / ');
  if (schema.anyOf) return schema.anyOf.map(typeOf).join(' or ');
  if (schema.items) return schema.items.properties ? 'list of objects' : `list of ${typeOf(schema.items)}`;
  if (schema.type === 'string') return 'text';
  if (schema.type === 'boolean') return 'true / false';
  return schema.type ?? 'any';
}

function fallbackOf(value: unknown): string {
  if (value === undefined) return '';
  const json = JSON.stringify(value);
  return json === '[]' || json === '{}' ? 'none' : code(json);
}

/** docs/settings.md: the two files an owner writes. */
export const settingsPage = (): string => `${made('Settings')}
Two files say how bedrot runs and who the label is. Neither belongs into git; \`bedrot init\` writes both. A file that does
not fit stops the program with one sentence and exit status 78; nothing falls back silently.

## .env

[.env.example](../.env.example) is the empty form. The environment of the process wins over the file.

${table(
  ['Setting', 'What it is', 'Where from', 'Needed by', 'Left empty'],
  settings().map((setting) => [
    code(setting.name),
    setting.description,
    setting.where,
    setting.for,
    setting.fallback === undefined ? '' : code(String(setting.fallback)),
  ]),
)}

## label.json

It lies in the data folder. [label.example.json](../label.example.json) is a filled one;
\`bedrot init --from label.example.json\` takes it as it is. Amounts of money are decimals in quotes. A changed name or
alias counts from the next run on, for the past as well.

${table(
  ['Field', 'Type', 'Left out', 'What it means'],
  labelFields().map(({ path, type, fallback, description }) => [code(path), type, fallback, description]),
)}
`;
