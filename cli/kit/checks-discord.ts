import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Config } from '../../core/config.ts';
import { loadLabel } from '../../core/label.ts';
import type { Check } from './check.ts';

const HOW = 'docs/first-hour.md says how.';

/** The bot: its settings, and whether Discord has what they name. Nothing of the token is ever printed. */
export const discordChecks: readonly Check[] = [
  {
    what: 'Discord settings',
    look({ config }) {
      if (config.DISCORD_TOKEN === undefined) {
        return { state: 'warn', says: 'There is no DISCORD_TOKEN; only the bot needs it.', todo: HOW };
      }
      if (config.DISCORD_OWNER_ID === undefined) {
        return {
          state: 'warn',
          says: 'There is no DISCORD_OWNER_ID: nobody is the owner, and codes and alerts reach nobody alone.',
          todo: HOW,
        };
      }
      const where =
        config.DISCORD_GUILD_ID === undefined
          ? 'Commands are registered everywhere.'
          : 'Commands are registered in one server.';
      return { state: 'ok', says: `Token and owner are set. ${where}` };
    },
  },
  {
    what: 'Discord',
    async look({ config }) {
      const { DISCORD_TOKEN } = config;
      if (DISCORD_TOKEN === undefined) return { state: 'ok', says: 'Not asked: there is no token.' };
      const channels = channelsOf(config);
      const { lookAtDiscord } = await import('../../bot/look.ts');
      const look = await lookAtDiscord(
        { ...config, DISCORD_TOKEN },
        channels.map(({ id }) => id),
      );
      if (look.state === 'refused') {
        const todo = 'Reset it in the developer portal and put the new one into .env.';
        return { state: 'fail', says: 'Discord refuses the token.', todo };
      }
      if (look.state === 'unreached') {
        return { state: 'warn', says: 'Discord could not be reached.', todo: 'Look again later.' };
      }
      const missing = channels.filter(({ id }) => look.missing.includes(id));
      if (missing.length > 0) {
        return {
          state: 'fail',
          says: `${look.name} does not see ${missing.map(({ id, name }) => (name ? `#${name.replace(/^#/, '')} (${id})` : id)).join(', ')} of label.json.`,
          todo: 'Correct the id, or add the bot to the channel.',
        };
      }
      if (!channels.some(({ alerts }) => alerts)) {
        return {
          state: 'warn',
          says: `It is ${look.name}. No channel of label.json has alerts, so they go to the owner's direct messages.`,
          todo: 'Give a channel "alerts": true.',
        };
      }
      const count = `${channels.length} channel${channels.length === 1 ? '' : 's'}`;
      return { state: 'ok', says: `It is ${look.name}, and sees ${count} of label.json.` };
    },
  },
];

/** None while there is no label.json: another check says so. */
const channelsOf = ({ data }: Config) =>
  existsSync(join(data, 'label.json')) ? loadLabel(data).channels : [];
