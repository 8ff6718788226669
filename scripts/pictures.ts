// `npm run format:pictures` draws the pictures of the docs anew: a generated label's files, carried through the real
// pipeline, asked with the real commands. Time stands still, so the same code draws the same numbers.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { asOwner } from '../cli/kit/ask.ts';
import { loadCommands } from '../commands/kit/registry.ts';
import { renderPng } from '../commands/view/png.ts';
import { smallPng } from '../commands/view/small-png.ts';
import { fixedClock } from '../core/clock.ts';
import { loadConfig } from '../core/config.ts';
import { loadLabel } from '../core/label.ts';
import { silentLog as log } from '../core/log.ts';
import { noProgress } from '../pipeline/kit/report.ts';
import { importFiles } from '../pipeline/run.ts';
import { generateLabel } from '../sandbox/label/index.ts';

const IMAGES = join(import.meta.dirname, '..', 'docs', 'img');
const PICTURES: Readonly<Record<string, [command: string, params: Record<string, unknown>]>> = {
  'summary.png': ['summary', {}],
};
// Half of what is drawn: two pixels become one.
const WIDTH = 900;
const MOST_BYTES = 150_000;

const data = mkdtempSync(join(tmpdir(), 'bedrot-pictures-'));
const clock = fixedClock('2026-11-22T17:00:00Z');
try {
  const { files, label: made } = await generateLabel({
    folder: join(data, 'downloads'),
    today: '2026-11-22',
  });
  writeFileSync(join(data, 'label.json'), JSON.stringify(made));
  const house = { data, label: loadLabel(data), clock, log, progress: noProgress };
  await importFiles(
    house,
    files.map(({ path }) => path),
  );
  const commands = await loadCommands();
  const config = { ...loadConfig({}), data };
  mkdirSync(IMAGES, { recursive: true });
  for (const [name, [asked, params]] of Object.entries(PICTURES)) {
    const command = commands.find((each) => each.name === asked);
    if (!command) throw new Error(`there is no command ${asked}`);
    const { answer, label } = await asOwner(command, params, { config, clock });
    if (!answer.demo) throw new Error(`${name} would not say that it is demo data`);
    const { theme } = label;
    const { png: large, alt } = await renderPng(answer, {
      theme,
      renderer: 'local',
      quickchartHost: '',
      log,
    });
    const png = await smallPng(large, WIDTH);
    if (png.length > MOST_BYTES) throw new Error(`${name} has ${png.length} bytes, more than ${MOST_BYTES}`);
    writeFileSync(join(IMAGES, name), png);
    console.log(`docs/img/${name} (${Math.round(png.length / 1000)} kB): ${alt}\n`);
  }
} finally {
  rmSync(data, { recursive: true, force: true });
}
await import('./chat-pictures.ts');
