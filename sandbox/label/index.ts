import { mkdir, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { addDays, addMonths, type Day, firstOfMonth, monthOf } from '../../core/days.ts';
import { audienceFiles } from './audience.ts';
import { bankFiles } from './bank-files.ts';
import { loginPage } from './formats/distrokid.ts';
import type { LabelFile } from './label-file.ts';
import { demoLabel } from './label-json.ts';
import { platformFiles } from './platforms/index.ts';
import { type Account, tiktokFiles } from './social.ts';
import { statements } from './statements.ts';
import { statsFiles } from './stats-pages.ts';
import { Telling } from './telling.ts';
import { type Truth, truthOf } from './truth.ts';
import { world } from './world.ts';

export type { Total, Truth } from './truth.ts';

export interface GeneratedLabel {
  /** In the order they were downloaded, which is also the order of their modification times. */
  files: { path: string; originalName: string; what: string }[];
  /** The content of label.json. */
  label: unknown;
  truth: Truth;
}

export interface LabelOptions {
  /** Where the files go, as into a folder of downloads. */
  folder: string;
  today: Day;
  /** Full months before this one that the files cover; 18 unless told. */
  months?: number;
  seed?: number;
  /** Some is sold in EUR. Not unless told: no question adds two currencies. */
  euro?: boolean;
}

/**
 * A whole label's downloads over the last months, in the real formats of every platform, one export that is a login
 * page, one that was downloaded twice. All are told from one world (`world.ts`), so that they agree. Same arguments, same
 * bytes.
 */
export async function generateLabel(options: LabelOptions): Promise<GeneratedLabel> {
  const { folder, today, months = 18, seed = 1987, euro = false } = options;
  const own = firstOfMonth(addMonths(monthOf(today), -months));
  const ago = (days: number): Day => addDays(today, -days);

  // The first download of each source is the one whose twelve months begin with the label's own first day.
  const year = earlier(addDays(own, 366), ago(130));
  const statsDays = [year, ago(35), today];
  const audienceDays = [year, ago(66), today];
  const accounts: Account[] = [
    { handle: 'pig1987', views: 2_600, followers: 8_900, exports: [year, ago(62), today] },
    // Nobody has fetched this one for a week.
    { handle: 'zone.a0', views: 1_450, followers: 5_200, exports: [addDays(year, 4), ago(75), ago(7)] },
  ];

  const earliest = earlier(addDays(year, -370), firstOfMonth(addMonths(monthOf(own), -2)));
  const label = world(seed, earliest, own, today, { euro });
  // What is reported in the first months was sold two months before.
  const saleMonths = Array.from({ length: months + 2 }, (_, index) => addMonths(monthOf(own), index - 2));
  const rows = statements(label, saleMonths, own, ago(3));

  const bank = await bankFiles(rows, ago(3));
  const twice = bank[Math.min(2, bank.length - 1)] as LabelFile;
  const copy: LabelFile = {
    ...twice,
    originalName: twice.originalName.replace(/(\.\w+)$/, ' (1)$1'),
    what: `the same bytes as ${twice.originalName}`,
  };
  const bad: LabelFile = {
    originalName: `dk_bank_details_${today}.csv`,
    what: 'a login page saved as .csv: the session had run out',
    at: today,
    bytes: Buffer.from(loginPage()),
  };
  const tell = new Telling();
  const told = { world: label, rows, statsDays, audienceDays, accounts };
  const more = await platformFiles(told, tell, today);
  const files = [
    ...bank,
    copy,
    ...statsFiles(label, statsDays),
    ...audienceFiles(label, audienceDays),
    ...(await Promise.all(accounts.map((account) => tiktokFiles(label, account)))).flat(),
    ...more.files,
    bad,
  ].sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));

  await mkdir(folder, { recursive: true });
  const written: GeneratedLabel['files'] = [];
  for (const [index, { originalName, what, at, bytes }] of files.entries()) {
    const path = join(folder, originalName);
    await writeFile(path, bytes);
    const second = Date.parse(`${at}T18:00:00Z`) / 1000 + index;
    await utimes(path, second, second);
    written.push({ path, originalName, what });
  }
  return {
    files: written,
    label: demoLabel(),
    truth: truthOf({ ...told, tell, money: more.money }, [bad.originalName], [copy.originalName]),
  };
}

function earlier(a: Day, b: Day): Day {
  if (a < b) return a;
  return b;
}
