/** @import { Choice, Command, CommandOption } from '../wire.ts' */

/**
 * A command as one types it: `/kpi summary` of the tree that Discord keeps.
 * @typedef {{ path: string[], name: string, description: string, options: CommandOption[] }} Callable
 */

/** @param {readonly Command[]} commands @returns {Callable[]} in the order of the alphabet */
export const callables = (commands) =>
  commands.flatMap((command) => leaves(command, [command.name])).sort((a, b) => a.name.localeCompare(b.name));

/** @param {Command | CommandOption} node @param {string[]} path @returns {Callable[]} */
function leaves({ description, options = [] }, path) {
  const below = options.filter(({ type }) => type <= 2);
  if (below.length > 0) return below.flatMap((option) => leaves(option, [...path, option.name]));
  const required = options.filter((option) => option.required);
  return [
    {
      path,
      name: path.join(' '),
      description,
      options: [...required, ...options.filter((option) => !option.required)],
    },
  ];
}

/**
 * Those that fit what was typed after the '/', best first: the name, a word of it, a part, the description.
 * @param {readonly Callable[]} all @param {string} typed
 */
export function matching(all, typed) {
  const text = typed.trim().toLowerCase();
  /** @param {Callable} command */
  const rank = ({ name, path, description }) => {
    if (name.startsWith(text)) return 0;
    if (path.some((word) => word.startsWith(text))) return 1;
    if (name.includes(text)) return 2;
    return description.toLowerCase().includes(text) ? 3 : 4;
  };
  return all
    .map((command) => ({ command, rank: rank(command) }))
    .filter((entry) => entry.rank < 4)
    .sort((a, b) => a.rank - b.rank)
    .map(({ command }) => command);
}

/**
 * What an option offers whatever is typed; undefined: anything goes, or the bot is asked.
 * @param {CommandOption} option @param {readonly { id: string, name: string }[]} people
 * @returns {{ name: string, value: string | number | boolean }[] | undefined}
 */
export function offered({ type, choices }, people) {
  if (type === 5)
    return [
      { name: 'Yes', value: true },
      { name: 'No', value: false },
    ];
  if (type === 6) return people.map(({ id, name }) => ({ name, value: id }));
  return choices;
}

/**
 * A file of this machine as it is sent: its name, and its bytes as text.
 * @param {File} file @returns {Promise<{ name: string, type: string, base64: string }>}
 */
export function readFile(file) {
  const reader = new FileReader();
  return new Promise((resolve, reject) => {
    reader.onerror = () => reject(reader.error);
    reader.onload = () => {
      const [, base64 = ''] = String(reader.result).split(',');
      resolve({ name: file.name, type: file.type || 'application/octet-stream', base64 });
    };
    reader.readAsDataURL(file);
  });
}

/**
 * The value of what was typed into an option, or what is wrong with it.
 * @param {CommandOption} option @param {string} text
 * @param {readonly { name: string, value: string | number | boolean }[] | undefined} choices
 * @returns {{ value: string | number | boolean } | { wrong: string }}
 */
export function readOption(option, text, choices) {
  const { type, min_value, max_value, min_length = 0, max_length = 6000 } = option;
  if (choices) {
    const same = choices.find(({ name }) => name.toLowerCase() === text.trim().toLowerCase());
    return same ? { value: same.value } : { wrong: 'Choose one of the list.' };
  }
  if (type === 4 || type === 10) {
    const number = Number(text.trim());
    if (!Number.isFinite(number) || (type === 4 && !Number.isInteger(number)))
      return { wrong: type === 4 ? 'A whole number, please.' : 'A number, please.' };
    if (min_value !== undefined && number < min_value) return { wrong: `At least ${min_value}.` };
    if (max_value !== undefined && number > max_value) return { wrong: `At most ${max_value}.` };
    return { value: number };
  }
  if (text.length < min_length) return { wrong: `At least ${min_length} characters.` };
  if (text.length > max_length) return { wrong: `At most ${max_length} characters.` };
  return { value: text };
}
