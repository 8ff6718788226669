import { el, hex, local } from './dom.js';
import { enlarge } from './lightbox.js';
import { markdown } from './markdown.js';
import { clock } from './time.js';

/** @import { Attachment, Embed } from '../wire.ts' */
/** @import { Names } from './markdown.js' */

/**
 * @param {Embed} embed @param {readonly Attachment[]} files where the alt text of its pictures is @param {Names} names
 */
export function embedBox(embed, files, names) {
  const { author, title, url, description, fields = [], image, thumbnail, footer, timestamp } = embed;
  const foot = [footer?.text, timestamp && clock(new Date(timestamp))].filter((part) => part);
  const box = el(
    'section',
    { class: 'embed', 'aria-label': title },
    author && el('p', { class: 'embed-author' }, author.name),
    title &&
      el(
        'h3',
        { class: 'embed-title' },
        url ? el('a', { href: safe(url), target: '_blank', rel: 'noopener noreferrer' }, title) : title,
      ),
    description && el('div', { class: 'text' }, ...markdown(description, names)),
    fields.length > 0 && el('dl', { class: 'fields' }, ...fields.map((field) => fieldBox(field, names))),
    image && picture(image.url, altOf(image.url, files) ?? title, sizeOf(image.url, files)),
    thumbnail &&
      el('div', { class: 'thumbnail' }, picture(thumbnail.url, altOf(thumbnail.url, files) ?? '', null)),
    foot.length > 0 && el('p', { class: 'embed-foot' }, foot.join(' · ')),
  );
  if (embed.color !== undefined) box.style.setProperty('--bar', hex(embed.color));
  return box;
}

/** @param {{ name: string, value: string, inline?: boolean }} field @param {Names} names */
const fieldBox = ({ name, value, inline }, names) =>
  el(
    'div',
    { class: inline ? 'field inline' : 'field' },
    el('dt', {}, ...markdown(name, names)),
    el('dd', { class: 'text' }, ...markdown(value, names)),
  );

/** Only addresses that open a page. @param {string} url */
const safe = (url) => (/^https?:\/\//.test(url) ? url : undefined);

/** @param {string} url @param {readonly Attachment[]} files */
const altOf = (url, files) => files.find((file) => file.url === url)?.description;

/** @param {string} url @param {readonly Attachment[]} files @returns {{ width?: number, height?: number } | null} */
const sizeOf = (url, files) => files.find((file) => file.url === url) ?? null;

/**
 * A picture that opens large. Its size is known before it is loaded, so nothing jumps.
 * @param {string} url @param {string | null | undefined} alt @param {{ width?: number, height?: number } | null} size
 */
export function picture(url, alt, size) {
  const text = alt || 'Picture';
  return el(
    'button',
    { type: 'button', class: 'picture', title: 'Show it large', onclick: () => enlarge(local(url), text) },
    el('img', { src: local(url), alt: text, loading: 'lazy', width: size?.width, height: size?.height }),
  );
}

/** A file of a message: a picture as such, another as a card to download. @param {Attachment} file */
export function fileBox(file) {
  if (file.content_type?.startsWith('image/') || file.width)
    return picture(file.url, file.description ?? file.filename, file);
  return el(
    'p',
    { class: 'file' },
    el('a', { href: local(file.url), download: file.filename, title: 'Download' }, file.filename),
    el('span', { class: 'quiet' }, bytes(file.size)),
    file.description && el('span', { class: 'quiet' }, file.description),
  );
}

/** @param {number} size */
const bytes = (size) =>
  size < 1024
    ? `${size} bytes`
    : size < 1024 ** 2
      ? `${Math.round(size / 1024)} kB`
      : `${(size / 1024 ** 2).toFixed(1)} MB`;
