import { z } from 'zod';
import { ROLES, sayIssues } from '../../core/config.ts';
import { BedrotError } from '../../core/errors.ts';
import type { Label, labelSchema } from '../../core/label.ts';
import type { Platform } from '../../pipeline/kit/platform.ts';
import type { Terminal } from './terminal.ts';

/** The platforms of the house: how each can be brought in, and the click path to its files. */
export type Ways = readonly Pick<Platform, 'name' | 'label' | 'waysIn' | 'feeds'>[];

const isZone = (timeZone: string): boolean => {
  try {
    new Intl.DateTimeFormat('en', { timeZone });
    return true;
  } catch {
    return false;
  }
};

export const nameAnswer = z.string().trim().min(1, 'a name is needed');
export const zoneAnswer = z.string().trim().refine(isZone, 'not a time zone, e.g. America/New_York');
export const currencyAnswer = z
  .string()
  .trim()
  .toUpperCase()
  .regex(/^[A-Z]{3}$/, 'three letters, e.g. USD');
const VIA = ['api', 'file', 'browser', 'off'] as const;
export type Via = (typeof VIA)[number];

const answersSchema = z.strictObject({
  name: nameAnswer,
  timeZone: zoneAnswer.default(() => new Intl.DateTimeFormat().resolvedOptions().timeZone),
  currency: currencyAnswer.default('USD'),
  artists: z
    .array(
      z.strictObject({
        name: nameAnswer,
        role: z.enum(['own', 'collaborator']).optional(),
        aliases: z.array(nameAnswer).optional(),
        accounts: z.record(z.string(), z.array(nameAnswer)).optional(),
      }),
    )
    .min(1, 'at least one artist'),
  platforms: z.record(z.string(), z.enum(VIA)).default({}),
  role: z.enum(ROLES).optional(),
});
/** What `bedrot init` asks. */
export type Answers = z.output<typeof answersSchema>;

/** @throws BedrotError `bad_question`: not JSON, or does not fit. */
export function readAnswers(text: string, where: string): Answers {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (cause) {
    throw new BedrotError('bad_question', `${where} is not JSON: ${(cause as Error).message}`, {}, cause);
  }
  const parsed = answersSchema.safeParse(json);
  if (!parsed.success) {
    throw new BedrotError('bad_question', `${where} does not fit: ${sayIssues(parsed.error)}`);
  }
  return parsed.data;
}

/**
 * The label.json that the answers make: what was said, without empty lists and without the schema's defaults, so that
 * a person can read and change it.
 * @throws BedrotError `bad_question`: an unknown platform, or a way in that it does not have.
 */
export function labelText(answers: Answers, ways: Ways): string {
  for (const [name, via] of Object.entries(answers.platforms)) {
    const platform = ways.find((each) => each.name === name);
    const names = ways.map((each) => each.name).join(', ');
    if (!platform) throw new BedrotError('bad_question', `There is no platform "${name}". Known: ${names}.`);
    if (via !== 'off' && !platform.waysIn.includes(via)) {
      const known = platform.waysIn.join(', ');
      throw new BedrotError(
        'bad_question',
        `${platform.label} is not brought in by ${via}, but by ${known}.`,
      );
    }
  }
  const label: z.input<typeof labelSchema> = {
    name: answers.name,
    timeZone: answers.timeZone,
    currency: answers.currency,
    artists: answers.artists.map(({ name, role, aliases = [], accounts = {} }) => {
      const told = Object.entries(accounts).filter(([, handles]) => handles.length > 0);
      return {
        name,
        ...(role === 'collaborator' ? { role } : {}),
        ...(aliases.length > 0 ? { aliases } : {}),
        ...(told.length > 0 ? { accounts: Object.fromEntries(told) } : {}),
      };
    }),
    platforms: Object.fromEntries(
      Object.entries(answers.platforms).map(([name, via]) => [name, { via }] as const),
    ),
  };
  return `${JSON.stringify(label, null, 2)}\n`;
}

/** What to fetch first: for every platform that comes by file, the page, the clicks and the file they give. */
export function fetchList(ways: Ways, label: Label, paint: Terminal['paint']): string {
  const wanted = ways.filter(({ name }) => label.platforms[name]?.via === 'file');
  const feeds = wanted.flatMap((platform) => platform.feeds);
  if (feeds.length === 0) {
    return '\nNo platform is brought in by file yet. Change "platforms" in label.json when one is.\n';
  }
  const items = feeds.map(({ label: name, howToGet: { page, steps, file } }, index) =>
    [
      `${index + 1}. ${paint('bold', name)}`,
      ...(page === '' ? [] : [`   ${page}`]),
      ...steps.map((step) => `   - ${step}`),
      `   You get: ${file}`,
      '',
    ].join('\n'),
  );
  return `\n${paint('underline', 'Files to fetch first')}\n\n${items.join('\n')}\nThen: npx bedrot import FILE...\n`;
}
