import { el, freshId } from './dom.js';
import { markdown } from './markdown.js';

/** @import { Component, Modal } from '../wire.ts' */

/**
 * A field of a form: what is shown, what it holds, and what is wrong with it ('' when nothing is).
 * @typedef {{ id: string, box: HTMLElement, read: () => string | string[], wrong: () => string, focus: () => void, say: (text: string) => void }} Field
 */

/**
 * Opens the form a bot asked for.
 * @param {Modal} modal
 * @param {(fields: Record<string, string | string[]>) => Promise<string>} send gives '' when it was taken, else why not
 */
export function openModal(modal, send) {
  /** @type {Field[]} */
  const fields = [];
  const parts = modal.components.map((part) => formPart(part, fields));
  const title = freshId('form');
  const trouble = el('p', { class: 'error', role: 'alert' });
  const cancel = el('button', { type: 'button', class: 'button secondary' }, 'Cancel');
  const submit = el('button', { type: 'submit', class: 'button primary' }, 'Submit');
  const form = el(
    'form',
    { noValidate: true },
    ...parts,
    trouble,
    el('div', { class: 'form-foot' }, cancel, submit),
  );
  const dialog = el(
    'dialog',
    { class: 'form', 'aria-labelledby': title },
    el('h2', { id: title }, modal.title),
    form,
  );
  cancel.onclick = () => dialog.close();
  dialog.onclose = () => dialog.remove();
  form.onsubmit = async (event) => {
    event.preventDefault();
    trouble.textContent = '';
    for (const field of fields) field.say(field.wrong());
    const first = fields.find((field) => field.wrong() !== '');
    if (first) return first.focus();
    submit.disabled = true;
    const why = await send(Object.fromEntries(fields.map((field) => [field.id, field.read()])));
    submit.disabled = false;
    if (why === '') dialog.close();
    else trouble.textContent = why;
  };
  document.body.append(dialog);
  dialog.showModal();
  fields[0]?.focus();
}

/** @param {Component} part @param {Field[]} fields @returns {HTMLElement} */
function formPart(part, fields) {
  if (part.type === 10) return el('div', { class: 'text' }, ...markdown(part.content ?? ''));
  const inner = part.type === 18 ? part.component : part.components?.[0];
  const field = inner && fieldOf(inner, part.label ?? inner.label ?? '', part.description);
  if (field === undefined) return el('p', { class: 'error' }, 'This page has no such field.');
  fields.push(field);
  return field.box;
}

/** @param {Component} inner @param {string} label @param {string | null | undefined} hint @returns {Field | undefined} */
function fieldOf(inner, label, hint) {
  if (inner.type !== 3 && inner.type !== 4) return undefined;
  const id = freshId('field');
  const required = inner.required ?? true;
  const input = inner.type === 3 ? listInput(inner) : textInput(inner);
  Object.assign(input, { id, required });
  const error = el('p', { class: 'error', id: `${id}-error`, role: 'alert' });
  input.setAttribute('aria-describedby', `${id}-hint ${id}-error`);
  const box = el(
    'div',
    { class: 'form-field' },
    el(
      'label',
      { htmlFor: id },
      label,
      required && el('span', { class: 'required', 'aria-hidden': 'true' }, ' *'),
    ),
    el('p', { class: 'quiet', id: `${id}-hint` }, hint ?? ''),
    input,
    error,
  );
  const say = (/** @type {string} */ text) => {
    error.textContent = text;
    input.setAttribute('aria-invalid', String(text !== ''));
  };
  const read = () =>
    input instanceof HTMLSelectElement
      ? [...input.selectedOptions].map(({ value }) => value).filter((value) => value !== '')
      : input.value;
  input.oninput = () => say('');
  const wrong = () =>
    (inner.type === 3 ? '' : wrongText(inner, input.value)) ||
    (required && read().length === 0 ? 'This is needed.' : '');
  return { id: inner.custom_id ?? '', box, read, wrong, focus: () => input.focus(), say };
}

/** @param {Component} inner */
function textInput({ style, value, placeholder, max_length }) {
  const props = {
    value: value ?? '',
    placeholder: placeholder ?? '',
    autocomplete: 'off',
    spellcheck: false,
  };
  const input = style === 2 ? el('textarea', { ...props, rows: 4 }) : el('input', { ...props, type: 'text' });
  if (max_length !== undefined) input.maxLength = max_length;
  return input;
}

/** @param {Component} inner */
const listInput = ({ options = [], placeholder, max_values = 1 }) =>
  el(
    'select',
    { multiple: max_values > 1 },
    max_values === 1 && el('option', { value: '' }, placeholder ?? 'Choose'),
    ...options.map(({ label, value, default: selected }) =>
      el('option', { value, selected: selected === true }, label),
    ),
  );

/** @param {Component} inner @param {string} value */
function wrongText({ min_length = 0, max_length = 4000 }, value) {
  if (value === '') return '';
  if (value.length < min_length)
    return `At least ${min_length} characters, please: there are ${value.length}.`;
  return value.length > max_length ? `At most ${max_length} characters, please.` : '';
}
