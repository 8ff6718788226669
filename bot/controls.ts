import {
  type APIActionRowComponent,
  type APIButtonComponentWithCustomId,
  ButtonStyle,
  ComponentType,
} from 'discord.js';
import type { Answer } from '../commands/kit/answer.ts';
import type { Command } from '../commands/kit/define.ts';
import { explaining } from '../commands/kit/explaining.ts';
import { readParams } from '../commands/kit/run.ts';
import type { Kept } from './desk.ts';
import { type Act, type Asked, customId } from './state.ts';

const PERIODS = {
  last_7d: '7 days',
  mtd: 'This month',
  last_28d: '28 days',
  last_90d: '90 days',
  ytd: 'This year',
  all: 'All time',
} as const;

type Row = APIActionRowComponent<APIButtonComponentWithCustomId>;

export interface Controls {
  rows: Row[];
  /** Questions too long for a button, to be kept before the message is sent. */
  kept: Kept[];
}

/** The buttons below an answer: other periods; the same again, its CSV and PDF, where it comes from, and to show it to all. */
export function controlsOf(
  command: Command,
  params: Readonly<Record<string, unknown>>,
  answer: Answer,
  options: { explain: Command | undefined; share: boolean },
): Controls {
  const asked = askedOf(command, params);
  const kept: Kept[] = [];
  const button = (act: Act, about: Asked, label: string, current = false): Row['components'][number] => {
    const { id, keep } = customId(act, about);
    if (keep) kept.push(keep);
    const style = current ? ButtonStyle.Primary : ButtonStyle.Secondary;
    return {
      type: ComponentType.Button,
      style,
      label,
      custom_id: id,
      ...(current ? { disabled: true } : {}),
    };
  };
  const { explain } = options;
  const origin = explain ? explaining(explain, command, params, answer) : null;
  const hasNumbers = answer.figures.length > 0 || (answer.table?.rows.length ?? 0) > 0;
  return {
    rows: [
      row(
        periodsOf(command).map((period) => {
          const other = askedOf(command, { ...params, period });
          return button('p', other, PERIODS[period], readParams(command, params).period === period);
        }),
      ),
      row([
        button('r', asked, 'Refresh'),
        ...(hasNumbers ? [button('c', asked, 'CSV')] : []),
        ...(command.document ? [button('d', asked, 'PDF')] : []),
        ...(explain && origin ? [button('x', askedOf(explain, origin), 'Explain')] : []),
        ...(options.share ? [button('s', asked, 'Show to all')] : []),
      ]),
    ].flat(),
    kept,
  };
}

const row = (components: Row['components']): Row[] =>
  components.length === 0 ? [] : [{ type: ComponentType.ActionRow, components }];

/** Five, with the current month first where that is what the question is about. */
function periodsOf(command: Command): (keyof typeof PERIODS)[] {
  if (!('period' in command.params.shape)) return [];
  const standard = readParams(command, {}).period;
  return [standard === 'mtd' ? 'mtd' : 'last_7d', 'last_28d', 'last_90d', 'ytd', 'all'];
}

/** What a button keeps: params that differ from their default, as texts. */
export function askedOf(command: Command, params: Readonly<Record<string, unknown>>): Asked {
  const standard = readParams(command, {});
  const given = Object.entries(readParams(command, params))
    .filter(([name, value]) => value !== undefined && value !== null && value !== standard[name])
    .map(([name, value]) => [name, String(value)]);
  return { command: command.name, params: Object.fromEntries(given) as Record<string, string> };
}
