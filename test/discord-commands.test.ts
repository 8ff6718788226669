import {
  ActionRowBuilder,
  AttachmentBuilder,
  ButtonBuilder,
  ButtonStyle,
  type ChatInputCommandInteraction,
  EmbedBuilder,
  LabelBuilder,
  MessageFlags,
  ModalBuilder,
  SlashCommandBuilder,
  StringSelectMenuBuilder,
  TextInputBuilder,
  TextInputStyle,
} from 'discord.js';
import { describe, expect, it } from 'vitest';
import { clientFor, discordForTest, expectClean, OTHER, OWNER, PNG } from './support/discord-client.ts';

const KPI = new SlashCommandBuilder()
  .setName('kpi')
  .setDescription('Numbers')
  .setDefaultMemberPermissions(32)
  .addSubcommand((sub) =>
    sub
      .setName('summary')
      .setDescription('All of them')
      .addStringOption((o) => o.setName('artist').setDescription('Who').setAutocomplete(true))
      .addIntegerOption((o) => o.setName('days').setDescription('How many').setMinValue(1).setMaxValue(365)),
  )
  .addSubcommandGroup((group) =>
    group
      .setName('deep')
      .setDescription('Deeper')
      .addSubcommand((sub) => sub.setName('track').setDescription('One track')),
  );

const row = () =>
  new ActionRowBuilder<ButtonBuilder>().addComponents(
    new ButtonBuilder().setCustomId('more').setLabel('More').setStyle(ButtonStyle.Primary),
  );

describe('commands and what follows them, with the real client', () => {
  it('registers commands for all and for the guild, and keeps their ids', async () => {
    const discord = await discordForTest();
    const client = await clientFor(discord);
    await client.application.commands.set([KPI]);
    const [first] = discord.commands();
    expect(first).toMatchObject({ name: 'kpi', default_member_permissions: '32', contexts: null });
    await client.application.commands.set([
      KPI,
      new SlashCommandBuilder().setName('help').setDescription('Help'),
    ]);
    expect(discord.commands().map(({ name }) => name)).toEqual(['kpi', 'help']);
    expect(discord.commands()[0]?.id).toBe(first?.id);
    await client.application.commands.set([KPI], discord.guildId);
    expect((await client.application.commands.fetch()).size).toBe(2);
    expect((await client.application.commands.fetch({ guildId: discord.guildId })).size).toBe(1);
    expectClean(discord);
  });

  it('carries group, subcommand and options, and answers with a text all see', async () => {
    const discord = await discordForTest();
    const client = await clientFor(discord, (i) => {
      const { options } = i as ChatInputCommandInteraction;
      const words = [
        options.getSubcommandGroup(),
        options.getSubcommand(),
        options.getString('artist'),
        options.getInteger('days'),
      ];
      return (i as ChatInputCommandInteraction).reply(words.join(' '));
    });
    await client.application.commands.set([KPI]);
    const exchange = await discord
      .user(OWNER)
      .slash(['kpi', 'summary'], { artist: 'Nyx', days: 7 }, { channel: '#alerts' });
    expect(exchange).toMatchObject({ ack: 'reply', ephemeral: false, name: 'kpi summary', error: undefined });
    expect(exchange.ackMs).toBeLessThan(3000);
    expect((await exchange.answer()).content).toBe(' summary Nyx 7');
    expect(discord.messages('alerts').map(({ content }) => content)).toEqual([' summary Nyx 7']);
    const deep = await discord.user(OWNER).slash(['kpi', 'deep', 'track']);
    expect((await deep.answer()).content).toBe('deep track  ');
    expectClean(discord);
  });

  it('refuses what the client would not let one send', async () => {
    const discord = await discordForTest();
    const client = await clientFor(discord);
    await client.application.commands.set([KPI]);
    const owner = discord.user(OWNER);
    await expect(owner.slash(['kpi'])).rejects.toThrow('not complete');
    await expect(owner.slash(['nothing'])).rejects.toThrow('No command /nothing');
    await expect(owner.slash(['kpi', 'summary'], { day: 1 })).rejects.toThrow("no option 'day'");
    await expect(owner.slash(['kpi', 'summary'], { days: 0.5 })).rejects.toThrow('whole number');
    await expect(owner.slash(['kpi', 'summary'], { days: 366 })).rejects.toThrow('between 1 and 365');
    await expect(owner.autocomplete(['kpi', 'summary'], 'days', '1')).rejects.toThrow('no choices');
  });

  it('offers choices while one types', async () => {
    const discord = await discordForTest();
    const client = await clientFor(discord, (i) => {
      if (!i.isAutocomplete()) return undefined;
      const { name, value } = i.options.getFocused(true);
      return i.respond([{ name: `${name}: ${value} in ${i.options.getInteger('days')}`, value: 'nyx' }]);
    });
    await client.application.commands.set([KPI]);
    const choices = await discord.user(OWNER).autocomplete(['kpi', 'summary'], 'artist', 'ny', { days: 28 });
    expect(choices).toEqual([{ name: 'artist: ny in 28', value: 'nyx' }]);
    expectClean(discord);
  });

  it('is thinking, then shows a picture only he sees; its bytes are served', async () => {
    const discord = await discordForTest();
    let go = (): void => undefined;
    const drawn = new Promise<void>((ok) => {
      go = ok;
    });
    const client = await clientFor(discord, async (i) => {
      if (!i.isChatInputCommand()) return;
      await i.deferReply({ flags: MessageFlags.Ephemeral });
      await drawn;
      const chart = new AttachmentBuilder(PNG, { name: 'chart.png', description: 'Streams: 12, up 3' });
      const embed = new EmbedBuilder()
        .setTitle('Streams')
        .setImage('attachment://chart.png')
        .addFields({ name: 'n', value: '12' });
      await i.editReply({ embeds: [embed], files: [chart], components: [row()] });
    });
    await client.application.commands.set([KPI]);
    const exchange = await discord.user(OWNER).slash(['kpi', 'deep', 'track']);
    expect(exchange).toMatchObject({ ack: 'defer', ephemeral: true, answerMs: null });
    expect(exchange.message?.flags).toBe(64 | 128);
    go();
    const answer = await exchange.answer();
    expect(answer.flags).toBe(64);
    expect(answer.attachments).toMatchObject([{ description: 'Streams: 12, up 3', width: 2, height: 1 }]);
    const url = answer.embeds[0]?.image?.url ?? '';
    expect(discord.attachment(url)?.bytes.equals(PNG)).toBe(true);
    const served = await fetch(url);
    expect(served.headers.get('content-type')).toBe('image/png');
    expect(Buffer.from(await served.arrayBuffer()).equals(PNG)).toBe(true);
    expect(discord.messages('numbers')).toEqual([]);
    expect(discord.user(OTHER).messages('numbers')).toEqual([]);
    expect(discord.user(OWNER).messages('numbers')).toHaveLength(1);
    await expect(discord.user(OTHER).press(answer, 'more')).rejects.toThrow('sees no such message');
    expectClean(discord);
  });

  it('updates by button and by menu', async () => {
    const discord = await discordForTest();
    const menu = new ActionRowBuilder<StringSelectMenuBuilder>().addComponents(
      new StringSelectMenuBuilder()
        .setCustomId('days')
        .addOptions({ label: '7', value: '7' }, { label: '28', value: '28' }),
    );
    const client = await clientFor(discord, async (i) => {
      if (i.isChatInputCommand()) await i.reply({ content: 'first', components: [row(), menu] });
      if (i.isButton()) await i.update({ content: `second after ${i.message.content}` });
      if (i.isStringSelectMenu()) {
        await i.deferUpdate();
        await i.editReply({ content: `${i.values.join()} days`, components: [] });
        await i.followUp({ content: 'by the way', flags: MessageFlags.Ephemeral });
      }
    });
    await client.application.commands.set([KPI]);
    const owner = discord.user(OWNER);
    const first = await (await owner.slash(['kpi', 'summary'])).answer();
    await expect(owner.press(first, 'less')).rejects.toThrow("no button 'less'");
    await expect(owner.select(first, 'days', ['9'])).rejects.toThrow("no choice '9'");
    const pressed = await owner.press(first, 'more');
    expect(pressed).toMatchObject({ kind: 'component', ack: 'update' });
    expect((await pressed.answer()).content).toBe('second after first');
    const chosen = await discord.user(OTHER).select(first, 'days', ['28']);
    expect(chosen.ack).toBe('deferUpdate');
    expect(await chosen.answer()).toMatchObject({ id: first.id, content: '28 days', components: [] });
    await discord.waitFor(() => chosen.followUps.length === 1);
    expect(chosen.followUps[0]?.content).toBe('by the way');
    expect(discord.messages('numbers')).toHaveLength(1);
    expectClean(discord);
  });

  it('opens a modal and takes what is filled in', async () => {
    const discord = await discordForTest();
    const code = new TextInputBuilder()
      .setCustomId('code')
      .setStyle(TextInputStyle.Short)
      .setMinLength(4)
      .setMaxLength(10);
    const modal = new ModalBuilder()
      .setCustomId('challenge:1')
      .setTitle('Code')
      .addLabelComponents(new LabelBuilder().setLabel('Code').setTextInputComponent(code));
    const client = await clientFor(discord, async (i) => {
      if (i.isChatInputCommand()) await i.showModal(modal);
      if (i.isModalSubmit())
        await i.reply({
          content: `${i.customId} ${i.fields.getTextInputValue('code')}`,
          flags: MessageFlags.Ephemeral,
        });
    });
    await client.application.commands.set([KPI]);
    const owner = discord.user(OWNER);
    const opened = await owner.slash(['kpi', 'summary']);
    expect(opened).toMatchObject({ ack: 'modal', modal: { custom_id: 'challenge:1', title: 'Code' } });
    await expect(opened.answer()).rejects.toThrow('modal');
    await expect(owner.submit(opened, {})).rejects.toThrow("'code' is required");
    await expect(owner.submit(opened, { code: '123' })).rejects.toThrow('between 4 and 10');
    await expect(discord.user(OTHER).submit(opened, { code: '1234' })).rejects.toThrow('does not see');
    const sent = await owner.submit(opened, { code: '123456' });
    expect(sent).toMatchObject({ kind: 'modal', ack: 'reply', ephemeral: true });
    expect((await sent.answer()).content).toBe('challenge:1 123456');
    expectClean(discord);
  });
});
