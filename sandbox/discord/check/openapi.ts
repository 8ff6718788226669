import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import type { Breach } from './breach.ts';

type Json = { [key: string]: Json } | Json[] | string | number | boolean | null;

/** Checks bodies against Discord's document. A route the document lacks is a breach. */
export interface Document {
  request(method: string, path: string, multipart: boolean, body: unknown): Breach[];
  answer(method: string, path: string, status: number, body: unknown): Breach[];
}

const documents = new Map<string, Document>();

/** Reads the document once per process. Each schema is compiled when it is first needed and kept. */
export function openDocument(path: string): Document {
  const text = readFileSync(path, 'utf8');
  const key = createHash('sha256').update(text).digest('hex');
  const known = documents.get(key);
  if (known !== undefined) return known;
  const made = documentOf(JSON.parse(text));
  documents.set(key, made);
  return made;
}

function documentOf(
  document: { paths: Record<string, Record<string, Operation>> } & Record<string, Json>,
): Document {
  // A bot may send whole numbers as text, as Discord allows; what the stand-in answers is held to the letter.
  const ajv = { request: ajvOf(loosened(document)), answer: ajvOf(document) };
  const compiled = new Map<string, ValidateFunction | undefined>();
  const check = (side: 'request' | 'answer', pointer: string[], body: unknown): Breach[] => {
    const ref = `discord#/${pointer.map((part) => encodeURIComponent(part.replaceAll('~', '~0').replaceAll('/', '~1'))).join('/')}`;
    const key = `${side} ${ref}`;
    const validate = compiled.get(key) ?? ajv[side].compile({ $ref: ref });
    compiled.set(key, validate);
    return validate(body) ? [] : [deepest(validate.errors ?? [])];
  };
  const missing = (what: string): Breach[] => [{ where: '', message: `Discord's document has no ${what}` }];
  const operationOf = (method: string, path: string): Operation | undefined =>
    document.paths[path]?.[method.toLowerCase()];
  return {
    request(method, path, multipart, body) {
      const operation = operationOf(method, path);
      if (operation === undefined) return missing('such route');
      const content = operation.requestBody?.content;
      if (content === undefined) return body === undefined ? [] : missing('body for this route');
      if (body === undefined)
        return operation.requestBody?.required ? missing('empty body for this route') : [];
      const type = multipart ? 'multipart/form-data' : 'application/json';
      if (!(type in content)) return missing(`body of type ${type} for this route`);
      return check(
        'request',
        ['paths', path, method.toLowerCase(), 'requestBody', 'content', type, 'schema'],
        body,
      );
    },
    answer(method, path, status, body) {
      const responses = operationOf(method, path)?.responses;
      if (responses === undefined) return missing('such route');
      const key = [String(status), `${String(status)[0]}XX`].find((each) => each in responses);
      // Discord's document does not speak of 5xx.
      if (key === undefined) return status >= 500 ? [] : missing(`answer ${status} for this route`);
      const response = responses[key];
      if (response?.$ref !== undefined) {
        const name = response.$ref.split('/').at(-1) ?? '';
        return check(
          'answer',
          ['components', 'responses', name, 'content', 'application/json', 'schema'],
          body,
        );
      }
      if (response?.content === undefined) return body === undefined ? [] : missing('body for this answer');
      const at = [
        'paths',
        path,
        method.toLowerCase(),
        'responses',
        key,
        'content',
        'application/json',
        'schema',
      ];
      return check('answer', at, body);
    },
  };
}

interface Content {
  [type: string]: { schema: Json };
}
interface Operation {
  requestBody?: { content: Content; required?: boolean };
  responses: Record<string, { $ref?: string; content?: Content }>;
}

function ajvOf(document: unknown): Ajv2020 {
  const ajv = new Ajv2020({ strict: false, allErrors: false, logger: false });
  ajv.addFormat('int32', {
    type: 'number',
    validate: (value) => Number.isInteger(value) && Math.abs(value) < 2 ** 31,
  });
  ajv.addFormat('int64', { type: 'number', validate: Number.isInteger });
  ajv.addFormat('double', { type: 'number', validate: Number.isFinite });
  ajv.addFormat('snowflake', /^(0|[1-9]\d{0,19})$/);
  ajv.addFormat('nonce', /^.{0,25}$/s);
  ajv.addFormat(
    'date-time',
    (text) =>
      /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/.test(text) &&
      !Number.isNaN(Date.parse(text)),
  );
  ajv.addFormat('uri', (text) => URL.canParse(text));
  ajv.addSchema(document as object, 'discord');
  return ajv;
}

/** The schema with whole numbers also as text, save where a union already has a text of its own (a nonce). */
function loosened(node: unknown, inUnionWithText = false): unknown {
  if (Array.isArray(node)) return node.map((each) => loosened(each));
  if (typeof node !== 'object' || node === null) return node;
  const fields = Object.entries(node).map(([key, value]): [string, unknown] => {
    if ((key === 'oneOf' || key === 'anyOf') && Array.isArray(value)) {
      const hasText = value.some((member) => typesOf(member).includes('string'));
      return [key, value.map((member) => loosened(member, hasText))];
    }
    return [key, loosened(value)];
  });
  const loose = Object.fromEntries(fields);
  const types = typesOf(node);
  if (!types.includes('integer') || types.includes('string') || inUnionWithText || 'enum' in node)
    return loose;
  return { ...loose, type: [...types, 'string'], pattern: '^-?\\d+$' };
}

function typesOf(node: unknown): string[] {
  const type = typeof node === 'object' && node !== null && 'type' in node ? node.type : undefined;
  if (typeof type === 'string') return [type];
  return Array.isArray(type) ? type.filter((each): each is string => typeof each === 'string') : [];
}

/** Of the complaints about all branches of a union, the one about the innermost field tells most. */
function deepest(errors: readonly ErrorObject[]): Breach {
  const depth = ({ instancePath }: ErrorObject): number => instancePath.split('/').length;
  const [worst] = [...errors].sort((a, b) => depth(b) - depth(a));
  const extra =
    worst?.params && 'missingProperty' in worst.params ? '' : ` ${JSON.stringify(worst?.params ?? {})}`;
  return { where: worst?.instancePath ?? '', message: `${worst?.message ?? 'does not fit'}${extra}` };
}
