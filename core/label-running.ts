import { z } from 'zod';
import { snowflake } from './config.ts';

const colour = z.string().regex(/^#[0-9a-f]{6}$/i, 'a colour is #rrggbb');

/** The part of label.json that says how bedrot works for the label: limits, people and channels, hours, colours. */
export const labelRunning = {
  freshness: z
    .record(
      z.string(),
      z.strictObject({
        warnDays: z.number().int().min(1).describe('Age of the newest data in days at which it is late.'),
        criticalDays: z.number().int().min(1).describe('Age in days at which it is overdue.'),
      }),
    )
    .default({})
    .describe('Source -> own limits, in place of those the platform ships.'),
  health: z
    .record(z.string(), z.number().min(0.1).max(5))
    .default({})
    .describe(
      'Platform -> how hard old data lowers its health: 1.5 for one you cannot do without; not named: 1.',
    ),
  channels: z
    .array(
      z.strictObject({
        id: snowflake.describe('Id of the Discord channel.'),
        name: z.string().min(1).optional().describe('For you; bedrot goes by the id.'),
        audience: z.enum(['numbers', 'money']).describe('money: who reads there may see money.'),
        alerts: z
          .boolean()
          .default(false)
          .describe(
            'Alerts are posted here, in the first such channel whose readers may see them; else to you alone.',
          ),
      }),
    )
    .default([])
    .describe('Discord channels. One that is not named here, and any thread, is for numbers without money.'),
  people: z
    .array(
      z.strictObject({
        discord: snowflake.describe('Id of the Discord user.'),
        name: z.string().min(1).optional().describe('For you; bedrot goes by the id.'),
        role: z.enum(['viewer', 'analyst']).describe('viewer: no money; analyst: money.'),
      }),
    )
    .default([])
    .describe('Who sees what in Discord. The owner is DISCORD_OWNER_ID; who is not named here is a viewer.'),
  schedule: z
    .strictObject({
      runAt: z
        .string()
        .regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'a time of day is HH:MM')
        .default('06:30')
        .describe('When the daily run starts, HH:MM in the time zone of the label.'),
      alertsEveryMinutes: z
        .number()
        .int()
        .min(1)
        .max(1440)
        .default(30)
        .describe('How often it is looked after sources that are overdue and files that failed.'),
    })
    .prefault({})
    .describe('When "bedrot start" works by itself.'),
  backup: z
    .strictObject({
      folders: z
        .array(z.string().min(1))
        .default([])
        .describe(
          'Where backups go: absolute paths outside the data folder, best on another disk. Each gets all of it.',
        ),
      at: z
        .string()
        .regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'a time of day is HH:MM')
        .default('04:30')
        .describe('When "bedrot start" backs up, HH:MM in the time zone of the label.'),
      keep: z
        .strictObject({
          daily: z.number().int().min(1).max(366).default(7).describe('The newest of each of so many days.'),
          weekly: z
            .number()
            .int()
            .min(0)
            .max(520)
            .default(4)
            .describe('The newest of each of so many weeks.'),
          monthly: z
            .number()
            .int()
            .min(0)
            .max(120)
            .default(12)
            .describe('The newest of each of so many months.'),
        })
        .prefault({})
        .describe('How many backups stay.'),
    })
    .prefault({})
    .describe('Backups of the data folder.'),
  theme: z
    .strictObject({
      background: colour.default('#0f172a').describe('Behind everything.'),
      card: colour.default('#1e293b').describe('Behind a figure of a board.'),
      border: colour.default('#334155').describe('Lines and grids.'),
      text: colour.default('#f1f5f9').describe('Titles and values.'),
      muted: colour.default('#94a3b8').describe('Subtitles, axes and notes.'),
      good: colour.default('#34d399').describe('A change for the better.'),
      bad: colour.default('#f87171').describe('A change for the worse.'),
      warn: colour.default('#f59e0b').describe('What is to be noticed: late data, the DEMO mark.'),
      series: z
        .array(colour)
        .min(1)
        .max(12)
        .default(['#3b82f6', '#f59e0b', '#10b981', '#e2e8f0', '#b45309', '#fef08a'])
        .describe('Curves and bars, in this order.'),
    })
    .prefault({})
    .describe('Colours of charts, each #rrggbb.'),
};
