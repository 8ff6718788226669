import { z } from 'zod';
import { BedrotError } from '../core/errors.ts';
import { INBOX } from '../warehouse/ops/inbox.ts';
import { readSources, type Source } from '../warehouse/ops/policies.ts';
import { asOfSources, bare, compose, unique } from './kit/compose.ts';
import { defineCommand } from './kit/define.ts';
import { noSuch } from './kit/did-you-mean.ts';

const CADENCE = { day: 'daily', week: 'weekly', month: 'monthly' } as const;

export default defineCommand({
  name: 'howto',
  group: 'data',
  summary: 'How to get the file of a source by hand: the page, what to click, the file to expect.',
  access: 'numbers',
  params: z.strictObject({
    source: z.string().trim().optional().describe('A platform or one of its sources, e.g. spotify.'),
  }),

  answer({ source: only }, context) {
    const all = readSources(context.ops);
    const sources = sourcesOf(all, only);
    const newest = new Map(
      asOfSources(
        context,
        sources.map(({ source }) => source),
      ).map(({ source, day }) => [source, day]),
    );
    const [one] = sources;
    const of = one && sources.every(({ platform }) => platform === one.platform) ? one.platformLabel : null;
    return compose(context, 'howto', {
      title:
        sources.length === 1 && one ? `How to get ${one.label}` : `How to get files${of ? ` of ${of}` : ''}`,
      figures: [],
      table: {
        columns: [
          { key: 'source', label: 'Source', format: 'text' },
          { key: 'label', label: 'What it is', format: 'text' },
          { key: 'cadence', label: 'Comes', format: 'text' },
          { key: 'day', label: 'Newest day here', format: 'day' },
        ],
        rows: sources.map(({ source, label, cadence }) => [
          source,
          label,
          cadence ? CADENCE[cadence] : 'as you write it',
          newest.get(source) ?? null,
        ]),
        total_rows: sources.length,
        truncated: false,
      },
      // All click paths of all platforms are a book: docs/first-files.md.
      details:
        only === undefined ? [] : sources.map((source) => ({ title: source.label, text: stepsOf(source) })),
      asked: [],
      sources: [],
      notes: notesOf(all, only),
    });
  },
});

function notesOf(all: readonly Source[], only: string | undefined): string[] {
  if (all.length === 0) return ['No source is known yet. Run "bedrot run" once: it writes what there is.'];
  if (only !== undefined) return [];
  const platforms = unique(all.map(({ platform }) => platform));
  return [`Ask for a platform or a source to see what to click: ${platforms.join(', ')}.`];
}

/** A platform, a source, or words of its label. @throws BedrotError naming what there is. */
function sourcesOf(all: readonly Source[], only: string | undefined): readonly Source[] {
  if (only === undefined || all.length === 0) return all;
  const wanted = only.toLowerCase();
  const exact = all.filter(({ source, platform }) => [source, platform].includes(wanted));
  if (exact.length > 0) return exact;
  const found = all.filter(({ label, platformLabel }) =>
    `${platformLabel} ${label}`.toLowerCase().includes(wanted),
  );
  if (found.length > 0) return found;
  const valid = unique(all.flatMap(({ platform, source }) => [platform, source]));
  throw new BedrotError('bad_question', noSuch('platform or source', only, valid));
}

/** The click path, a step a line. */
function stepsOf({ howToGet: { page, steps, file } }: Source): string {
  const last = `Drop ${bare(file)} into ${INBOX}, bring it with /pipeline import, or run "bedrot import FILE".`;
  return [
    ...(page === '' ? [] : [page]),
    ...[...steps, last].map((step, index) => `${index + 1}. ${step}`),
  ].join('\n');
}
