import { Call } from './call.js';
import { callables, matching } from './commands.js';
import { byId, el } from './dom.js';
import { dots } from './message.js';
import { Suggestions } from './suggestions.js';

/** @import { Callable } from './commands.js' */
/** @import { Command } from '../wire.ts' */

/**
 * @typedef {object} ComposerHands
 * @property {(text: string) => Promise<void>} say
 * @property {(call: { path: string[], name: string, options: Record<string, unknown> }) => Promise<void>} call
 * @property {() => string} channel
 */

/** Where one types: plain text, or a command with its options. */
export class Composer {
  #hands;
  #area = el('textarea', {
    ...{ rows: 1, autocomplete: 'off', role: 'combobox', maxLength: 2000 },
    ...{ 'aria-label': 'Message', 'aria-autocomplete': 'list', 'aria-expanded': 'false' },
  });
  #send = el('button', { type: 'submit', class: 'send' }, 'Send');
  #form = el('form', { class: 'bar' });
  #status = el('p', { class: 'status', role: 'status' });
  #suggestions;
  /** @type {Call | null} */
  #call = null;
  /** @type {Callable[]} */
  #commands = [];
  /** @type {readonly { id: string, name: string }[]} */
  #people = [];
  #bot = '';

  /** @param {ComposerHands} hands */
  constructor(hands) {
    this.#hands = hands;
    const popup = el('div', { class: 'popup' });
    byId('composer').append(popup, this.#form, this.#status);
    this.#suggestions = new Suggestions(popup);
    this.#plain();
    this.#area.oninput = () => this.#typed();
    this.#area.onblur = () => this.#suggestions.hide();
    this.#area.onfocus = () => this.#typed();
    this.#area.onkeydown = (event) => {
      if (this.#suggestions.takes(event) || event.key !== 'Enter' || event.shiftKey || event.isComposing)
        return;
      event.preventDefault();
      this.#form.requestSubmit();
    };
    this.#send.onkeydown = (event) => {
      if (this.#call === null || (event.key !== 'Backspace' && event.key !== 'Escape')) return;
      event.preventDefault();
      this.#leave();
    };
    this.#form.onsubmit = (event) => {
      event.preventDefault();
      if (this.#call) this.#sendCall(this.#call);
      else this.#sendText();
    };
    document.addEventListener('keydown', (event) => this.#slashAnywhere(event));
  }

  /**
   * @param {string} name of the channel as it is shown @param {readonly Command[]} commands
   * @param {readonly { id: string, name: string }[]} people @param {string} bot
   */
  update(name, commands, people, bot) {
    this.#area.placeholder = `Message ${name} or type /`;
    this.#commands = callables(commands);
    this.#people = people;
    this.#bot = bot;
    if (document.activeElement === this.#area) this.#typed();
  }

  /** Another channel: what was begun is put away. */
  reset() {
    this.say('');
    this.#plain();
  }

  /** A line under the input: what goes on, or went wrong. @param {string} text @param {'busy' | 'bad'} [kind] */
  say(text, kind) {
    this.#status.className = `status${kind === 'bad' ? ' bad' : ''}`;
    this.#status.replaceChildren(...(kind === 'busy' ? [dots()] : []), text);
  }

  focus() {
    this.#area.focus();
  }

  #plain() {
    this.#call = null;
    this.#suggestions.hide();
    this.#area.value = '';
    this.#form.replaceChildren(this.#area, this.#send);
    this.#grow();
  }

  #typed() {
    this.#grow();
    const text = this.#area.value;
    if (!text.startsWith('/')) return this.#suggestions.hide();
    const exact = this.#commands.find(({ name }) => text === `/${name} `);
    if (exact) return this.#begin(exact);
    const found = matching(this.#commands, text.slice(1));
    const heading =
      found.length > 0
        ? `Commands of ${this.#bot}`
        : this.#commands.length > 0
          ? `No command of ${this.#bot} fits.`
          : `${this.#bot} has no commands here.`;
    this.#suggestions.show(
      this.#area,
      [heading],
      found.map((command) => ({
        label: `/${command.name}`,
        detail: command.description,
        note: command.options.map(({ name }) => name).join('  '),
        pick: () => this.#begin(command),
      })),
    );
  }

  /** @param {Callable} command */
  #begin(command) {
    this.say('');
    this.#suggestions.hide();
    this.#call = new Call(command, {
      ...{ suggestions: this.#suggestions, people: this.#people, send: this.#send },
      ...{ channel: this.#hands.channel, leave: () => this.#leave() },
    });
    this.#form.replaceChildren(this.#call.element, this.#send);
    this.#call.focus();
  }

  #leave() {
    this.#plain();
    this.focus();
  }

  async #sendText() {
    const text = this.#area.value.trim();
    if (text === '') return;
    this.#area.value = '';
    this.#grow();
    await this.#hands.say(text);
  }

  /** @param {Call} call */
  async #sendCall(call) {
    const options = call.values();
    if (options === null) return;
    const { path, name } = call.command;
    this.#leave();
    this.say(`Sending /${name} …`, 'busy');
    await this.#hands.call({ path, name, options });
  }

  #grow() {
    this.#area.style.height = 'auto';
    if (this.#area.scrollHeight > 0) this.#area.style.height = `${Math.min(this.#area.scrollHeight, 200)}px`;
  }

  /** '/' begins a command from wherever one is, as long as one types nowhere else. @param {KeyboardEvent} event */
  #slashAnywhere(event) {
    const busy = event.target instanceof Element && event.target.closest('input, textarea, select, dialog');
    if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey || busy || this.#call) return;
    event.preventDefault();
    this.#area.value = '/';
    this.focus();
  }
}
