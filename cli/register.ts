import { z } from 'zod';
import { BedrotError } from '../core/errors.ts';
import { defineWord } from './kit/word.ts';

export default defineWord({
  summary: 'Registers the slash commands with Discord, when something differs from what is there.',
  about:
    'In one server (DISCORD_GUILD_ID or --guild) they appear at once; with --global everywhere the bot is and in direct messages. Run it after every update.',
  params: z.strictObject({
    dry_run: z.boolean().default(false).describe('Prints what would change, and changes nothing.'),
    guild: z
      .string()
      .regex(/^\d{17,20}$/, 'an id of Discord has 17 to 20 digits')
      .optional()
      .meta({ description: 'In this server, by its id.', placeholder: 'ID' }),
    global: z.boolean().default(false).describe('Everywhere, whatever DISCORD_GUILD_ID says.'),
  }),
  async run({ dry_run, guild, global }, { config, terminal }) {
    if (guild !== undefined && global)
      throw new BedrotError('bad_question', 'Give --guild or --global, not both.');
    const place = global ? null : (guild ?? config.DISCORD_GUILD_ID ?? null);
    const { register } = await import('../bot/register.ts');
    const { changes, sent, commands } = await register(config, { guild: place, dryRun: dry_run });
    const where = place === null ? 'everywhere' : `in the server ${place}`;
    for (const change of changes) terminal.out(`${change}\n`);
    const names = commands.map((name) => `/${name}`).join(' ');
    if (changes.length === 0) terminal.out(`Nothing to change ${where}: ${names}\n`);
    else if (sent) terminal.out(`Registered ${where}: ${names}\n`);
    else terminal.out(`Not registered ${where}: this was a dry run.\n`);
    return 0;
  },
});
