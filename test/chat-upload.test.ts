import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { importService } from '../bot/import.ts';
import { type Bot, startBot } from '../bot/main.ts';
import { register } from '../bot/register.ts';
import { systemClock } from '../core/clock.ts';
import { loadLabel } from '../core/label.ts';
import { silentLog } from '../core/log.ts';
import { findBrowser } from '../pipeline/kit/browser/find.ts';
import { launchBrowser } from '../pipeline/kit/browser/launch.ts';
import { chatPage } from '../sandbox/discord/page/routes.ts';
import { openOps } from '../warehouse/kit/open.ts';
import { inboxOf } from '../warehouse/ops/inbox.ts';
import { configFor } from './support/bot.ts';
import { discordForTest, expectClean } from './support/discord-client.ts';
import { temporaryFolder } from './support/house.ts';
import { LABEL } from './support/import.ts';

const NAME = 'PIG1987-audience-timeline (1).csv';
const BYTES = Buffer.from('﻿date,streams\n2026-10-01,12\n');

let folder: string;
let bot: Bot | undefined;
beforeAll(() => {
  folder = temporaryFolder();
  mkdirSync(join(folder, 'data'));
  writeFileSync(join(folder, 'data', 'label.json'), JSON.stringify(LABEL));
  writeFileSync(join(folder, NAME), BYTES);
});
afterAll(async () => {
  await bot?.close();
  rmSync(folder, { recursive: true, force: true });
});

it('a file chosen in the page reaches the inbox byte by byte', async () => {
  const data = join(folder, 'data');
  const discord = await discordForTest({ page: chatPage });
  const config = configFor(data, discord.api);
  await register(config, { guild: null, dryRun: false });
  const ops = openOps(data);
  const label = () => loadLabel(data);
  const service = importService({ ops, config, clock: systemClock, log: silentLog, label });
  bot = await startBot({ config, clock: systemClock, log: silentLog, services: [service] });
  await bot.ready;
  const browser = await launchBrowser(await findBrowser(process.env.BROWSER_PATH));
  try {
    const page = await browser.newPage();
    page.setDefaultTimeout(10_000);
    await page.goto(discord.url);
    await page.locator('html[data-ready]').waitFor();
    await page.getByRole('combobox', { name: 'Message' }).fill('/pipeline import');
    await page.getByRole('option').filter({ visible: true }).first().waitFor();
    await page.keyboard.press('Enter');
    await page.locator('.chip input[type=file]').setInputFiles(join(folder, NAME));
    // Read into memory first; the chip then hands over to the next one, or to Enter.
    await page.getByRole('button', { name: 'Send' }).click();
    await page.getByText('is taken; I will tell you here what becomes of it.').waitFor();
    expect(readFileSync(join(inboxOf(data), NAME)).equals(BYTES)).toBe(true);
    expectClean(discord);
  } finally {
    await browser.close();
    ops.close();
  }
}, 60_000);
