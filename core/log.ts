import { type DestinationStream, destination, pino } from 'pino';

/** The closed list of event names. */
export const EVENTS = [
  'processing_started',
  'processing_completed',
  'processing_failed',
  'file_landed',
  'file_quarantined',
  'file_loaded',
  'file_rolled_back',
  'rebuild_completed',
  'question_answered',
  'question_failed',
  'chart_fallback',
  'bot_ready',
  'bot_disconnected',
  'bot_failed',
  'collecting_started',
  'collecting_completed',
  'collecting_failed',
  'code_asked',
  'code_answered',
  'code_settled',
  'incident_opened',
  'incident_closed',
  'alerts_failed',
  'quality_failed',
  'message_sent',
  'message_failed',
  'inbox_taken',
  'inbox_failed',
  'request_taken',
  'request_done',
  'request_failed',
  'slot_started',
  'slot_completed',
  'names_failed',
  'names_settled',
  'slot_failed',
  'service_started',
  'service_stopped',
  'service_failed',
] as const;
export type EventName = (typeof EVENTS)[number];

export interface Log {
  debug(event: EventName, fields?: Record<string, unknown>): void;
  info(event: EventName, fields?: Record<string, unknown>): void;
  warn(event: EventName, fields?: Record<string, unknown>): void;
  error(event: EventName, fields?: Record<string, unknown>): void;
  /** The same log with fields on every line, e.g. the run id. */
  with(fields: Record<string, unknown>): Log;
}

/** JSON lines on standard error: standard output belongs to answers and to the MCP protocol. */
export function createLog(
  level: string,
  stream: DestinationStream = destination({ dest: 2, sync: true }),
): Log {
  return wrap(
    pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime, messageKey: 'event' }, stream),
  );
}

/** A log that keeps nothing. */
export const silentLog: Log = createLog('silent');

function wrap(logger: pino.Logger): Log {
  const at =
    (level: 'debug' | 'info' | 'warn' | 'error') =>
    (event: EventName, fields: Record<string, unknown> = {}) =>
      logger[level](fields, event);
  return {
    debug: at('debug'),
    info: at('info'),
    warn: at('warn'),
    error: at('error'),
    with: (fields) => wrap(logger.child(fields)),
  };
}
