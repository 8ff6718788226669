import { walk } from './components.ts';
import type { Component, Modal } from './wire.ts';

const TEXT_INPUT = 4;
const RADIO = 21;
const CHECKBOX = 23;
/** Kinds that hold several values: the selects and the group of checkboxes. */
const SEVERAL = new Set([3, 5, 6, 7, 8, 22]);

/** A field a person fills in. */
export function fieldsOf(modal: Modal): Component[] {
  return [...walk(modal.components)].filter(({ custom_id }) => custom_id !== undefined);
}

/**
 * The components of a modal as Discord sends them back, filled in. Throws where its client would not let one submit:
 * an unknown field, a required one left empty, a text too short or too long, a choice that is not offered.
 */
export function filledIn(
  modal: Modal,
  given: Readonly<Record<string, string | readonly string[]>>,
): Record<string, unknown>[] {
  const fields = fieldsOf(modal);
  const stray = Object.keys(given).find((name) => !fields.some(({ custom_id }) => custom_id === name));
  if (stray !== undefined) throw new Error(`The modal '${modal.title}' has no field '${stray}'.`);
  let next = 0;
  const back = (component: Component): Record<string, unknown> => {
    const { type, custom_id } = component;
    const base = { type, id: component.id ?? ++next };
    if (component.components) return { ...base, components: component.components.map(back) };
    if (component.component) return { ...base, component: back(component.component) };
    if (custom_id === undefined) return base;
    const value = given[custom_id] ?? component.value ?? [];
    return { ...base, custom_id, ...filled(component, value) };
  };
  return modal.components.map(back);
}

function filled(field: Component, value: string | readonly string[]): Record<string, unknown> {
  const { type, custom_id, required = true, min_length = 0, max_length = 4000, options = [] } = field;
  const values = typeof value === 'string' ? [value] : value;
  const text = values[0] ?? '';
  if (required && text === '' && type !== CHECKBOX) throw new Error(`The field '${custom_id}' is required.`);
  if (type === TEXT_INPUT) {
    if (text !== '' && (text.length < min_length || text.length > max_length))
      throw new Error(`The field '${custom_id}' has between ${min_length} and ${max_length} characters.`);
    return { value: text };
  }
  const strange = values.find(
    (each) => options.length > 0 && !options.some((option) => option.value === each),
  );
  if (strange !== undefined) throw new Error(`The field '${custom_id}' has no choice '${strange}'.`);
  if (type === RADIO) return { value: values[0] ?? null };
  if (type === CHECKBOX) return { value: text === 'true' };
  if (SEVERAL.has(type)) return { values: [...values] };
  throw new Error(`The field '${custom_id}' is of a kind (${type}) that cannot be filled in here.`);
}
