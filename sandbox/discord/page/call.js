import { autocomplete } from './api.js';
import { Chip } from './chip.js';
import { el } from './dom.js';

/** @import { Callable } from './commands.js' */
/** @import { Suggestions } from './suggestions.js' */
/** @import { CommandOption } from '../wire.ts' */

/**
 * A command that is being filled in: the required options stand there as chips, the others can be added.
 * @typedef {object} CallHands
 * @property {Suggestions} suggestions
 * @property {() => string} channel
 * @property {readonly { id: string, name: string }[]} people
 * @property {HTMLButtonElement} send
 * @property {() => void} leave back to plain text
 */

export class Call {
  #hands;
  #command;
  /** @type {Map<string, Chip>} */
  #chips = new Map();
  #more = el('span', { class: 'more' });
  #area = el('div', { class: 'chips' });
  element;

  /** @param {Callable} command @param {CallHands} hands */
  constructor(command, hands) {
    this.#command = command;
    this.#hands = hands;
    const pill = el(
      'button',
      { type: 'button', class: 'pill', title: 'Choose another command', onclick: () => hands.leave() },
      `/${command.name}`,
    );
    this.element = el('div', { class: 'call', role: 'group', 'aria-label': `/${command.name}` }, this.#area);
    this.#area.append(pill, this.#more);
    for (const option of command.options) if (option.required) this.#add(option);
    this.#offer();
    this.element.addEventListener('keydown', (event) => {
      if (event.key !== 'Escape') return;
      event.preventDefault();
      hands.leave();
    });
  }

  get command() {
    return this.#command;
  }

  /** To the first that is still needed, or to the button that sends. */
  focus() {
    const empty = [...this.#chips.values()].find((chip) => chip.needed);
    if (empty) empty.focus();
    else {
      this.#hands.suggestions.hide();
      this.#hands.send.focus();
    }
  }

  /** The values, or null when something is wrong: then it is marked and has the focus. */
  values() {
    const read = [...this.#chips.values()].map((chip) => ({ chip, ...chip.read() }));
    for (const { chip, wrong } of read) chip.say(wrong);
    const bad = read.find(({ wrong }) => wrong !== '');
    if (bad) {
      bad.chip.focus();
      return null;
    }
    return Object.fromEntries(
      read.filter(({ value }) => value !== undefined).map(({ chip, value }) => [chip.name, value]),
    );
  }

  /** @param {CommandOption} option */
  #add(option) {
    const chip = new Chip(option, {
      suggestions: this.#hands.suggestions,
      people: this.#hands.people,
      done: () => this.focus(),
      remove: () => this.#remove(option),
      ask: (text) => this.#ask(option, text),
    });
    this.#chips.set(option.name, chip);
    this.#more.before(chip.element);
    return chip;
  }

  /** @param {CommandOption} option */
  #remove(option) {
    this.#chips.get(option.name)?.element.remove();
    this.#chips.delete(option.name);
    this.#offer();
    const last = [...this.#chips.values()].at(-1);
    if (last) last.focus();
    else this.focus();
  }

  #offer() {
    const left = this.#command.options.filter(({ name }) => !this.#chips.has(name));
    this.#more.replaceChildren(
      ...left.map((option) =>
        el(
          'button',
          {
            type: 'button',
            class: 'add',
            title: option.description,
            'aria-label': `Add ${option.name}: ${option.description}`,
            onclick: () => {
              const chip = this.#add(option);
              this.#offer();
              chip.focus();
            },
          },
          `+ ${option.name}`,
        ),
      ),
    );
  }

  /** @param {CommandOption} option @param {string} text */
  #ask(option, text) {
    const others = [...this.#chips.values()]
      .filter(({ name }) => name !== option.name)
      .map((chip) => /** @type {const} */ ([chip.name, chip.read().value]))
      .filter(([, value]) => value !== undefined);
    return autocomplete({
      ...{ channel: this.#hands.channel(), path: this.#command.path, option: option.name, text },
      others: Object.fromEntries(others),
    });
  }
}
