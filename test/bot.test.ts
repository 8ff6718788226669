import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Command } from '../commands/kit/define.ts';
import { loadCommands } from '../commands/kit/registry.ts';
import { altText } from '../commands/view/alt.ts';
import { mainChart } from '../commands/view/main-chart.ts';
import { openOps } from '../warehouse/kit/open.ts';
import { listAudit } from '../warehouse/ops/audit.ts';
import { ANALYST, type BotHouse, botHouse, MONEY, NUMBERS, OTHER, OWNER, textOf } from './support/bot.ts';

let house: BotHouse;
beforeAll(async () => {
  house = await botHouse();
});
afterEach(() => {
  expect(house.discord.violations).toEqual([]);
});
afterAll(() => house.close());

const pathOf = ({ name, group }: Command) => (group === undefined ? [name] : [group, name]);
const PNG = Buffer.from([0x89, 0x50, 0x4e, 0x47]);

describe('every command of the registry', () => {
  it('answers as text with its picture, first acknowledged, seen by the owner alone', async () => {
    const owner = house.discord.user(OWNER);
    for (const command of await loadCommands()) {
      const asked = await owner.slash(pathOf(command), {}, { channel: MONEY });
      const message = await asked.answer();
      const expected = await house.sample.ask('owner', command.name);
      expect(asked, command.name).toMatchObject({ ack: 'defer', ephemeral: true });
      expect(message.embeds[0]?.title).toBe(`${expected.title} · TEST LABEL`);
      const [picture] = message.attachments;
      if (mainChart(expected)) {
        expect(picture?.description).toBe(altText(expected));
        expect(house.discord.attachment(picture?.url ?? '')?.bytes.subarray(0, 4)).toEqual(PNG);
        expect(message.embeds[0]?.image?.url).toContain('chart.png');
      } else expect(picture).toBeUndefined();
    }
  });

  it('tells value, change with sign and arrow, what is incomplete, kind and age', async () => {
    const asked = await house.discord.user(OTHER).slash(['kpi', 'streams']);
    const text = textOf(await asked.answer());
    // 28 days to Nov 20: Spotify 3,298 and Apple Music 270, against 2,800 and 280.
    expect(text).toContain('**Streams: 3,568** (not complete) ▲ +15.8 % against the 28 days before');
    expect(text).toContain("Kind: trend (distributors' daily figures)");
    expect(text).toContain('As of: DistroKid daily streams 2026-11-20 (2 days old)');
    expect(asked.ephemeral).toBe(false);
  });
});

describe('money', () => {
  it('is refused to a viewer, in words, for nobody else to see, and with an id', async () => {
    const asked = await house.discord.user(OTHER).slash(['kpi', 'revenue'], {}, { channel: MONEY });
    expect(asked).toMatchObject({ ack: 'reply', ephemeral: true });
    expect(textOf(await asked.answer())).toMatch(
      /^"revenue" shows money, and you are not among those who see money\. Ask the owner of the label\.\n-# error [0-9a-f]{8}$/,
    );
  });

  it('is left out of what a viewer sees, and of any channel that is not for it', async () => {
    for (const [who, channel] of [
      [OTHER, MONEY],
      [OTHER, '@dm'],
      [OWNER, NUMBERS],
      [ANALYST, NUMBERS],
    ] as const) {
      const asked = await house.discord.user(who).slash(['kpi', 'summary'], {}, { channel });
      const message = await asked.answer();
      expect(asked.ephemeral).toBe(false);
      expect(textOf(message)).not.toMatch(/USD|Royalties/);
      expect(message.attachments[0]?.description).not.toMatch(/USD|Royalties/);
    }
  });

  it('tells one who may see it where', async () => {
    const owner = house.discord.user(OWNER);
    const refused = await owner.slash(['kpi', 'revenue'], {}, { channel: NUMBERS });
    expect(textOf(await refused.answer())).toContain(
      'this channel is not for money. Ask in #money or in a direct message.',
    );
    const summary = await owner.slash(['kpi', 'summary'], {}, { channel: NUMBERS });
    expect(textOf(await summary.answer())).toContain('Without money: this channel is not for money.');
  });

  it('is shown to owner and analyst, in its channel and in direct messages', async () => {
    for (const [who, channel, ephemeral] of [
      [OWNER, MONEY, true],
      [ANALYST, MONEY, true],
      [OWNER, '@dm', false],
    ] as const) {
      const asked = await house.discord.user(who).slash(['kpi', 'revenue'], {}, { channel });
      expect(textOf(await asked.answer())).toContain('**Revenue (by sale month): 13.77 USD**');
      expect(asked.ephemeral).toBe(ephemeral);
    }
  });
});

describe('what goes wrong', () => {
  it('is one sentence that teaches, with an id, and what was said is printed letter by letter', async () => {
    const asked = await house.discord
      .user(OTHER)
      .slash(['kpi', 'streams'], { artist: '*ZONE A1* <@1> http://x.y' });
    const text = textOf(await asked.answer());
    expect(text).toContain('Unknown artist "\\*ZONE A1\\* \\<\\@1> http\\://x.y"');
    expect(text).toMatch(/-# error [0-9a-f]{8}$/);
    const period = await house.discord.user(OTHER).slash(['kpi', 'streams'], { period: 'last week' });
    expect(textOf(await period.answer())).toContain('last\\_28d');
  });
});

describe('completion', () => {
  const complete = (path: string[], option: string, text: string, others = {}, who = OTHER) =>
    house.discord.user(who).autocomplete(path, option, text, others, { channel: MONEY });
  const values = async (...asked: Parameters<typeof complete>) =>
    (await complete(...asked)).map(({ value }) => value);

  it('offers names from the warehouse by any spelling, the nearest first', async () => {
    expect(await values(['kpi', 'streams'], 'artist', 'zonea')).toEqual(['ZONE A0']);
    expect(await values(['kpi', 'streams'], 'platform', 'apple-m')).toEqual(['Apple Music']);
    expect(await values(['kpi', 'streams'], 'track', 'duet')).toEqual(['DUET']);
    expect(await values(['kpi', 'streams'], 'artist', 'nobody at all')).toEqual([]);
  });

  it('offers periods, sources, and metrics that the person may ask', async () => {
    expect(await values(['kpi', 'streams'], 'period', 'last_')).toEqual([
      'last_7d',
      'last_28d',
      'last_90d',
      'last_month',
    ]);
    expect(await values(['data', 'freshness'], 'source', 'tiktok')).toEqual([
      'tiktok_followers',
      'tiktok_overview',
    ]);
    expect(await values(['kpi', 'top'], 'metric', 'reven')).toEqual([]);
    expect(await values(['kpi', 'top'], 'metric', 'reven', {}, OWNER)).toEqual([
      'revenue',
      'revenue_growth',
      ...['revenue_per_stream', 'revenue_per_use', 'revenue_received', 'revenue_share'],
      ...['revenue_variance', 'revenue_variance_rate', 'expected_revenue'],
      ...['net_revenue', 'own_revenue', 'streaming_revenue'],
    ]);
  });

  it('completes the last of several names', async () => {
    expect(await values(['kpi', 'compare'], 'names', 'spotify,app')).toEqual(['spotify, Apple Music']);
    expect(await values(['kpi', 'compare'], 'names', 'pig', { by: 'artist' })).toEqual(['PIG1987']);
  });
});

it('keeps a record of who asked what and what came of it', async () => {
  const guest = house.discord.user(OTHER);
  await (await guest.slash(['kpi', 'top'], { limit: 3 })).answer();
  await (await guest.slash(['kpi', 'revenue'], {}, { channel: MONEY })).answer();
  const ops = openOps(house.sample.data);
  // Written after the answer, in the thread of the questions.
  await expect
    .poll(() => listAudit(ops, 2))
    .toMatchObject([
      { surface: 'discord', who: OTHER, what: 'revenue', params: {}, outcome: 'not_allowed' },
      { surface: 'discord', who: OTHER, what: 'top', params: { limit: 3 }, outcome: 'ok' },
    ]);
  ops.close();
});
