/**
 * An element with its properties and children. Text goes in as text: nothing on this page is ever read as HTML.
 * `class`, `aria-*`, `data-*` and `role` become attributes, `on*` listeners, everything else properties; undefined and
 * false attributes are left out.
 * @template {keyof HTMLElementTagNameMap} T
 * @param {T} tag
 * @param {Record<string, unknown>} [props]
 * @param {...(Node | string | null | undefined | false)} children
 * @returns {HTMLElementTagNameMap[T]}
 */
export function el(tag, props = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (value === undefined || value === false || value === null) continue;
    if (name.startsWith('on')) element.addEventListener(name.slice(2), /** @type {EventListener} */ (value));
    else if (name === 'class' || name === 'role' || /^(aria|data)-/.test(name))
      element.setAttribute(name, String(value));
    else Object.assign(element, { [name]: value });
  }
  element.append(...children.filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

/**
 * The element of the page with this id.
 * @template {HTMLElement} [T=HTMLElement]
 * @param {string} id
 * @returns {T}
 */
export function byId(id) {
  const found = document.getElementById(id);
  if (found === null) throw new Error(`the page has no #${id}`);
  return /** @type {T} */ (found);
}

let last = 0;
/** An id that no other element has. @param {string} stem */
export const freshId = (stem) => `${stem}-${++last}`;

/**
 * The file at `url` as this page may load it: what the bot's server keeps comes from the page's own address, whatever
 * name this machine was opened by; anything else is left alone.
 * @param {string} url
 */
export function local(url) {
  const { pathname, search } = new URL(url, location.href);
  return pathname.startsWith('/attachments/') ? pathname + search : url;
}

/** First letters, for the round picture. @param {string} name */
export const initials = (name) =>
  name
    .split(/\s+/)
    .slice(0, 2)
    .map((word) => word.charAt(0))
    .join('')
    .toUpperCase();

/** '#rrggbb' of a number as Discord writes colours. @param {number | null | undefined} color */
export const hex = (color) =>
  color === null || color === undefined ? '' : `#${color.toString(16).padStart(6, '0')}`;
