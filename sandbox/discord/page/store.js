/** @import { MessageView, StateView } from './view.ts' */

const EPHEMERAL = 64;

/** The messages of the open channel, with what only this page knows: dismissed ones, and acts that came to nothing. */
export class Messages {
  /** @type {MessageView[]} */
  #list = [];
  /** Acts without an answer, each after the message that was the last then. @type {{ after: string | null, message: MessageView }[]} */
  #failed = [];
  #dismissed = new Set(JSON.parse(sessionStorage.getItem('dismissed') ?? '[]'));
  /** @type {Map<string, string>} */
  #trouble = new Map();
  /** Grows with every event. */
  changes = 0;

  /** Id of the newest that the server knows; null: none. */
  get last() {
    return this.#list.at(-1)?.id ?? null;
  }

  clear() {
    this.#list = [];
    this.#failed = [];
    this.#trouble.clear();
    this.changes++;
  }

  /** @param {MessageView[]} list */
  replace(list) {
    this.#list = list;
  }

  /** @param {MessageView} message */
  put(message) {
    this.changes++;
    const at = this.#list.findIndex(({ id }) => id === message.id);
    if (at < 0) this.#list.push(message);
    else this.#list[at] = message;
  }

  /** @param {string} id */
  remove(id) {
    this.changes++;
    this.#list = this.#list.filter((message) => message.id !== id);
  }

  /** @param {string} id */
  dismiss(id) {
    this.#dismissed.add(id);
    this.#failed = this.#failed.filter(({ message }) => message.id !== id);
    sessionStorage.setItem('dismissed', JSON.stringify([...this.#dismissed].slice(-200)));
  }

  /** @param {string} id */
  trouble(id) {
    return this.#trouble.get(id) ?? '';
  }

  /** @param {string} id @param {string} text '' takes it away */
  setTrouble(id, text) {
    if (text === '') this.#trouble.delete(id);
    else this.#trouble.set(id, text);
  }

  /** A command nobody answered: it stands here, for this person alone. @param {StateView} state @param {string} name @param {string} why */
  addFailed(state, name, why) {
    const id = `local-${this.changes++}`;
    const author = {
      ...{ id: state.bot.id, username: state.bot.name, global_name: null, discriminator: '0', avatar: null },
      ...{ public_flags: 0, flags: 0, primary_guild: null, bot: true },
    };
    this.#trouble.set(id, why);
    this.#failed.push({
      after: this.last,
      message: {
        ...{ id, channel: '', channel_id: '', author, content: '', timestamp: new Date().toISOString() },
        ...{ edited_timestamp: null, tts: false, mention_everyone: false, mentions: [], mention_roles: [] },
        ...{ attachments: [], embeds: [], components: [], pinned: false, type: 0, flags: EPHEMERAL },
        used: { by: state.me.name, name },
      },
    });
  }

  /** What is shown, oldest first. @returns {MessageView[]} */
  all() {
    const after = (/** @type {string | null} */ id) =>
      this.#failed.filter((entry) => entry.after === id).map(({ message }) => message);
    const shown = this.#list.flatMap((message) => [message, ...after(message.id)]);
    return [...after(null), ...shown].filter(({ id }) => !this.#dismissed.has(id));
  }
}

/** Up to where somebody read each channel, kept by the browser. */
export class ReadMarks {
  #key;
  /** @type {Record<string, string>} */
  #marks;

  /** @param {string} me */
  constructor(me) {
    this.#key = `read:${me}`;
    this.#marks = JSON.parse(localStorage.getItem(this.#key) ?? '{}');
  }

  /** @param {string} channel @param {string} id */
  set(channel, id) {
    if (!this.isNewer(channel, id)) return;
    this.#marks[channel] = id;
    localStorage.setItem(this.#key, JSON.stringify(this.#marks));
  }

  /** Whether a message came after what was read. @param {string} channel @param {string | null} id */
  isNewer(channel, id) {
    return id !== null && BigInt(id) > BigInt(this.#marks[channel] ?? 0);
  }
}
