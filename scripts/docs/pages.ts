import { join } from 'node:path';
import { envText } from '../../cli/env-example.ts';
import { WORDS } from '../../cli/words.ts';
import { loadActions } from '../../commands/kit/action-registry.ts';
import { loadCommands } from '../../commands/kit/registry.ts';
import { loadPlatforms } from '../../pipeline/run.ts';
import { loadMetrics } from '../../warehouse/kit/discover-metrics.ts';
import { commandsPage } from './commands-page.ts';
import { filesPage } from './files-page.ts';
import { metricsPage } from './metrics-page.ts';
import { readmePage } from './readme-page.ts';
import { settingsPage } from './settings-page.ts';
import { warehousePage } from './warehouse-page.ts';

export const PROJECT = join(import.meta.dirname, '..', '..');

/** A file that is made from code, or a part of it: what it must be, given what it is. */
export type Page = (now: string) => string;

/** Path from the project -> its page. */
export async function pages(): Promise<ReadonlyMap<string, Page>> {
  const [commands, platforms, metrics] = await Promise.all([loadCommands(), loadPlatforms(), loadMetrics()]);
  const words = await Promise.all(
    Object.entries(WORDS).map(async ([name, load]) => ({ ...(await load()).default, name })),
  );
  const actions = await loadActions(undefined, commands);
  return new Map<string, Page>([
    ['README.md', (now) => readmePage(now, commands)],
    ['docs/commands.md', () => commandsPage(commands, words, actions)],
    ['docs/metrics.md', () => metricsPage([...metrics.values()])],
    ['docs/settings.md', settingsPage],
    ['docs/first-files.md', () => filesPage(platforms)],
    [
      'docs/warehouse.md',
      () =>
        warehousePage(
          platforms.flatMap(({ feeds }) => feeds),
          [...metrics.values()],
        ),
    ],
    ['.env.example', () => envText()],
  ]);
}

/** Pages that are not what the code makes them. */
export const stale = (all: ReadonlyMap<string, Page>, read: (path: string) => string): string[] =>
  [...all].filter(([path, page]) => page(read(path)) !== read(path)).map(([path]) => path);
