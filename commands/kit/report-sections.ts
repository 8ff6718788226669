import type { Answer, Figure } from './answer.ts';
import { firstRows, type Section } from './document.ts';

/** Sections of a report, each taken from the answers of the commands that tell it in full. */

/** Rows of a section's table: the command it is taken from has them all. */
const ROWS = 10;

const rowsOf = (answer: Answer, most = ROWS): Pick<Section, 'table'> =>
  answer.table && answer.table.rows.length > 0 ? { table: firstRows(answer.table, most) } : {};
const chartOf = ({ chart }: Answer): Pick<Section, 'chart'> => (chart ? { chart } : {});
const under = ({ subtitle }: Answer): Pick<Section, 'subtitle'> => (subtitle ? { subtitle } : {});

/** The figures of a section, or one sentence where none of them is known. */
function figuresOf(answer: Answer, figures: Figure[] = answer.figures): Partial<Section> {
  const [first] = figures;
  if (!first || figures.some(({ value }) => value !== null)) return { figures };
  return { text: `Not known. ${first.note ?? ''}`.trim(), notes: [] };
}

export const picked = (answer: Answer, keys: readonly string[]): Figure[] =>
  keys.flatMap((key) => answer.figures.filter((figure) => figure.key === key));

export const streamsSection = (streams: Answer, platforms: Answer): Section => ({
  ...{ key: 'streams', title: 'Streams', of: [streams, platforms] },
  ...under(streams),
  ...chartOf(streams),
  ...rowsOf(platforms),
  notes: [...streams.notes, ...platforms.notes],
});

export const tracksSection = (tracks: Answer, tracksOf: string | null): Section => ({
  ...{ key: 'tracks', title: tracksOf === null ? 'Top tracks' : `Top tracks, ${tracksOf}`, of: [tracks] },
  ...under(tracks),
  ...(tracksOf === null
    ? {}
    : {
        text: `Statements tell the streams of tracks, about two months later: ${tracksOf} is the newest month told in full.`,
      }),
  ...(tracks.table?.rows.length ? rowsOf(tracks) : { figures: tracks.figures }),
});

export const revenueSection = (revenue: Answer): Section => ({
  ...{ key: 'revenue', title: 'Royalties by store', of: [revenue] },
  ...under(revenue),
  figures: picked(revenue, ['revenue_received']),
  ...chartOf(revenue),
  ...rowsOf(revenue),
});

export const pnlSection = (pnl: Answer, options: { year: boolean }): Section => ({
  ...{ key: 'pnl', title: 'Profit and loss', of: [pnl] },
  ...under(pnl),
  figures: pnl.figures,
  // Of a year its own table by category and month follows.
  ...(options.year ? chartOf(pnl) : rowsOf(pnl, 60)),
});

export const adsSection = (ads: Answer): Section => ({
  ...{ key: 'ads', title: 'Advertising', of: [ads] },
  ...under(ads),
  ...figuresOf(ads),
  ...rowsOf(ads, 5),
});

export const fansSection = (fans: Answer, listeners: Figure): Section => ({
  ...{ key: 'fans', title: 'Fans', of: [fans] },
  ...under(fans),
  figures: [listeners, ...fans.figures],
  ...rowsOf(fans, 20),
});

export const linksSection = (links: Answer): Section => ({
  ...{ key: 'links', title: 'Link pages', of: [links] },
  ...under(links),
  ...figuresOf(links),
  ...rowsOf(links),
});

export const anomaliesSection = (anomalies: Answer): Section => ({
  ...{ key: 'anomalies', title: 'Unusual days', of: [anomalies] },
  ...under(anomalies),
  ...figuresOf(anomalies),
  ...rowsOf(anomalies, 8),
});

export const goalsSection = (goals: Answer, today: string): Section => ({
  ...{ key: 'goals', title: 'Goals', of: [goals] },
  subtitle: [`as they stand on ${today}`, goals.subtitle].filter(Boolean).join(' · '),
  figures: goals.figures,
  ...(goals.figures.length === 0 ? rowsOf(goals) : {}),
});

/** What is late or never came, and which of the figures are not known. */
export function missingSection(freshness: Answer, figures: readonly Figure[], today: string): Section {
  const unknown = figures.filter(({ value }) => value === null).map(({ label }) => label);
  const partial = figures
    .filter((figure) => figure.partial && figure.value !== null)
    .map(({ label }) => label);
  const late = freshness.table?.rows.filter((row) => row[3] !== 'fresh') ?? [];
  return {
    ...{
      key: 'missing',
      title: 'What is missing or late',
      subtitle: `as it is on ${today}`,
      of: [freshness],
    },
    text: [
      late.length === 0 ? 'Every source is fresh.' : '',
      unknown.length > 0 ? `Not known: ${unknown.join('; ')}.` : '',
      partial.length > 0 ? `Not complete: ${partial.join('; ')}.` : '',
    ]
      .filter(Boolean)
      .join('\n'),
    ...(freshness.table && late.length > 0
      ? { table: { ...freshness.table, rows: late, total_rows: late.length } }
      : {}),
    notes: freshness.notes,
  };
}

export const changesSection = (changes: Answer, since: string): Section => ({
  ...{ key: 'changes', title: 'Corrections since the last report', of: [changes] },
  subtitle: `by files that came from ${since} on`,
  figures: changes.figures,
  ...rowsOf(changes),
});
