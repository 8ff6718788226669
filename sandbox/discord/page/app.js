import * as api from './api.js';
import { Composer } from './composer.js';
import { byId, el } from './dom.js';
import { Log } from './log.js';
import { openModal } from './modal.js';
import { anchor, Sidebar, title } from './sidebar.js';
import { Messages, ReadMarks } from './store.js';
import { keepTime } from './time.js';

/** @import { ChannelView, ExchangeView, MessageView, PageEvent, StateView } from './view.ts' */

const SILENT = 'The application did not respond.';

/** @type {StateView} */
let state = await api.readState();
api.actAs(state.me.id);
let current = '';
const marks = new ReadMarks(state.me.id);
const messages = new Messages();
const sidebar = new Sidebar();
const log = new Log({
  names: (id) =>
    [...state.people, state.bot].find((person) => person.id === id)?.name ??
    state.channels.find((channel) => channel.id === id)?.name,
  press: (message, customId) => onMessage(message, () => api.press(message.id, customId)),
  select: (message, customId, values) => onMessage(message, () => api.select(message.id, customId, values)),
  dismiss: ({ id }) => {
    messages.dismiss(id);
    draw();
  },
  trouble: ({ id }) => messages.trouble(id),
});
const composer = new Composer({ say, call, channel: () => current });

/** The open channel. */
const here = () => state.channels.find(({ id }) => id === current);

/** @param {ChannelView} channel */
const unread = ({ id, last }) => id !== current && marks.isNewer(id, last);

function draw() {
  const channel = here();
  if (channel === undefined) return;
  const last = messages.last ?? channel.last;
  if (last !== null) marks.set(current, last);
  log.draw(messages.all(), welcome(channel));
  drawFrame(channel);
}

/** @param {ChannelView} channel */
function drawFrame(channel) {
  sidebar.draw(state, current, unread);
  byId('room-name').textContent = title(channel);
  byId('room-note').textContent = state.online ? '' : `${state.bot.name} is not connected.`;
  const waiting = state.channels.some(unread) ? '• ' : '';
  document.title = `${waiting}${title(channel)} - Local chat`;
  const commands = channel.kind === 'dm' ? state.commands.dm : state.commands.guild;
  composer.update(title(channel), commands, state.people, state.bot.name);
}

/** @param {ChannelView} channel */
const welcome = (channel) =>
  el(
    'div',
    { class: 'empty' },
    el('p', { class: 'empty-title' }, title(channel)),
    el(
      'p',
      {},
      'Nothing was written here yet. Type ',
      el('kbd', {}, '/'),
      ` to see what ${state.bot.name} can answer.`,
    ),
  );

/** The channel of the address; the first one when it names none. */
function channelOfAddress() {
  const wanted = state.channels.find((channel) => anchor(channel) === location.hash);
  return (wanted ?? state.channels[0])?.id ?? '';
}

async function enter() {
  const next = channelOfAddress();
  if (next === current) return;
  current = next;
  messages.clear();
  log.clear();
  composer.reset();
  await readAll();
}

/** @param {unknown} error */
const complain = (error) => composer.say(error instanceof Error ? error.message : String(error), 'bad');

/** Reads until nothing happened meanwhile, so that no event is overwritten by what was true before it. */
async function readAll() {
  for (let seen = -1; seen !== messages.changes; ) {
    seen = messages.changes;
    const channel = current;
    const [now, all] = await Promise.all([api.readState(), api.readMessages(channel)]);
    if (channel !== current) return;
    state = now;
    if (seen === messages.changes) messages.replace(all);
  }
  draw();
}

/** @type {ReturnType<typeof setTimeout> | undefined} */
let typing;

/** @param {PageEvent} event */
function happened(event) {
  if (event.type === 'state') return void readAll().catch(complain);
  if (event.type === 'typing') {
    if (event.channel !== current) return;
    composer.say(`${state.bot.name} is typing…`, 'busy');
    clearTimeout(typing);
    typing = setTimeout(() => composer.say(''), 10_000);
    return;
  }
  if (event.type === 'gone') {
    if (event.channel === current) messages.remove(event.id);
    return draw();
  }
  const { message, created } = event;
  const channel = state.channels.find(({ id }) => id === message.channel);
  if (channel === undefined) return void readAll().catch(complain);
  if (created) channel.last = message.id;
  if (message.channel !== current) return drawFrame(/** @type {ChannelView} */ (here()));
  if (typing !== undefined && created) {
    clearTimeout(typing);
    typing = undefined;
    composer.say('');
  }
  messages.put(message);
  draw();
}

/** @param {string} text */
async function say(text) {
  await api.send(current, text).catch(complain);
}

/** @param {{ path: string[], name: string, options: Record<string, unknown> }} wanted */
async function call({ path, name, options }) {
  const channel = current;
  try {
    const exchange = await api.slash({ channel, path, options });
    composer.say('');
    if (exchange.state === 'failed') {
      messages.addFailed(state, name, SILENT);
      draw();
    } else opened(exchange);
  } catch (error) {
    complain(error);
  }
}

/** @param {MessageView} message @param {() => Promise<ExchangeView>} act */
async function onMessage(message, act) {
  try {
    const exchange = await act();
    messages.setTrouble(message.id, exchange.state === 'failed' ? SILENT : '');
    opened(exchange);
  } catch (error) {
    messages.setTrouble(message.id, /** @type {Error} */ (error).message);
  }
  draw();
}

/** @param {ExchangeView} exchange */
function opened(exchange) {
  if (exchange.modal === null) return;
  openModal(exchange.modal, async (fields) => {
    try {
      const { state: how } = await api.submit(exchange.id, fields);
      return how === 'failed' ? `${SILENT} Try again, or cancel.` : '';
    } catch (error) {
      return /** @type {Error} */ (error).message;
    }
  });
}

addEventListener('hashchange', () => void enter().catch(complain));
await enter();
keepTime();
api.listen(happened, (connected) => {
  const trouble = byId('trouble');
  trouble.hidden = connected;
  trouble.textContent = 'The connection to the demo is lost. Is it still running? Trying again.';
});
if (matchMedia('(hover: hover)').matches) composer.focus();
document.documentElement.dataset.ready = 'true';
