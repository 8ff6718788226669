// `npm run format:pictures` draws this too: the bot's real answer on the local Discord, wide and as on a phone. A generated
// label, the real pipeline, the real bot, a real browser; time stands still, so the same code draws the same numbers.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright';
import { startBot } from '../bot/main.ts';
import { register } from '../bot/register.ts';
import { smallPng } from '../commands/view/small-png.ts';
import { fixedClock } from '../core/clock.ts';
import { loadConfig } from '../core/config.ts';
import { loadLabel } from '../core/label.ts';
import { silentLog as log } from '../core/log.ts';
import { findBrowser } from '../pipeline/kit/browser/find.ts';
import { launchBrowser } from '../pipeline/kit/browser/launch.ts';
import { noProgress } from '../pipeline/kit/report.ts';
import { importFiles } from '../pipeline/run.ts';
import { type LocalDiscord, startDiscord } from '../sandbox/discord/index.ts';
import { chatPage } from '../sandbox/discord/page/routes.ts';
import { pageScreenshot } from '../sandbox/discord/page/screenshot.ts';
import { generateLabel } from '../sandbox/label/index.ts';

const IMAGES = join(import.meta.dirname, '..', 'docs', 'img');
const TOKEN = 'a.picture.token';
const OWNER = '200000000000000001';
const SERVER = { id: '400000000000000001', name: 'BEDROT PRODUCTIONS' };
const CHANNELS = [
  { id: '300000000000000001', name: 'numbers', audience: 'numbers' },
  { id: '300000000000000002', name: 'money', audience: 'money' },
];
const MOST_BYTES = 200_000;
/** `pixels`: a phone's picture keeps two pixels for each of its points. */
const PICTURES = [
  { name: 'chat.png', width: 1200, height: 1410, pixels: 1200, from: 'end' },
  { name: 'chat-400.png', width: 400, height: 900, pixels: 800, from: 'start' },
] as const;

const data = mkdtempSync(join(tmpdir(), 'bedrot-chat-'));
const clock = fixedClock('2026-11-22T17:00:00Z');
try {
  await makeLabel();
  const discord = await startDiscord({
    ...{ token: TOKEN, clock, owner: OWNER, page: chatPage },
    users: [{ id: OWNER, username: 'owner', displayName: 'Mara' }],
    guild: SERVER,
    botName: loadLabel(data).name,
    channels: CHANNELS,
  });
  try {
    await answer(discord);
  } finally {
    await discord.close();
  }
} finally {
  rmSync(data, { recursive: true, force: true });
}

async function makeLabel(): Promise<void> {
  const folder = join(data, 'downloads');
  const { files, label } = await generateLabel({ folder, today: '2026-11-22' });
  writeFileSync(join(data, 'label.json'), JSON.stringify({ ...(label as object), channels: CHANNELS }));
  await importFiles(
    { data, label: loadLabel(data), clock, log, progress: noProgress },
    files.map(({ path }) => path),
  );
}

/** Asks the bot as the owner would, and takes the pictures of what it says. */
async function answer(discord: LocalDiscord): Promise<void> {
  const config = loadConfig(
    {
      ...{ BEDROT_DATA: data, BEDROT_LOG_LEVEL: 'silent' },
      ...{ DISCORD_TOKEN: TOKEN, DISCORD_API_BASE: discord.api, DISCORD_OWNER_ID: OWNER },
    },
    join(data, 'no.env'),
  );
  await register(config, { guild: null, dryRun: false });
  const bot = await startBot({ config, clock, log });
  let browser: Browser | undefined;
  try {
    await bot.ready;
    const asked = await discord
      .user(OWNER)
      .slash(['kpi', 'streams'], { artist: 'PIG1987', period: 'last_90d' }, { channel: 'numbers' });
    await asked.answer();
    browser = await launchBrowser(await findBrowser(process.env.BROWSER_PATH));
    for (const { name, width, height, pixels, from } of PICTURES) {
      const before = async (page: Page): Promise<void> => {
        if (from === 'start') await page.locator('.log').evaluate((log) => log.scrollTo(0, 0));
      };
      const shot = { url: discord.url, as: OWNER, channel: 'numbers', width, height, before };
      const png = await smallPng(await pageScreenshot(browser, shot), pixels);
      if (png.length > MOST_BYTES)
        throw new Error(`${name} has ${png.length} bytes, more than ${MOST_BYTES}`);
      writeFileSync(join(IMAGES, name), png);
      console.log(`docs/img/${name} (${Math.round(png.length / 1000)} kB)`);
    }
  } finally {
    await browser?.close();
    await bot.close();
  }
}
