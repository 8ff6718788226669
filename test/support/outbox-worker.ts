import { Client, Events, GatewayIntentBits } from 'discord.js';
import { outboxService } from '../../bot/outbox.ts';
import { silentLog } from '../../core/log.ts';
import { openOps } from '../../warehouse/kit/open.ts';
import { fastClock, LABEL } from './outbox.ts';

// The sender as a process of its own, so that a test can kill it: node outbox-worker.ts DATA API TOKEN
const [data, api, token] = process.argv.slice(2) as [string, string, string];
const service = outboxService({
  ops: openOps(data),
  label: () => LABEL,
  ownerId: undefined,
  clock: fastClock(),
  log: silentLog,
  random: Math.random,
  pollMs: 5,
});
const client = new Client({
  intents: [GatewayIntentBits.Guilds],
  rest: { api, version: '10', offset: 5 },
});
client.on(Events.Error, () => undefined);
client.once(Events.ClientReady, (ready) => {
  service.start(ready);
  process.send?.('ready');
});
await client.login(token);
