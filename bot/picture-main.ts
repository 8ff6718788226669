import { enableCompileCache } from 'node:module';
import { workerData } from 'node:worker_threads';
import type { Config } from '../core/config.ts';
import type { PictureRequest } from './desk.ts';

enableCompileCache();
const { serveThread } = await import('../commands/kit/thread.ts');
const { createLog } = await import('../core/log.ts');
const { loadLabel } = await import('../core/label.ts');
const { renderPng } = await import('../commands/view/png.ts');

const config = workerData as Config;
const log = createLog(config.BEDROT_LOG_LEVEL);

serveThread(async (asked, now) => {
  const request = asked as PictureRequest;
  if (request.draw === 'nothing') return;
  const { answer } = request;
  const { theme, timeZone } = loadLabel(config.data);
  if (request.draw === 'document') {
    // pdfkit is loaded with the first document: most bots draw pictures only.
    const { answerToPdf } = await import('../commands/view/pdf.ts');
    return new Uint8Array(await answerToPdf(answer, { theme, timeZone, log, now: new Date(now) }));
  }
  const { png, alt } = await renderPng(answer, {
    theme,
    renderer: config.CHART_RENDERER,
    quickchartHost: config.QUICKCHART_HOST,
    log,
  });
  return { png, alt };
}, log);
