import { componentBox } from './components.js';
import { el, initials } from './dom.js';
import { embedBox, fileBox } from './embed.js';
import { markdown } from './markdown.js';
import { clock, format } from './time.js';

/** @import { MessageView } from './view.ts' */
/** @import { Component } from '../wire.ts' */
/** @import { Names } from './markdown.js' */

const EPHEMERAL = 64;
const LOADING = 128;

/**
 * What a message needs of the page.
 * @typedef {object} Room
 * @property {Names} names
 * @property {(message: MessageView, customId: string) => Promise<void>} press
 * @property {(message: MessageView, customId: string, values: string[]) => Promise<void>} select
 * @property {(message: MessageView) => void} dismiss
 * @property {(message: MessageView) => string} trouble why the last press came to nothing; ''
 */

/** @param {MessageView} message @param {boolean} follows whether the one before has the same author @param {Room} room */
export function messageBox(message, follows, room) {
  const { author, flags, used } = message;
  const name = author.global_name ?? author.username;
  const thinking = (flags & LOADING) !== 0;
  const hidden = (flags & EPHEMERAL) !== 0;
  const trouble = room.trouble(message);
  return el(
    'article',
    {
      class: `message${follows ? ' follows' : ''}${hidden ? ' ephemeral' : ''}`,
      'data-id': message.id,
      'aria-label': `${name}, ${clock(new Date(message.timestamp))}`,
    },
    used && usedLine(used),
    el(
      'div',
      { class: `avatar${author.bot ? ' app' : ''}`, 'aria-hidden': 'true' },
      follows ? '' : initials(name),
    ),
    el(
      'div',
      { class: 'body' },
      !follows && head(message, name),
      thinking
        ? el('p', { class: 'thinking' }, dots(), `${name} is thinking…`)
        : el('div', { class: 'content' }, ...content(message, room)),
      trouble !== '' && el('p', { class: 'failed', role: 'alert' }, trouble),
      hidden && onlyYou(() => room.dismiss(message)),
    ),
  );
}

/** @param {MessageView} message @param {string} name */
const head = ({ author, timestamp }, name) =>
  el(
    'p',
    { class: 'head' },
    el('span', { class: 'name' }, name),
    author.bot === true && el('span', { class: 'tag' }, 'APP'),
    el(
      'time',
      { dateTime: timestamp, title: format(Date.parse(timestamp), 'F') },
      clock(new Date(timestamp)),
    ),
  );

/** @param {{ by: string, name: string }} used */
const usedLine = ({ by, name }) =>
  el('p', { class: 'used' }, el('span', { class: 'used-by' }, by), ' used ', el('code', {}, `/${name}`));

export const dots = () => el('span', { class: 'dots', 'aria-hidden': 'true' }, el('i'), el('i'), el('i'));

/** @param {() => void} dismiss */
const onlyYou = (dismiss) =>
  el(
    'p',
    { class: 'only-you' },
    'Only you can see this · ',
    el('button', { type: 'button', class: 'plain', onclick: dismiss }, 'Dismiss'),
  );

/** @param {MessageView} message @param {Room} room */
function content(message, room) {
  const { embeds, attachments, components } = message;
  const shown = new Set([
    ...embeds.flatMap(({ image, thumbnail }) => [image?.url, thumbnail?.url]),
    ...components.flatMap(addresses),
  ]);
  const hands = {
    press: (/** @type {string} */ customId) => room.press(message, customId),
    select: (/** @type {string} */ customId, /** @type {string[]} */ values) =>
      room.select(message, customId, values),
    names: room.names,
    files: attachments,
  };
  return [
    message.content !== '' &&
      el('div', { class: 'text' }, ...markdown(message.content, room.names), edited(message)),
    ...attachments.filter(({ url }) => !shown.has(url)).map(fileBox),
    ...embeds.map((embed) => embedBox(embed, attachments, room.names)),
    message.content === '' && edited(message),
    ...components.map((component) => componentBox(component, hands)),
  ];
}

/** @param {Component} component @returns {(string | undefined)[]} */
const addresses = ({ components = [], accessory, items = [], media, file }) => [
  ...[media?.url, file?.url, ...items.map((item) => item.media.url)],
  ...[...components, ...(accessory ? [accessory] : [])].flatMap(addresses),
];

/** @param {MessageView} message */
const edited = ({ edited_timestamp: at }) =>
  at !== null && el('span', { class: 'edited', title: format(Date.parse(at), 'F') }, ' (edited)');
