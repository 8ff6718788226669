import type { Component } from './wire.ts';

/** Every component of a tree, parents first. */
export function* walk(components: readonly Component[]): Generator<Component> {
  for (const component of components) {
    yield component;
    yield* walk(component.components ?? []);
    if (component.component !== undefined) yield* walk([component.component]);
    if (component.accessory !== undefined) yield* walk([component.accessory]);
  }
}

export function byCustomId(components: readonly Component[], customId: string): Component | undefined {
  for (const component of walk(components)) if (component.custom_id === customId) return component;
  return undefined;
}

/** What was sent, with null fields left out: Discord reads null as absent. */
export function withoutNulls<T>(value: T): T {
  if (Array.isArray(value)) return value.map(withoutNulls) as T;
  if (typeof value !== 'object' || value === null) return value;
  const fields = Object.entries(value).filter(([, field]) => field !== null && field !== undefined);
  return Object.fromEntries(fields.map(([name, field]) => [name, withoutNulls(field)])) as T;
}

/** A kept file as a component shows it. */
export interface Media {
  id: string;
  url: string;
  proxy_url: string;
  width?: number | null;
  height?: number | null;
  name?: string;
  size?: number;
}

/**
 * The components as a message keeps them: numbered from 1, Discord's defaults filled in, and `attachment://name`
 * resolved to the file's address by `media`.
 */
export function keptComponents(sent: readonly Component[], media: (url: string) => Media): Component[] {
  const taken = new Set([...walk(sent)].map(({ id }) => id).filter((id) => id));
  let next = 0;
  const number = (): number => {
    do next++;
    while (taken.has(next));
    return next;
  };
  const shown = (url: string): Media => {
    const { name: _, size: __, ...rest } = media(url);
    return rest;
  };
  const keep = (component: Component): Component => {
    const kept: Component = { ...component, id: component.id || number() };
    if (component.components) kept.components = component.components.map(keep);
    if (component.component) kept.component = keep(component.component);
    if (component.accessory) kept.accessory = keep(component.accessory);
    switch (component.type) {
      case 3:
        return { min_values: 1, max_values: 1, ...kept };
      case 11:
        return { ...MEDIA, ...kept, media: shown(component.media?.url ?? '') };
      case 12:
        return {
          ...kept,
          items: (component.items ?? []).map((item) => ({ ...MEDIA, ...item, media: shown(item.media.url) })),
        };
      case 13: {
        const file = media(component.file?.url ?? '');
        return {
          ...kept,
          ...{ name: file.name, size: file.size, spoiler: component.spoiler ?? false },
          file: shown(file.url),
        };
      }
      case 14:
        return { spacing: 1, divider: true, ...kept };
      case 17:
        return { accent_color: null, spoiler: false, ...kept };
      default:
        return kept;
    }
  };
  return sent.map(keep);
}

const MEDIA = { description: null, spoiler: false };
