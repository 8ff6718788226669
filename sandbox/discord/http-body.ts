import type { IncomingMessage } from 'node:http';
import { REFUSED } from './api-error.ts';
import type { SentFile } from './message.ts';

export interface Body {
  /** undefined: none was sent. */
  json: unknown;
  files: SentFile[];
  /** The parts as named by Discord's document, files as empty text. */
  parts: Record<string, string>;
  multipart: boolean;
}

/** Reads JSON, or a multipart form of `payload_json` and `files[n]`. Throws 50109 on what is neither. */
export async function readBody(request: IncomingMessage): Promise<Body> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const bytes = Buffer.concat(chunks);
  const type = request.headers['content-type'] ?? '';
  if (type.startsWith('multipart/form-data')) return readForm(bytes, type);
  return {
    json: bytes.length === 0 ? undefined : parse(bytes.toString()),
    files: [],
    parts: {},
    multipart: false,
  };
}

async function readForm(bytes: Buffer, type: string): Promise<Body> {
  const form = await new Response(new Uint8Array(bytes), { headers: { 'content-type': type } }).formData();
  const body: Body = { json: undefined, files: [], parts: {}, multipart: true };
  for (const [name, part] of form) {
    if (typeof part === 'string') {
      if (name === 'payload_json') body.json = parse(part);
      else body.parts[name] = part;
      continue;
    }
    body.parts[name] = '';
    const index = Number(/^files\[(\d+)\]$/.exec(name)?.[1] ?? body.files.length);
    const content = Buffer.from(await part.arrayBuffer());
    body.files.push({
      index,
      name: part.name,
      type: part.type || 'application/octet-stream',
      bytes: content,
    });
  }
  body.json ??= {};
  return body;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw REFUSED.json();
  }
}
