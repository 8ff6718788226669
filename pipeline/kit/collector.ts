import type { Page } from 'playwright';
import type { Clock } from '../../core/clock.ts';
import type { Environment } from '../../core/config.ts';
import type { Login } from './login.ts';

/** How a platform is collected from with a browser: where it is, how to sign in, what to take. */
export interface Collector {
  /** Origin of the site, `https://...`. */
  site: string;
  /** The settings that sign in. */
  credentials: { user: keyof Environment; password: keyof Environment };
  login: Login;
  /**
   * Brings what there is, each as a file in `visit.folder`, and yields its path as soon as it is whole.
   * @throws CollectFailed `layout-changed`, `empty`, `timeout`; SessionEnded
   */
  extract(visit: Visit): AsyncIterable<string>;
}

/** A collector and whose it is. */
export interface Source extends Collector {
  platform: string;
  label: string;
}

/** A signed-in browser at a site. */
export interface Visit {
  page: Page;
  /** Goes to a path of the site. @throws SessionEnded when the site wants a login, CollectFailed when it is not reached. */
  open(path: string): Promise<void>;
  folder: string;
  clock: Clock;
  /** Longest to wait for anything the site does, ms. */
  patience: number;
}
