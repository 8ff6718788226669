import { el, freshId, hex, local } from './dom.js';
import { fileBox, picture } from './embed.js';
import { markdown } from './markdown.js';

/** @import { Attachment, Component } from '../wire.ts' */
/** @import { Names } from './markdown.js' */

/**
 * What a component of a message may do.
 * @typedef {object} Hands
 * @property {(customId: string) => Promise<void>} press
 * @property {(customId: string, values: string[]) => Promise<void>} select
 * @property {Names} names
 * @property {readonly Attachment[]} files
 */

const STYLES = ['secondary', 'primary', 'secondary', 'success', 'danger', 'link'];

/** @param {Component} component @param {Hands} hands @returns {HTMLElement | null} */
export function componentBox(component, hands) {
  const inside = () => (component.components ?? []).map((part) => componentBox(part, hands));
  switch (component.type) {
    case 1:
      return el('div', { class: 'row' }, ...inside());
    case 2:
      return button(component, hands);
    case 3:
      return menu(component, hands);
    case 9:
      return el(
        'div',
        { class: 'section' },
        el('div', {}, ...inside()),
        component.accessory && componentBox(component.accessory, hands),
      );
    case 10:
      return el('div', { class: 'text' }, ...markdown(component.content ?? '', hands.names));
    case 11:
      return el(
        'div',
        { class: 'thumbnail' },
        picture(component.media?.url ?? '', component.description, null),
      );
    case 12:
      return el(
        'div',
        { class: 'gallery' },
        ...(component.items ?? []).map(({ media, description }) =>
          picture(media.url, description, fileAt(hands, media.url) ?? null),
        ),
      );
    case 13: {
      const file = fileAt(hands, component.file?.url);
      return file === undefined ? null : fileBox(file);
    }
    case 14:
      return el('hr', { class: component.divider === false ? 'plain' : undefined });
    case 17: {
      const box = el('section', { class: 'embed wide' }, ...inside());
      if (component.accent_color) box.style.setProperty('--bar', hex(component.accent_color));
      return box;
    }
    default:
      return null;
  }
}

/** @param {Hands} hands @param {string | undefined} url */
const fileAt = ({ files }, url) => files.find((file) => file.url === url);

/** @param {Component} component @param {Hands} hands */
function button({ style = 2, label, emoji, url, disabled, custom_id }, hands) {
  const content = [emoji?.name && el('span', { 'aria-hidden': 'true' }, emoji.name), label];
  const look = `button ${STYLES[style] ?? 'secondary'}`;
  if (url !== undefined)
    return el(
      'a',
      {
        class: look,
        href: /^https?:\/\//.test(url) ? local(url) : undefined,
        target: '_blank',
        rel: 'noopener noreferrer',
      },
      ...content,
      el('span', { 'aria-hidden': 'true' }, ' ↗'),
    );
  const box = el(
    'button',
    {
      type: 'button',
      class: look,
      disabled,
      'data-custom-id': custom_id,
      'aria-label': label ? undefined : emoji?.name,
    },
    ...content,
  );
  box.onclick = () => busy(box, () => hands.press(custom_id ?? ''));
  return box;
}

/** While the bot has not answered, a second press does nothing. @param {HTMLElement} box @param {() => Promise<void>} act */
async function busy(box, act) {
  if (box.getAttribute('aria-busy') === 'true') return;
  box.setAttribute('aria-busy', 'true');
  try {
    await act();
  } finally {
    box.removeAttribute('aria-busy');
  }
}

/** @param {Component} component @param {Hands} hands */
function menu(
  { custom_id = '', placeholder, options = [], min_values = 1, max_values = 1, disabled },
  hands,
) {
  const send = (/** @type {string[]} */ values) => busy(box, () => hands.select(custom_id, values));
  const name = placeholder ?? 'Choose';
  const single = max_values === 1;
  const list = el(
    'select',
    { disabled, multiple: !single, 'aria-label': name, 'data-custom-id': custom_id, id: freshId('select') },
    single && el('option', { value: '', selected: !options.some((option) => option.default) }, name),
    ...options.map((option) =>
      el(
        'option',
        { value: option.value, selected: option.default === true },
        option.description ? `${option.label}: ${option.description}` : option.label,
      ),
    ),
  );
  const box = el('div', { class: 'select' }, list);
  const chosen = () => [...list.selectedOptions].map(({ value }) => value).filter((value) => value !== '');
  if (single) list.onchange = () => send(chosen());
  else {
    list.size = Math.min(options.length, 5);
    const done = el('button', { type: 'button', class: 'button primary' }, 'Choose');
    done.onclick = () => {
      const values = chosen();
      if (values.length >= min_values && values.length <= max_values) send(values);
    };
    box.append(done);
  }
  return box;
}
