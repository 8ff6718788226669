import { z } from 'zod';
import { BedrotError } from '../core/errors.ts';
import { lineage } from '../warehouse/kit/lineage.ts';
import { askMetric, sayFilters } from './kit/ask.ts';
import { compose, figureOf, otherKinds, subtitleOf } from './kit/compose.ts';
import { defineCommand } from './kit/define.ts';
import * as shared from './kit/params.ts';
import { readWhere, sayWhere } from './kit/where.ts';

/** Files an answer lists; the figure counts all. */
const MAX_FILES = 50;

export default defineCommand({
  name: 'explain',
  group: 'data',
  tool: 'explain_number',
  summary: 'How a number came about: formula, SQL, and the files, lines and SHA-256 behind it.',
  when: 'Use it when someone doubts a number or asks where it comes from, with the arguments of that number.',
  access: 'numbers',
  params: z.strictObject({
    metric: shared.metric('streams'),
    artist: shared.artist,
    platform: shared.platform,
    country: shared.country,
    track: shared.track,
    where: shared.where,
    // Statements lie two months back: the year so far has facts of every metric.
    period: shared.period('ytd'),
    kind: shared.kind,
  }),

  answer({ metric: name, period, kind: wanted, where: text, ...filters }, context) {
    const { where, kind = wanted } = readWhere(text);
    for (const [dimension, value] of Object.entries(filters))
      if (value !== undefined && where[dimension as keyof typeof filters])
        throw new BedrotError('bad_question', `${dimension} stands twice: in where, and as ${dimension}.`);
    const asked = askMetric(context, { metric: name, period, kind, filters, any: where });
    const { metric, question, result } = asked;
    const origin = lineage(context.warehouse, context.metrics, question, {
      ops: context.ops,
      today: context.today,
      label: context.label,
    });
    const lines = origin.files.flatMap((file) =>
      file.lines.map((line) => [file.originalName, line, file.sha256.slice(0, 8)]),
    );
    const parameters = Object.entries(origin.parameters).map(([key, value]) => `@${key} = ${value}`);
    return compose(context, 'explain', {
      title: `Where ${metric.label.toLowerCase()}${sayFilters(context, filters)}${sayWhere(where)} comes from`,
      subtitle: subtitleOf(result, asked.period),
      period: asked.period,
      figures: [
        figureOf(context, asked),
        { key: 'facts', label: 'Facts behind it', value: origin.facts, unit: 'facts', format: 'count' },
        {
          key: 'files',
          label: 'Files behind it',
          value: origin.files.length,
          unit: 'files',
          format: 'count',
        },
      ],
      details: [
        { title: 'Meaning', text: origin.means },
        { title: 'Formula', text: origin.formula },
        {
          title: 'Rules',
          text: [metric.nullRule, ...metric.caveats.map((caveat) => `Mind: ${caveat}`)].join('\n'),
        },
        ...(origin.corrected.length === 0
          ? []
          : [
              {
                title: 'Corrected',
                text: origin.corrected
                  .map(
                    (one) =>
                      `${one.column} ${one.old} (${one.oldFile}, line ${one.oldLine}) -> ${one.new} (${one.file}, line ${one.line})`,
                  )
                  .join('\n'),
              },
            ]),
        { title: 'SQL', text: [origin.sql, ...parameters].join('\n') },
      ],
      table: {
        columns: [
          { key: 'file', label: 'File', format: 'text' },
          { key: 'line', label: 'Line', format: 'count' },
          { key: 'sha256', label: 'SHA-256', format: 'text' },
        ],
        rows: lines,
        total_rows: origin.facts,
        truncated: origin.facts > lines.length,
      },
      files: origin.files.slice(0, MAX_FILES).map((file) => ({
        path: file.path,
        original_name: file.originalName,
        sha256: file.sha256,
        rows: file.facts,
      })),
      asked: [asked],
      notes: [
        ...otherKinds(asked),
        ...(origin.files.length > MAX_FILES
          ? [`The first ${MAX_FILES} files of ${origin.files.length} are listed.`]
          : []),
      ],
    });
  },
});
