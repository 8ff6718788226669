import { byId, el } from './dom.js';
import { messageBox } from './message.js';
import { day } from './time.js';

/** @import { MessageView } from './view.ts' */
/** @import { Room } from './message.js' */

/** Messages of one author within this time stand together, ms. */
const TOGETHER = 7 * 60_000;
/** Nearer to the end than this counts as at the end, px. */
const NEAR = 80;

/** The messages of the open channel. Only what changed is drawn anew, so nothing jumps or loses the focus. */
export class Log {
  #box = byId('log');
  #toEnd = byId('to-end');
  #room;
  /** By id: the element, and what it was drawn from. @type {Map<string, { element: HTMLElement, from: string }>} */
  #drawn = new Map();
  #atEnd = true;

  /** @param {Room} room */
  constructor(room) {
    this.#room = room;
    // Scrolled with the keyboard too.
    this.#box.tabIndex = 0;
    this.#toEnd.onclick = () => this.#end();
    this.#box.onscroll = () => {
      this.#atEnd = this.#isAtEnd();
      if (this.#atEnd) this.#toEnd.hidden = true;
    };
    // A composer that grows, a picture that arrives, a window that turns: who was at the end stays there.
    new ResizeObserver(() => this.#atEnd && this.#end()).observe(this.#box);
    this.#box.addEventListener('load', () => this.#atEnd && this.#end(), true);
  }

  /** Another channel. */
  clear() {
    this.#drawn.clear();
    this.#box.replaceChildren();
    this.#atEnd = true;
    this.#toEnd.hidden = true;
  }

  /** @param {readonly MessageView[]} messages oldest first @param {Node} empty what stands there when there is none */
  draw(messages, empty) {
    // The scroll event of this very moment may not have come yet.
    if (this.#drawn.size > 0) this.#atEnd = this.#isAtEnd();
    const grew = messages.some(({ id }) => !this.#drawn.has(id)) && this.#drawn.size > 0;
    /** @type {Node[]} */
    const nodes = [];
    /** @type {Map<string, { element: HTMLElement, from: string }>} */
    const drawn = new Map();
    /** @type {MessageView | undefined} */
    let before;
    for (const message of messages) {
      const today = day(new Date(message.timestamp));
      if (!before || day(new Date(before.timestamp)) !== today) {
        nodes.push(el('p', { class: 'day' }, el('span', {}, today)));
        before = undefined;
      }
      const entry = this.#entry(message, follows(message, before));
      drawn.set(message.id, entry);
      nodes.push(entry.element);
      before = message;
    }
    const held = document.activeElement?.closest('.message');
    const at = controls(held).indexOf(/** @type {HTMLElement} */ (document.activeElement));
    this.#drawn = drawn;
    this.#place(nodes.length > 0 ? nodes : [empty]);
    // The button that was pressed has a successor in its place when the message was edited.
    if (at >= 0 && held?.isConnected === false) {
      const now = this.#drawn.get(held.getAttribute('data-id') ?? '')?.element;
      controls(now)[at]?.focus({ preventScroll: true });
    }
    if (this.#atEnd) this.#end();
    else if (grew) this.#toEnd.hidden = false;
  }

  /** @param {MessageView} message @param {boolean} together */
  #entry(message, together) {
    const from = JSON.stringify([message, together, this.#room.trouble(message)]);
    const known = this.#drawn.get(message.id);
    return known?.from === from ? known : { element: messageBox(message, together, this.#room), from };
  }

  /** Puts the nodes there without moving those that stand right. @param {Node[]} nodes */
  #place(nodes) {
    const wanted = new Set(nodes);
    for (const child of [...this.#box.childNodes]) if (!wanted.has(child)) child.remove();
    for (const [at, node] of nodes.entries()) {
      const there = this.#box.childNodes[at] ?? null;
      if (there !== node) this.#box.insertBefore(node, there);
    }
  }

  #isAtEnd() {
    return this.#box.scrollHeight - this.#box.scrollTop - this.#box.clientHeight < NEAR;
  }

  #end() {
    this.#box.scrollTop = this.#box.scrollHeight;
    this.#atEnd = true;
    this.#toEnd.hidden = true;
  }
}

/** @param {MessageView} message @param {MessageView | undefined} before */
const follows = (message, before) =>
  before !== undefined &&
  message.used === null &&
  message.author.id === before.author.id &&
  (message.flags & 64) === (before.flags & 64) &&
  Date.parse(message.timestamp) - Date.parse(before.timestamp) < TOGETHER;

/** What can be pressed or chosen in a message, in order. @param {Element | null | undefined} message @returns {HTMLElement[]} */
const controls = (message) =>
  [...(message?.querySelectorAll('[data-custom-id]') ?? [])].map(
    (control) => /** @type {HTMLElement} */ (control),
  );
