import { byId, el, initials } from './dom.js';

/** @import { ChannelView, StateView } from './view.ts' */

const NARROW = matchMedia('(max-width: 799px)');

/** As the address writes a channel: `#dm`, `#daily`. @param {ChannelView} channel */
export const anchor = (channel) => (channel.kind === 'dm' ? '#dm' : `#${encodeURIComponent(channel.name)}`);

/** @param {ChannelView} channel */
export const title = (channel) => (channel.kind === 'dm' ? channel.name : `#${channel.name}`);

/** The list at the left; a drawer where the window is narrow. */
export class Sidebar {
  #side = byId('side');
  #menu = byId('menu');
  #shade = byId('shade');
  #open = false;

  constructor() {
    this.#menu.onclick = () => this.#turn(!this.#open);
    this.#shade.onclick = () => this.#turn(false);
    this.#side.addEventListener('click', ({ target }) => {
      if (target instanceof Element && target.closest('a')) this.#turn(false);
    });
    document.addEventListener('keydown', ({ key }) => {
      if (key === 'Escape' && this.#open) this.#turn(false);
    });
    NARROW.onchange = () => this.#turn(false);
    this.#turn(false);
    /** @type {HTMLSelectElement} */ (byId('person')).onchange = ({ target }) => {
      const { value } = /** @type {HTMLSelectElement} */ (target);
      location.assign(`${location.pathname}?${new URLSearchParams({ as: value })}${location.hash}`);
    };
  }

  /** @param {StateView} state @param {string} current @param {(channel: ChannelView) => boolean} unread */
  draw(state, current, unread) {
    byId('guild').textContent = state.guild;
    const text = state.channels.filter(({ kind }) => kind === 'text');
    const link = (/** @type {ChannelView} */ channel) =>
      channelLink(channel, channel.id === current, unread(channel), state);
    const threads = (/** @type {ChannelView} */ { id }) =>
      state.channels.filter(({ parent }) => parent === id);
    const list = (/** @type {string} */ name, /** @type {HTMLElement[]} */ items) =>
      el('section', {}, el('h2', {}, name), el('ul', {}, ...items.map((item) => el('li', {}, item))));
    const focused = document.activeElement?.getAttribute('href');
    byId('channels').replaceChildren(
      list(
        'Channels',
        text.flatMap((channel) => [link(channel), ...threads(channel).map(link)]),
      ),
      list('Direct messages', state.channels.filter(({ kind }) => kind === 'dm').map(link)),
    );
    if (focused)
      /** @type {HTMLElement | null} */ (byId('channels').querySelector(`a[href="${focused}"]`))?.focus();
    byId('menu-dot').hidden = !state.channels.some((channel) => channel.id !== current && unread(channel));
    byId('person').replaceChildren(
      ...state.people.map(({ id, name, owner }) =>
        el('option', { value: id, selected: id === state.me.id }, owner ? `${name} (owner)` : name),
      ),
    );
  }

  /** @param {boolean} open */
  #turn(open) {
    const was = this.#open;
    this.#open = open && NARROW.matches;
    this.#side.classList.toggle('open', this.#open);
    this.#side.inert = NARROW.matches && !this.#open;
    this.#shade.hidden = !this.#open;
    this.#menu.setAttribute('aria-expanded', String(this.#open));
    if (this.#open) /** @type {HTMLElement | null} */ (this.#side.querySelector('a'))?.focus();
    else if (was) this.#menu.focus();
  }
}

/** @param {ChannelView} channel @param {boolean} current @param {boolean} unread @param {StateView} state */
function channelLink(channel, current, unread, state) {
  const sign =
    channel.kind === 'dm'
      ? el(
          'span',
          { class: 'avatar app small', 'aria-hidden': 'true' },
          initials(channel.name),
          el('i', { class: state.online ? 'online' : 'offline' }),
        )
      : el('span', { class: 'sign', 'aria-hidden': 'true' }, channel.kind === 'thread' ? '↳' : '#');
  return el(
    'a',
    {
      href: anchor(channel),
      class: `channel ${channel.kind}${unread ? ' unread' : ''}`,
      'aria-current': current ? 'page' : undefined,
    },
    sign,
    el('span', { class: 'channel-name' }, channel.name),
    unread && el('span', { class: 'dot' }, el('span', { class: 'hidden' }, 'unread')),
  );
}
