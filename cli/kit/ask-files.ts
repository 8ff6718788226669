import { writeFileSync } from 'node:fs';
import { basename, extname, join, relative, resolve } from 'node:path';
import type { Answer, Chart } from '../../commands/kit/answer.ts';
import type { LinkedPicture } from '../../commands/view/markdown.ts';
import { BedrotError } from '../../core/errors.ts';
import type { Label } from '../../core/label.ts';
import type { Here } from './word.ts';

/** What a question can be written into, and how such a file ends. */
const ENDINGS = {
  chart: { ending: '.png', what: 'A chart' },
  pdf: { ending: '.pdf', what: 'A PDF' },
  md: { ending: '.md', what: 'Markdown' },
} as const;
export type FileKind = keyof typeof ENDINGS;

/** @throws BedrotError `bad_question`: the file would be called what it is not. */
export function checkEnding(kind: FileKind, file: unknown): asserts file is string | undefined {
  const { ending, what } = ENDINGS[kind];
  if (typeof file === 'string' && !file.toLowerCase().endsWith(ending))
    throw new BedrotError('bad_question', `${what} is written as ${ending}, and "${file}" does not end so.`);
}

/** Draws the answer into a file. A fall-back of the renderer is told. */
export async function drawChart(answer: Answer, label: Label, file: string, here: Here): Promise<void> {
  const { renderPng } = await import('../../commands/view/png.ts');
  const { png, note } = await renderPng(answer, pictureOptions(label, here));
  write(file, png, here);
  if (note) here.terminal.err(`${note}\n`);
}

export async function writePdf(answer: Answer, label: Label, file: string, here: Here): Promise<void> {
  const { answerToPdf } = await import('../../commands/view/pdf.ts');
  const { theme, timeZone } = label;
  write(file, await answerToPdf(answer, { theme, timeZone, log: here.log, now: here.clock.now() }), here);
}

/** The document, and its charts beside it: `report.md`, `report-1.png`, `report-2.png`. */
export async function writeMarkdown(answer: Answer, label: Label, file: string, here: Here): Promise<void> {
  const [{ answerToMarkdown }, { renderPng }] = await Promise.all([
    import('../../commands/view/markdown.ts'),
    import('../../commands/view/png.ts'),
  ]);
  const { parts = [], ...whole } = answer;
  const stem = basename(file, extname(file));
  const pictures = new Map<Chart, LinkedPicture>();
  for (const { chart } of [whole, ...parts]) {
    // The figures of a board stand in the text.
    if (!chart || chart.kind === 'board') continue;
    const path = `${stem}-${pictures.size + 1}.png`;
    const { png, alt } = await renderPng({ ...whole, chart }, pictureOptions(label, here));
    write(join(file, '..', path), png, here);
    pictures.set(chart, { path, alt });
  }
  write(file, answerToMarkdown(answer, pictures), here);
}

const pictureOptions = ({ theme }: Label, { config, log }: Here) => ({
  theme,
  renderer: config.CHART_RENDERER,
  quickchartHost: config.QUICKCHART_HOST,
  log,
});

export function write(file: string, content: string | Uint8Array, { terminal }: Here): void {
  try {
    writeFileSync(resolve(file), content);
  } catch (cause) {
    const code = (cause as NodeJS.ErrnoException).code;
    if (code === 'ENOSPC') throw cause;
    const why =
      code === 'ENOENT'
        ? 'its folder does not exist'
        : code === 'EISDIR'
          ? 'it is a folder'
          : code === 'EACCES' || code === 'EPERM' || code === 'EROFS'
            ? 'it may not be written here'
            : String(code);
    throw new BedrotError('bad_question', `${file} could not be written: ${why}.`, {}, cause);
  }
  terminal.err(`Wrote ${shortest(file)}\n`);
}

/** As a person would type it from where they are. */
export function shortest(path: string): string {
  const inside = relative(process.cwd(), path);
  return inside === '' || inside.startsWith('..') ? path : inside;
}
