import { el } from './dom.js';
import { timestamp } from './time.js';

/** @typedef {(id: string) => string | undefined} Names what `<@id>` and `<#id>` are called */

/**
 * Discord's markdown as elements: headings, subtext, quotes, lists, code, bold, italics, underline, strike, spoilers,
 * links, mentions and moments. What is no markdown stays text.
 * @param {string} text @param {Names} [names]
 * @returns {Node[]}
 */
export function markdown(text, names = () => undefined) {
  return text
    .split(/(```[\s\S]*?```)/)
    .flatMap((part, index) => (index % 2 === 1 ? [codeBlock(part)] : blocks(part, names)));
}

/** @param {string} fenced */
function codeBlock(fenced) {
  const inside = fenced
    .slice(3, -3)
    .replace(/^[a-z0-9+-]*\n/i, '')
    .replace(/\n$/, '');
  // A wide table is scrolled in its own box; the keyboard reaches it.
  return el('pre', { tabIndex: 0 }, el('code', {}, inside));
}

/** Line kinds in the order they are tried: pattern, and the key of neighbours that belong together. */
const LINES = /** @type {const} */ ([
  ['heading', /^(#{1,3}) +(.+)$/],
  ['subtext', /^-# +(.+)$/],
  ['quote', /^> ?(.*)$/],
  ['bullet', /^( *)[-*] +(.+)$/],
  ['number', /^( *)\d+\. +(.+)$/],
]);

/** @param {string} text @param {Names} names @returns {Node[]} */
function blocks(text, names) {
  if (text.trim() === '') return [];
  /** @type {HTMLElement[]} */
  const out = [];
  let box = el('div');
  let kindBefore = '';
  for (const line of text.replace(/^\n|\n$/g, '').split('\n')) {
    const [kind, match] = lineKind(line);
    if (kind !== kindBefore || kind === 'heading') {
      box = /** @type {HTMLDivElement} */ (el(BOX[kind]?.(match) ?? 'p', { class: CLASS[kind] }));
      out.push(box);
    } else if (kind === 'quote' || kind === 'text' || kind === 'subtext') box.append('\n');
    kindBefore = kind;
    const content = inline(match?.at(-1) ?? line, names);
    if (kind === 'bullet' || kind === 'number') {
      const indent = (match?.[1] ?? '').length > 1;
      box.append(el('li', { class: indent ? 'deeper' : undefined }, ...content));
    } else box.append(...content);
  }
  return out.filter(({ textContent }) => textContent !== '');
}

/** @type {Record<string, (match: RegExpMatchArray | null) => 'h3' | 'h4' | 'h5' | 'blockquote' | 'ul' | 'ol'>} */
const BOX = {
  heading: (match) => /** @type {const} */ (['h3', 'h4', 'h5'])[(match?.[1] ?? '#').length - 1] ?? 'h5',
  quote: () => 'blockquote',
  bullet: () => 'ul',
  number: () => 'ol',
};
/** @type {Record<string, string>} */
const CLASS = { subtext: 'subtext' };

/** @param {string} line @returns {[string, RegExpMatchArray | null]} */
function lineKind(line) {
  for (const [kind, pattern] of LINES) {
    const match = line.match(pattern);
    if (match) return [kind, match];
  }
  return ['text', null];
}

/** @type {[RegExp, (match: RegExpMatchArray, names: Names) => Node | string][]} */
const SPANS = [
  [/^\\([^\p{L}\p{N}\s])/u, ([, sign = '']) => sign],
  [/^(`+)([\s\S]*?[^`])\1(?!`)/, ([, , code = '']) => el('code', {}, code.replace(/^ (.*) $/, '$1'))],
  [/^\*\*([\s\S]+?)\*\*(?!\*)/, ([, of = ''], names) => el('strong', {}, ...inline(of, names))],
  [/^__([\s\S]+?)__(?!_)/, ([, of = ''], names) => el('u', {}, ...inline(of, names))],
  [/^\*(?![\s*])([\s\S]*?[^\s*])\*(?!\*)/, ([, of = ''], names) => el('em', {}, ...inline(of, names))],
  [/^_(?![\s_])([\s\S]*?[^\s_])_(?!\w)/, ([, of = ''], names) => el('em', {}, ...inline(of, names))],
  [/^~~([\s\S]+?)~~/, ([, of = ''], names) => el('s', {}, ...inline(of, names))],
  [/^\|\|([\s\S]+?)\|\|/, ([, of = ''], names) => spoiler(inline(of, names))],
  [
    /^\[([^\]\n]+)\]\(<?(https?:\/\/[^\s)>]+)>?\)/,
    ([, of = '', url = ''], names) => link(url, inline(of, names)),
  ],
  [/^<(https?:\/\/[^\s>]+)>/, ([, url = '']) => link(url, [url])],
  [/^https?:\/\/[^\s<]*[^\s<.,:;"')\]]/, ([url]) => link(url, [url])],
  [/^<t:(-?\d+)(?::([tTdDfFR]))?>/, ([, seconds, style]) => timestamp(Number(seconds) * 1000, style)],
  [/^<@!?(\d+)>/, ([, id = ''], names) => mention(`@${names(id) ?? 'somebody'}`)],
  [/^<#(\d+)>/, ([, id = ''], names) => mention(`#${names(id) ?? 'channel'}`)],
  [/^<\/([\w -]+):\d+>/, ([, name]) => mention(`/${name}`)],
];

/** Where a span may begin. */
const SPECIAL = /[\\`*_~|[<]|https?:\/\//g;

/** @param {string} text @param {Names} names @returns {(Node | string)[]} */
function inline(text, names) {
  /** @type {(Node | string)[]} */
  const out = [];
  let plain = '';
  for (let at = 0; at < text.length; ) {
    SPECIAL.lastIndex = at;
    const start = SPECIAL.exec(text)?.index ?? text.length;
    plain += text.slice(at, start);
    const [length, node] = spanAt(text, start, names);
    if (node === null) plain += text.slice(start, start + length);
    else {
      out.push(plain, node);
      plain = '';
    }
    at = start + length;
  }
  return [...out, plain].filter((part) => part !== '');
}

/** @param {string} text @param {number} at @param {Names} names @returns {[number, Node | string | null]} */
function spanAt(text, at, names) {
  // snake_case is no italics.
  if (text[at] === '_' && /\w/.test(text[at - 1] ?? '')) return [1, null];
  const rest = text.slice(at);
  for (const [pattern, make] of SPANS) {
    const match = rest.match(pattern);
    if (match) return [match[0].length, make(match, names)];
  }
  return [1, null];
}

/** @param {string} url @param {(Node | string)[]} content */
const link = (url, content) =>
  el('a', { href: url, target: '_blank', rel: 'noopener noreferrer' }, ...content);

/** @param {string} name */
const mention = (name) => el('span', { class: 'mention' }, name);

/** @param {(Node | string)[]} content */
function spoiler(content) {
  const box = el(
    'button',
    { type: 'button', class: 'spoiler', 'aria-label': 'Hidden text: show it' },
    ...content,
  );
  box.addEventListener('click', () => {
    box.classList.add('shown');
    box.removeAttribute('aria-label');
  });
  return box;
}
