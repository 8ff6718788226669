import { rename, stat, writeFile } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';
import type { Page } from 'playwright';
import { CollectFailed } from '../../kit/collect-failed.ts';
import type { Collector, Visit } from '../../kit/collector.ts';
import { FileRefused } from '../../kit/platform.ts';
import { readChartData } from '../../kit/read/chart-data.ts';
import { stampOf } from '../../kit/zones.ts';
import { login } from './login.ts';

export const collector: Collector = {
  site: 'https://distrokid.com',
  credentials: { user: 'DISTROKID_EMAIL', password: 'DISTROKID_PASSWORD' },
  login,
  extract,
};

/** The two stats pages, as an owner would save them, and the bank details, as the button gives them. */
async function* extract(visit: Visit): AsyncGenerator<string> {
  yield await savePage(visit, 'streams');
  yield await savePage(visit, 'applemusic');
  yield await downloadBank(visit);
}

async function savePage(visit: Visit, data: 'streams' | 'applemusic'): Promise<string> {
  const { page, folder, clock, patience } = visit;
  const path = `/stats/?type=all&data=${data}`;
  await visit.open(path);
  const html = await contentWithChart(page, patience);
  if (html === null) throw changed(`the page ${path} has no chart`);
  const { points } = readChart(html) ?? { points: [] };
  if (points.length === 0) {
    throw new CollectFailed(
      'empty',
      `The chart of ${path} holds no days. DistroKid has nothing to show there.`,
    );
  }
  const file = join(folder, `${data}_stats_${stampOf(clock.now())}.html`);
  await writeFile(file, html);
  return file;
}

/** The page, as soon as the data of its chart stand there. */
async function contentWithChart(page: Page, patience: number): Promise<string | null> {
  const over = AbortSignal.timeout(patience);
  for (;;) {
    const html = await page.content();
    if (/\bdataProvider\b/.test(html)) return html;
    if (over.aborted) return null;
    await page.waitForTimeout(200);
  }
}

function readChart(html: string): ReturnType<typeof readChartData> {
  try {
    return readChartData(html);
  } catch (thrown) {
    if (thrown instanceof FileRefused) throw changed('a chart cannot be read');
    throw thrown;
  }
}

async function downloadBank(visit: Visit): Promise<string> {
  const { page, folder, clock, patience: timeout } = visit;
  await visit.open('/bank/');
  const details = page.locator('a[href*="/bank/details" i]').first();
  if (!(await appears(details, timeout))) throw changed('the bank page has no link to its details');
  await visit.open('/bank/details/');
  const button = page.locator('[onclick^="downloadBank"]').first();
  if (!(await appears(button, timeout))) throw changed('the bank details have no download');
  const [download] = await Promise.all([
    // DistroKid puts the file together first: for a year of statements that takes a while.
    page.waitForEvent('download', { timeout: timeout * 6 }).catch(() => null),
    button.click({ timeout, noWaitAfter: true }),
  ]);
  const temporary = join(folder, 'bank.part');
  if (download) await download.saveAs(temporary).catch(() => {});
  const size = await stat(temporary).then(
    (found) => found.size,
    () => null,
  );
  if (!download || size === null) {
    throw new CollectFailed(
      'timeout',
      'The download of the bank details did not come to its end. Try again later.',
    );
  }
  if (size === 0) throw new CollectFailed('empty', 'DistroKid gave bank details without a single byte.');
  const ending = extname(basename(download.suggestedFilename())).toLowerCase();
  const file = join(
    folder,
    `dk_bank_details_${stampOf(clock.now())}${/^\.\w{1,5}$/.test(ending) ? ending : '.tsv'}`,
  );
  await rename(temporary, file);
  return file;
}

const appears = (what: ReturnType<Page['locator']>, timeout: number): Promise<boolean> =>
  what.waitFor({ timeout }).then(
    () => true,
    () => false,
  );

const changed = (what: string): CollectFailed =>
  new CollectFailed(
    'layout-changed',
    `DistroKid looks otherwise than we know it: ${what}. Bring the file by hand; "bedrot freshness" says how.`,
  );
