import type { Feed, Platform } from '../../pipeline/kit/platform.ts';
import { code, made, plain, table } from './markdown.ts';

const CADENCE = { day: 'daily', week: 'weekly', month: 'monthly' } as const;
const days = (count: number): string => (count === 1 ? '1 day' : `${count} days`);

/** docs/first-files.md: how the owner gets each export by hand. */
export const filesPage = (platforms: readonly Platform[]): string => `${made('The files to fetch')}
What bedrot reads today, and the clicks that give it. What a file is, is told by its content: keep the name it came
with, and drop it into \`landing/_inbox/\` of the data folder, send it with \`/pipeline import\`, or say \`bedrot import FILE...\`.
Bringing a file twice, or files that overlap, changes nothing. \`bedrot howto PLATFORM\` repeats the clicks.

${table(
  ['Platform', 'Export', 'Kind', 'How often', 'Late after', 'Overdue after'],
  platforms.flatMap(({ name, label, feeds }) =>
    feeds.map((feed) => [
      `${label} (${code(name)})`,
      feed.label,
      feed.kind,
      ...(feed.freshness === null
        ? ['when it changes', 'never', 'never']
        : [
            CADENCE[feed.freshness.cadence],
            days(feed.freshness.warnDays),
            days(feed.freshness.criticalDays),
          ]),
    ]),
  ),
)}

The age is that of the newest day the data tells, not of the file. \`freshness\` in label.json sets other limits.
${platforms.flatMap(({ feeds }) => feeds.map(section)).join('')}`;

const section = ({ name, label, howToGet }: Feed): string => `
## ${label}

Source name: ${code(name)}.${howToGet.page === '' ? '' : ` Page: <${howToGet.page}>`}

${howToGet.steps.map((step, index) => `${index + 1}. ${plain(step)}`).join('\n')}

You get: ${plain(howToGet.file)}
`;
