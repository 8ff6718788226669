import {
  ActionRowBuilder,
  AttachmentBuilder,
  ButtonBuilder,
  ButtonStyle,
  ContainerBuilder,
  MediaGalleryBuilder,
  MessageFlags,
  SectionBuilder,
  SeparatorBuilder,
  type TextChannel,
  TextDisplayBuilder,
} from 'discord.js';
import { describe, expect, it } from 'vitest';
import { clientFor, discordForTest, expectClean, OWNER, PNG } from './support/discord-client.ts';

const text = (content: string) => new TextDisplayBuilder().setContent(content);
const button = (id: string) =>
  new ButtonBuilder().setCustomId(id).setLabel(id).setStyle(ButtonStyle.Secondary);

describe('Components V2, with the real client', () => {
  it('are kept with numbers, defaults and the address of the picture; buttons inside are pressed', async () => {
    const discord = await discordForTest();
    const client = await clientFor(
      discord,
      (i) => i.isButton() && i.update({ components: [text(`pressed ${i.customId}`)], files: [] }),
    );
    const channel = client.channels.cache.get(discord.channel('alerts').id) as TextChannel;
    const card = new ContainerBuilder()
      .addTextDisplayComponents(text('# Streams'))
      .addSectionComponents(
        new SectionBuilder().addTextDisplayComponents(text('12')).setButtonAccessory(button('csv')),
      )
      .addSeparatorComponents(new SeparatorBuilder())
      .addMediaGalleryComponents(
        new MediaGalleryBuilder().addItems({ media: { url: 'attachment://chart.png' }, description: 'up' }),
      )
      .addActionRowComponents(new ActionRowBuilder<ButtonBuilder>().addComponents(button('more')));
    const sent = await channel.send({
      ...{
        components: [card],
        flags: MessageFlags.IsComponentsV2,
        files: [new AttachmentBuilder(PNG, { name: 'chart.png' })],
      },
    });
    const [kept] = discord.messages('alerts');
    const container = kept?.components[0];
    expect(container).toMatchObject({ type: 17, id: 1, accent_color: null, spoiler: false });
    expect(container?.components?.map(({ type, id }) => [type, id])).toEqual([
      [10, 2],
      [9, 3],
      [14, 6],
      [12, 7],
      [1, 8],
    ]);
    const picture = container?.components?.[3]?.items?.[0];
    expect(picture).toMatchObject({ description: 'up', media: { url: kept?.attachments[0]?.url } });
    expect(discord.attachment(picture?.media.url ?? '')?.bytes.equals(PNG)).toBe(true);
    const pressed = await discord.user(OWNER).press(sent.id, 'csv');
    expect((await pressed.answer()).components).toEqual([{ type: 10, id: 1, content: 'pressed csv' }]);
    expectClean(discord);
  });

  it('a picture that was not sent with it is refused', async () => {
    const discord = await discordForTest();
    const client = await clientFor(discord);
    const channel = client.channels.cache.get(discord.channel('alerts').id) as TextChannel;
    await expect(
      channel.send({ embeds: [{ image: { url: 'attachment://gone.png' } }] }),
    ).rejects.toMatchObject({ code: 50035 });
  });

  it('files stay through an edit that does not name them, and go with one that names others', async () => {
    const discord = await discordForTest();
    const client = await clientFor(discord);
    const channel = client.channels.cache.get(discord.channel('alerts').id) as TextChannel;
    const file = (name: string) => new AttachmentBuilder(PNG, { name });
    const sent = await channel.send({ content: 'x', files: [file('a.png')] });
    const names = () => discord.messages('alerts')[0]?.attachments.map(({ filename }) => filename);
    await sent.edit('y');
    expect(names()).toEqual(['a.png']);
    await sent.edit({ files: [file('b.png')] });
    expect(names()).toEqual(['b.png']);
    await sent.edit({ attachments: [] });
    expect(names()).toEqual([]);
    expectClean(discord);
  });

  it('a deleted channel is gone for the bot', async () => {
    const discord = await discordForTest();
    const client = await clientFor(discord);
    const channel = client.channels.cache.get(discord.channel('alerts').id) as TextChannel;
    discord.deleteChannel('alerts');
    await expect.poll(() => client.channels.cache.has(channel.id)).toBe(false);
    await expect(channel.send('x')).rejects.toMatchObject({ code: 10003 });
    expectClean(discord);
  });
});
