import { offered, readFile, readOption } from './commands.js';
import { el, freshId } from './dom.js';

/** @import { Suggestions } from './suggestions.js' */
/** @import { Choice, CommandOption } from '../wire.ts' */
/** @typedef {string | number | boolean | { name: string, type: string, base64: string }} Value */

/** Type of an option that takes a file. */
const FILE = 11;

/** Between the last key and the question to the bot, ms. */
const PAUSE = 120;

/**
 * @typedef {object} ChipHands
 * @property {Suggestions} suggestions
 * @property {readonly { id: string, name: string }[]} people
 * @property {() => void} done a value was chosen
 * @property {() => void} remove
 * @property {(text: string) => Promise<Choice[]>} ask the bot for what fits
 */

/** One option of a command: its name, an input, and the list of what it offers. */
export class Chip {
  #option;
  #hands;
  /** What was picked from the list, with the text it stands under. @type {{ name: string, value: Value } | null} */
  #picked = null;
  #asked = 0;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;
  #error = el('span', { class: 'chip-error', role: 'alert' });
  /** @type {HTMLInputElement} */
  #input;
  element;

  /** @param {CommandOption} option @param {ChipHands} hands */
  constructor(option, hands) {
    this.#option = option;
    this.#hands = hands;
    const id = freshId('chip');
    const isFile = option.type === FILE;
    this.#input = el('input', {
      ...{ id, type: isFile ? 'file' : 'text', autocomplete: 'off', spellcheck: false },
      ...(isFile ? {} : { role: 'combobox', 'aria-autocomplete': 'list', 'aria-expanded': 'false' }),
      'aria-required': option.required === true,
      inputMode: option.type === 4 || option.type === 10 ? 'decimal' : 'text',
      placeholder: option.required ? 'needed' : '',
    });
    const away = el(
      'button',
      { type: 'button', class: 'chip-away', 'aria-label': `Without ${option.name}` },
      '×',
    );
    away.onclick = hands.remove;
    this.element = el(
      'span',
      { class: 'chip', 'data-option': option.name },
      el('label', { htmlFor: id }, option.name),
      this.#input,
      option.required !== true && away,
      this.#error,
    );
    this.#input.onchange = () => void (isFile && this.#take());
    this.#input.onfocus = () => this.#suggest();
    this.#input.onblur = () => hands.suggestions.hide();
    this.#input.oninput = () => {
      this.#picked = null;
      this.say('');
      this.#suggest();
    };
    this.#input.onkeydown = (event) => {
      if (hands.suggestions.takes(event)) return;
      if (event.key !== 'Backspace' || this.#input.value !== '' || option.required) return;
      event.preventDefault();
      hands.remove();
    };
  }

  get name() {
    return this.#option.name;
  }

  /** Required, and still empty. */
  get needed() {
    return this.#option.required === true && this.#input.value === '';
  }

  focus() {
    this.#input.focus();
  }

  /** @param {string} wrong */
  say(wrong) {
    this.#error.textContent = wrong;
    this.element.classList.toggle('wrong', wrong !== '');
    this.#input.setAttribute('aria-invalid', String(wrong !== ''));
  }

  /** Value undefined: left out. @returns {{ value: Value | undefined, wrong: string }} */
  read() {
    const text = this.#input.value;
    if (this.#picked) return { value: this.#picked.value, wrong: '' };
    if (text === '') return { value: undefined, wrong: this.#option.required ? 'This is needed.' : '' };
    if (this.#option.type === FILE) return { value: undefined, wrong: 'It is being read.' };
    const found = readOption(this.#option, text, this.#choices());
    return 'wrong' in found ? { value: undefined, wrong: found.wrong } : { value: found.value, wrong: '' };
  }

  async #take() {
    const file = this.#input.files?.[0];
    this.#picked = null;
    this.say('');
    if (!file) return;
    const value = await readFile(file).catch(() => null);
    if (value === null) return this.say('It cannot be read.');
    this.#picked = { name: file.name, value };
    this.#hands.done();
  }

  #choices() {
    return offered(this.#option, this.#hands.people);
  }

  #suggest() {
    clearTimeout(this.#timer);
    const choices = this.#choices();
    const text = this.#picked ? '' : this.#input.value;
    if (this.#option.autocomplete) {
      this.#timer = setTimeout(() => this.#askBot(text), text === '' ? 0 : PAUSE);
      return;
    }
    const fitting = choices?.filter(({ name }) => name.toLowerCase().includes(text.toLowerCase()));
    this.#show(fitting ?? [], fitting?.length === 0 ? 'Nothing fits.' : '');
  }

  /** @param {string} text */
  async #askBot(text) {
    const asked = ++this.#asked;
    const [choices, note] = await this.#hands.ask(text).then(
      (found) => [found, found.length === 0 ? 'Nothing fits.' : ''],
      () => [[], 'The list could not be loaded.'],
    );
    // An answer to an earlier text is of no use.
    if (asked === this.#asked && document.activeElement === this.#input)
      this.#show(/** @type {Choice[]} */ (choices), /** @type {string} */ (note));
  }

  /** @param {readonly { name: string, value: Value }[]} choices @param {string} note */
  #show(choices, note) {
    const { name, description } = this.#option;
    const heading = [
      el('strong', {}, name),
      ` ${description}`,
      note && el('span', { class: 'popup-note' }, note),
    ];
    this.#hands.suggestions.show(
      this.#input,
      heading.filter((part) => part !== ''),
      choices.map((choice) => ({ label: choice.name, pick: () => this.#pick(choice) })),
    );
  }

  /** @param {{ name: string, value: Value }} choice */
  #pick(choice) {
    this.#asked++;
    this.#picked = choice;
    this.#input.value = choice.name;
    this.say('');
    this.#hands.suggestions.hide();
    this.#hands.done();
  }
}
