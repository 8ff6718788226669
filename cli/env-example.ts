import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { wrap } from '../commands/view/text-layout.ts';
import { environment, PROJECT } from '../core/config.ts';

const WIDTH = 100;

interface Setting {
  name: string;
  description: string;
  where: string;
  for: string;
  fallback: unknown;
}

/** Every setting with what the schema says of it. @throws Error when a setting does not say what an owner must know. */
export function settings(): Setting[] {
  const { properties } = z.toJSONSchema(environment, { io: 'input' });
  return Object.entries(properties ?? {}).map(([name, given]) => {
    const property = given as Record<string, unknown>;
    const say = (key: string): string => {
      const value = property[key];
      if (typeof value !== 'string' || value === '') throw new Error(`${name}: its meta needs "${key}"`);
      return value;
    };
    return {
      name,
      description: say('description'),
      where: say('where'),
      for: say('for'),
      fallback: property.default,
    };
  });
}

/** The text of `.env.example`, or of a first `.env` when values are given. Never holds a value by itself. */
export function envText(values: Readonly<Record<string, string>> = {}): string {
  const comment = (text: string): string =>
    wrap(text, WIDTH - 2)
      .map((line) => `# ${line}\n`)
      .join('');
  const blocks = settings().map(
    (setting) =>
      comment(setting.description) +
      comment(`Where from: ${setting.where}`) +
      comment(`Needed by: ${setting.for}`) +
      (setting.fallback === undefined ? '' : comment(`Left empty: ${String(setting.fallback)}`)) +
      `${setting.name}=${values[setting.name] ?? ''}\n`,
  );
  return `# Settings of bedrot. "bedrot init" writes them to .env, which is yours alone: keep it out of git.
# What is left empty takes its default. The environment of the process wins over this file.

${blocks.join('\n')}`;
}

/** Sets values in the text of a `.env`, and leaves everything else in it as it is. */
export function setInEnv(text: string, values: Readonly<Record<string, string>>): string {
  let next = text;
  for (const [name, value] of Object.entries(values)) {
    const line = new RegExp(`^[ \\t]*(?:export[ \\t]+)?${name}[ \\t]*=.*$`, 'm');
    const set = `${name}=${/[#'"`]|^\s|\s$/.test(value) ? `"${value}"` : value}`;
    if (line.test(next)) next = next.replace(line, () => set);
    else next = `${next}${next === '' || next.endsWith('\n') ? '' : '\n'}${set}\n`;
  }
  return next;
}

// `npm run format:env` writes the file.
if (import.meta.main) {
  const file = join(PROJECT, '.env.example');
  if (!existsSync(file) || readFileSync(file, 'utf8') !== envText()) writeFileSync(file, envText());
}
