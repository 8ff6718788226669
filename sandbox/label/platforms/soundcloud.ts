import { addDays, addMonths, type Day, type Month, monthOf } from '../../../core/days.ts';
import { parseNanos } from '../../../core/money.ts';
import { csv } from '../formats/text.ts';
import type { LabelFile } from '../label-file.ts';
import { random } from '../random.ts';
import { picoText } from '../statements.ts';
import type { Telling } from '../telling.ts';
import type { World } from '../world.ts';

const ACCOUNT = '5f0c2f0e-7a31-4f0e-9d5b-0c1d2e3f4a5b';
const HEADER = [
  ...[
    'Track',
    'Artist(s)',
    'Partner',
    'Release',
    'UPC',
    'ISRC',
    'Country',
    'Type',
    'Units',
    'Reporting Period',
  ],
  ...['Accounting Period', 'Revenue (USD)', 'Revenue Share (%)', 'Split Pay Share (%)'],
];
const COUNTRIES = { US: 0.5, GB: 0.2, DE: 0.2, NA: 0.1 } as const;

export interface SoundcloudLine {
  accounted: Month;
  nanos: bigint;
  cells: string[];
}

/** Plays on SoundCloud itself, which no other distributor pays; accounted two months later. */
export function soundcloudLines(world: World, today: Day): SoundcloudLine[] {
  const lines: SoundcloudLine[] = [];
  for (
    let accounted = addMonths(monthOf(world.own), 1);
    accounted < monthOf(today);
    accounted = addMonths(accounted, 1)
  ) {
    const month = addMonths(accounted, -2);
    for (const track of world.tracks.filter(
      ({ personas, release }) => personas.length > 0 && monthOf(release) <= month,
    )) {
      const plays = world.playsInMonth('Spotify', track, month) * 0.03;
      for (const [country, part] of Object.entries(COUNTRIES)) {
        const units = random(world.seed, 'soundcloud', track.isrc, month, country).count(plays * part);
        if (units === 0) continue;
        const revenue = picoText(BigInt(units) * 1_104_000_012n);
        const { title, credit, album, upc, isrc } = track;
        lines.push({
          accounted,
          nanos: parseNanos(revenue) ?? 0n,
          cells: [
            title,
            credit,
            'SoundCloud',
            album ?? title,
            upc,
            isrc,
            country,
            'Stream',
            String(units),
            month,
            accounted,
            revenue,
            '80',
            '100',
          ],
        });
      }
    }
  }
  return lines;
}

/** The lifetime statement, downloaded twice: the later one tells everything again. */
export function soundcloudFiles(world: World, tell: Telling, today: Day): LabelFile[] {
  const all = soundcloudLines(world, today);
  return [addDays(today, -150), today].flatMap((at) => {
    const lines = all.filter(({ accounted }) => accounted < monthOf(at));
    if (lines.length === 0) return [];
    for (const { nanos, cells } of lines) {
      const [, , , , , isrc = '', country = '', , units, month = '', accounted = ''] = cells;
      const values = { quantity: Number(units), amount: nanos };
      tell.row('soundcloud_statement', 'revenue_transactions', [isrc, country, month, accounted], values);
    }
    const blank = HEADER.map(() => '');
    const top = (text: string): string[] => [text, ...blank.slice(1)];
    const last = lines.at(-1)?.accounted ?? '';
    return {
      originalName: `lifetime_statement_${ACCOUNT}_${last}_${at.replaceAll('-', '').slice(4)}.csv`,
      what: `SoundCloud lifetime statement to ${last}, ${lines.length} rows`,
      at,
      bytes: csv([top('Account ID'), top(ACCOUNT), HEADER, ...lines.map(({ cells }) => cells)], {
        quoted: 'all',
      }),
    };
  });
}
