import { createCanvas } from '@napi-rs/canvas';
import {
  ActionRowBuilder,
  AttachmentBuilder,
  type AutocompleteInteraction,
  ButtonBuilder,
  type ButtonInteraction,
  ButtonStyle,
  type ChatInputCommandInteraction,
  Client,
  ContainerBuilder,
  EmbedBuilder,
  GatewayIntentBits,
  type Interaction,
  LabelBuilder,
  MessageFlags,
  ModalBuilder,
  type ModalSubmitInteraction,
  Partials,
  SlashCommandBuilder,
  StringSelectMenuBuilder,
  TextInputBuilder,
  TextInputStyle,
} from 'discord.js';

const ARTISTS = ['Nyx', 'Nyx & the Hours', 'Vale', 'Ostrava'];

const COMMANDS = [
  new SlashCommandBuilder()
    .setName('kpi')
    .setDescription('Figures of the label')
    .addSubcommand((sub) =>
      sub
        .setName('summary')
        .setDescription('Streams, followers and revenue at one glance')
        .addStringOption((option) =>
          option
            .setName('period')
            .setDescription('Which time')
            .addChoices({ name: 'Last 7 days', value: '7d' }, { name: 'Last 28 days', value: '28d' }),
        )
        .addIntegerOption((option) =>
          option.setName('top').setDescription('How many songs').setMinValue(1).setMaxValue(10),
        ),
    )
    .addSubcommand((sub) =>
      sub
        .setName('streams')
        .setDescription('Streams by day, with a chart')
        .addStringOption((option) =>
          option.setName('artist').setDescription('Whose streams').setRequired(true).setAutocomplete(true),
        )
        .addStringOption((option) =>
          option
            .setName('period')
            .setDescription('Which time')
            .addChoices({ name: 'Last 7 days', value: '7d' }, { name: 'Last 28 days', value: '28d' }),
        ),
    )
    .addSubcommand((sub) => sub.setName('money').setDescription('What was earned; only you see the answer')),
  new SlashCommandBuilder().setName('login').setDescription('Ask for a code in direct messages'),
  new SlashCommandBuilder().setName('board').setDescription('The whole label in one message'),
  new SlashCommandBuilder().setName('silent').setDescription('Never answers'),
];

/** A bot as a test needs it: everything the page can show, once. */
export async function startChatBot(token: string, api: string): Promise<Client<true>> {
  const client = new Client({
    intents: [GatewayIntentBits.Guilds, GatewayIntentBits.DirectMessages],
    partials: [Partials.Channel],
    rest: { api, version: '10' },
  });
  const ready = new Promise<Client<true>>((resolve) => client.once('clientReady', resolve));
  client.on('interactionCreate', (interaction) => void answer(interaction));
  await client.login(token);
  const online = await ready;
  await online.application.commands.set(COMMANDS);
  return online;
}

async function answer(interaction: Interaction): Promise<void> {
  if (interaction.isAutocomplete()) await artists(interaction);
  else if (interaction.isChatInputCommand()) await command(interaction);
  else if (interaction.isButton()) await button(interaction);
  else if (interaction.isStringSelectMenu()) await interaction.update(board(interaction.values.join()));
  else if (interaction.isModalSubmit()) await code(interaction);
}

async function artists(interaction: AutocompleteInteraction): Promise<void> {
  const typed = interaction.options.getFocused().toLowerCase();
  const found = ARTISTS.filter((name) => name.toLowerCase().includes(typed));
  await interaction.respond(found.map((name) => ({ name, value: name })));
}

async function command(interaction: ChatInputCommandInteraction): Promise<void> {
  const name = interaction.options.getSubcommand(false) ?? interaction.commandName;
  if (name === 'streams') {
    await interaction.deferReply();
    await new Promise((resolve) => setTimeout(resolve, 400));
    await interaction.editReply(streams(interaction.options.getString('artist', true), 1));
  } else if (name === 'money') {
    await interaction.reply({ content: '**12.34 EUR** earned', flags: MessageFlags.Ephemeral });
  } else if (name === 'board') {
    await interaction.reply(board('28 days'));
  } else if (name === 'login') {
    await interaction.user.send(prompt);
    await interaction.reply({ content: 'See your direct messages.', flags: MessageFlags.Ephemeral });
  } else if (name === 'summary') {
    const { options } = interaction;
    await interaction.reply(summary(options.getString('period') ?? '28d', options.getInteger('top') ?? 3));
  }
}

const summary = (period: string, top: number) => ({
  content: [
    `**Summary** ${period}, top ${top} <script>alert("never")</script>`,
    '- Streams **48,210** ▲ *+12.5 %*',
    '- Followers **1,904** ▼ *-0.3 %*',
    '```\nSong            Streams   Change  Saves  Share of all\nGlass Hours      18,204  +12.5 %    911        37.8 %\nUnder the Ice     9,120   -3.1 %    402        18.9 %\n```',
    'See [the guide](https://example.org/guide) and `bedrot summary`.',
    '-# As of 22 Nov 2026, 06:00 UTC',
  ].join('\n'),
});

const streams = (artist: string, round: number) => ({
  embeds: [
    new EmbedBuilder()
      .setTitle(`Streams of ${artist}`)
      .setDescription(`**48,210** streams in 28 days, ▲ +12.5 % against the 28 days before. Round ${round}.`)
      .setColor(0x3b82f6)
      .addFields(
        { name: 'Spotify', value: '31,004 ▲ +9.1 %', inline: true },
        { name: 'Apple Music', value: '11,890 ▲ +21.0 %', inline: true },
        { name: 'Tidal', value: '5,316 ▼ -2.2 %', inline: true },
      )
      .setImage('attachment://streams.png')
      .setFooter({ text: 'trend · as of 22 Nov 2026, 06:00 UTC' }),
  ],
  files: [
    new AttachmentBuilder(chart(), { name: 'streams.png', description: `Line chart: streams of ${artist}` }),
  ],
  components: [
    new ActionRowBuilder<ButtonBuilder>().addComponents(
      new ButtonBuilder()
        .setCustomId(`again:${artist}:${round + 1}`)
        .setLabel('Refresh')
        .setStyle(ButtonStyle.Primary),
      new ButtonBuilder().setCustomId('csv').setLabel('CSV').setStyle(ButtonStyle.Secondary),
      new ButtonBuilder().setCustomId('explain').setLabel('Explain').setStyle(ButtonStyle.Secondary),
    ),
  ],
});

const board = (period: string) => ({
  flags: MessageFlags.IsComponentsV2 as const,
  components: [
    new ContainerBuilder()
      .setAccentColor(0x10b981)
      .addTextDisplayComponents((text) => text.setContent(`## Board\nLast **${period}**`))
      .addSectionComponents((section) =>
        section
          .addTextDisplayComponents((text) => text.setContent('Streams **48,210** ▲ +12.5 %'))
          .setButtonAccessory((press) =>
            press.setCustomId('csv').setLabel('CSV').setStyle(ButtonStyle.Secondary),
          ),
      )
      .addSeparatorComponents((line) => line)
      .addMediaGalleryComponents((gallery) =>
        gallery.addItems((item) =>
          item.setURL('attachment://board.png').setDescription('Streams of the label'),
        ),
      )
      .addActionRowComponents<StringSelectMenuBuilder>((row) =>
        row.addComponents(
          new StringSelectMenuBuilder()
            .setCustomId('period')
            .setPlaceholder('Another period')
            .addOptions(
              { label: 'Last 7 days', value: '7 days' },
              { label: 'Last 28 days', value: '28 days' },
            ),
        ),
      ),
  ],
  files: [new AttachmentBuilder(chart(), { name: 'board.png' })],
  attachments: [],
});

const prompt = {
  content: '**DistroKid asks for a code.** It was sent to your phone. Expires in 10 minutes.',
  components: [
    new ActionRowBuilder<ButtonBuilder>().addComponents(
      new ButtonBuilder().setCustomId('code').setLabel('Enter the code').setStyle(ButtonStyle.Success),
      new ButtonBuilder().setCustomId('skip').setLabel('Skip this run').setStyle(ButtonStyle.Danger),
    ),
  ],
};

async function button(interaction: ButtonInteraction): Promise<void> {
  const [what, artist = '', round = '1'] = interaction.customId.split(':');
  if (what === 'again' && interaction.user.username !== 'owner')
    await interaction.reply({ content: 'Only the owner may do this.', flags: MessageFlags.Ephemeral });
  else if (what === 'again') await interaction.update({ ...streams(artist, Number(round)), attachments: [] });
  else if (what === 'csv')
    await interaction.reply({
      content: 'The rows of this answer.',
      files: [new AttachmentBuilder(Buffer.from('day,streams\n2026-11-21,1830\n'), { name: 'streams.csv' })],
    });
  else if (what === 'code')
    await interaction.showModal(
      new ModalBuilder()
        .setCustomId('code-form')
        .setTitle('Code for DistroKid')
        .addLabelComponents(
          new LabelBuilder()
            .setLabel('Code')
            .setDescription('Six digits, from your phone')
            .setTextInputComponent(
              new TextInputBuilder()
                .setCustomId('value')
                .setStyle(TextInputStyle.Short)
                .setMinLength(6)
                .setMaxLength(6),
            ),
        ),
    );
}

async function code(interaction: ModalSubmitInteraction): Promise<void> {
  if (!interaction.isFromMessage()) return;
  const given = interaction.fields.getTextInputValue('value');
  await interaction.update({ content: `Code of ${given.length} digits taken. Thank you.`, components: [] });
}

/** A line over 28 days, 1200 x 675. */
function chart(): Buffer {
  const canvas = createCanvas(1200, 675);
  const pen = canvas.getContext('2d');
  pen.fillStyle = '#0f172a';
  pen.fillRect(0, 0, 1200, 675);
  pen.strokeStyle = '#334155';
  for (let y = 90; y < 640; y += 110) pen.strokeRect(60, y, 1080, 0);
  pen.strokeStyle = '#3b82f6';
  pen.lineWidth = 6;
  pen.beginPath();
  for (let day = 0; day < 28; day++) pen.lineTo(60 + day * 40, 520 - day * 12 - 60 * Math.sin(day / 2.2));
  pen.stroke();
  return canvas.toBuffer('image/png');
}
