import type { Interactions } from '../interactions.ts';
import type { SentFile } from '../message.ts';
import type { World } from '../world.ts';

/** One request, read. */
export interface Call {
  world: World;
  interactions: Interactions;
  params: Readonly<Record<string, string>>;
  query: URLSearchParams;
  /** Parsed JSON, or the part `payload_json`; undefined: no body. Checked before a handler sees it. */
  body: unknown;
  files: readonly SentFile[];
  /** Of `performance.now()`, when its first byte was handled. */
  arrived: number;
}

/** Absent body: 204. */
export interface Reply {
  status?: number;
  body?: unknown;
}

export interface Route {
  method: string;
  /** As Discord's document writes it: `/channels/{channel_id}/messages`. */
  path: string;
  /** Whether the bot's token must come with it; the routes of interactions carry their own. */
  open?: boolean;
  handle: (call: Call) => Reply;
}

export interface Met {
  route: Route;
  params: Record<string, string>;
}

/** The first route that fits. `path` is decoded and stands under /api/v10. */
export function meet(routes: readonly Route[], method: string, path: string): Met | undefined {
  const parts = path.split('/');
  for (const route of routes) {
    if (route.method !== method) continue;
    const wanted = route.path.split('/');
    if (wanted.length !== parts.length) continue;
    const params: Record<string, string> = {};
    const fits = wanted.every((want, i) => {
      const part = parts[i] ?? '';
      if (!want.startsWith('{')) return want === part;
      params[want.slice(1, -1)] = part;
      return part !== '';
    });
    if (fits) return { route, params };
  }
  return undefined;
}
