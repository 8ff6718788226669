import { byId, el, freshId } from './dom.js';

/** @typedef {{ label: string, detail?: string, note?: string, pick: () => void }} Suggestion */

/**
 * The list above the composer: one at a time, moved through with the arrows while the focus stays in the input (the
 * combobox pattern of ARIA).
 */
export class Suggestions {
  /** @type {readonly Suggestion[]} */
  #items = [];
  #active = 0;
  /** @type {HTMLElement | null} */
  #input = null;
  #box;
  #list = el('div', { role: 'listbox', id: freshId('suggestions'), class: 'options' });
  #heading = el('div', { class: 'popup-head' });

  /** @param {HTMLElement} box where it is shown */
  constructor(box) {
    this.#box = box;
    box.append(this.#heading, this.#list);
    this.hide();
  }

  get open() {
    return !this.#box.hidden && this.#items.length > 0;
  }

  /**
   * @param {HTMLElement} input that has the focus
   * @param {(Node | string)[]} heading
   * @param {readonly Suggestion[]} items none: only the heading is shown
   */
  show(input, heading, items) {
    this.hide();
    this.#input = input;
    this.#items = items;
    this.#active = 0;
    this.#heading.replaceChildren(...heading);
    this.#list.replaceChildren(...items.map((item) => this.#option(item)));
    this.#list.hidden = items.length === 0;
    this.#box.hidden = heading.length + items.length === 0;
    byId('composer').classList.toggle('choosing', !this.#box.hidden);
    input.setAttribute('aria-expanded', String(this.open));
    if (items.length > 0) input.setAttribute('aria-controls', this.#list.id);
    this.#mark();
  }

  hide() {
    this.#box.hidden = true;
    this.#items = [];
    this.#input?.setAttribute('aria-expanded', 'false');
    this.#input?.removeAttribute('aria-activedescendant');
  }

  /** Whether it took the key: arrows move, Enter and Tab pick, Escape closes. @param {KeyboardEvent} event */
  takes(event) {
    if (!this.open || event.isComposing) return false;
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') this.#move(event.key === 'ArrowDown' ? 1 : -1);
    else if ((event.key === 'Enter' || event.key === 'Tab') && !event.shiftKey && !event.ctrlKey)
      this.#items[this.#active]?.pick();
    else if (event.key === 'Escape') this.hide();
    else return false;
    event.preventDefault();
    event.stopPropagation();
    return true;
  }

  /** @param {Suggestion} item */
  #option({ label, detail, note, pick }) {
    const option = el(
      'div',
      { role: 'option', id: freshId('option'), class: 'option' },
      el('span', { class: 'option-label' }, label),
      detail && el('span', { class: 'option-detail' }, detail),
      note && el('span', { class: 'option-note' }, note),
    );
    // The press must not take the focus from the input.
    option.onmousedown = (event) => event.preventDefault();
    option.onclick = pick;
    option.onmousemove = () => {
      const at = [...this.#list.children].indexOf(option);
      if (at !== this.#active) this.#move(at - this.#active);
    };
    return option;
  }

  /** @param {number} by */
  #move(by) {
    this.#active = (this.#active + by + this.#items.length) % this.#items.length;
    this.#mark();
  }

  #mark() {
    for (const [at, option] of [...this.#list.children].entries()) {
      option.setAttribute('aria-selected', String(at === this.#active));
      if (at !== this.#active) continue;
      this.#input?.setAttribute('aria-activedescendant', option.id);
      option.scrollIntoView({ block: 'nearest' });
    }
  }
}
