import type { APIActionRowComponent, APIButtonComponent, APIEmbed } from 'discord.js';
import { DEMO_MARK } from '../commands/view/text.ts';
import type { Theme } from '../core/label.ts';
import type { CardBody, ReminderBody, Severity } from '../warehouse/ops/incidents.ts';
import { marked, plain } from './markdown.ts';

/** Prefix of the buttons under a card: `alert:12:ack`. */
export const ALERT_PREFIX = 'alert';
/** Bit of a message that rings nobody's phone. */
const SILENT = 4096;
/** Button style of Discord: grey. */
const SECONDARY = 2;
const FIELD = 1024;

/** A message as Discord's API takes it. */
export interface CardMessage {
  embeds: APIEmbed[];
  components: APIActionRowComponent<APIButtonComponent>[];
  allowed_mentions: { parse: [] };
  flags?: number;
}

export interface CardLook {
  /** By it the message is found again: it is printed at its foot. */
  nonce: string;
  theme: Theme;
  demo: boolean;
}

/** Severity by word and sign; the colour only repeats it. */
const SEVERITY: Readonly<Record<Severity, { mark: string; colour: 'bad' | 'warn' }>> = {
  critical: { mark: '🔴 Critical', colour: 'bad' },
  warning: { mark: '🟠 Warning', colour: 'warn' },
};

/** The card of an incident as it stands: open, acknowledged, or over. Times are printed in each reader's own zone. */
export function incidentCard(body: CardBody, look: CardLook): CardMessage {
  const { details, closedAt, acknowledgedBy } = body;
  const open = closedAt === null;
  const settled = body.kind === 'file' && acknowledgedBy !== null;
  const fields = [
    ...details.facts.map(([name, value]) => field(name, plain(value), true)),
    field('Noticed', moment(body.openedAt), true),
    ...(acknowledgedBy === null ? [] : [field('Acknowledged', sayWho(body), true)]),
    ...(open ? [] : [field('Over', `${moment(closedAt)}, after ${span(body.openedAt, closedAt)}`, true)]),
    ...(open && details.howToGet ? [field('How to get it', stepsOf(details.howToGet))] : []),
    ...(open ? byHand(details) : []),
  ];
  const { mark, colour } = SEVERITY[body.severity];
  const title = open
    ? `${mark}${acknowledgedBy === null ? '' : ' (acknowledged)'}: ${body.message}`
    : `✅ ${settled ? 'Settled' : 'Recovered'}: ${details.about}`;
  const embed = {
    title: cut(plain(title), 256),
    description: cut(plain(open ? details.text : `Was: ${body.message}.`), 1500),
    fields,
    color: hex(look.theme[open ? colour : 'good']),
  };
  const canAcknowledge = open && acknowledgedBy === null;
  return message([embed], canAcknowledge ? [acknowledgeButton(body.id)] : [], look, {
    quiet: body.severity === 'warning' || !open,
  });
}

/** A call by a message of its own: an edited card calls nobody. The card has the rest. */
export function reminderCard(body: ReminderBody, look: CardLook): CardMessage {
  const { mark, colour } = SEVERITY[body.severity];
  const embed = {
    title: cut(plain(`${mark}: ${body.message}`), 256),
    description: `${body.since ? `Since ${plain(body.since)}. ` : ''}What to do stands on its card.`,
    color: hex(look.theme[colour]),
  };
  return message([embed], [acknowledgeButton(body.incident)], look, { quiet: false });
}

/** What stands at the foot, and is looked for when nobody knows whether a message arrived. */
export const refOf = (nonce: string): string => `ref ${nonce}`;

function message(
  [embed]: [APIEmbed],
  buttons: APIButtonComponent[],
  { nonce, demo }: CardLook,
  { quiet }: { quiet: boolean },
): CardMessage {
  return {
    embeds: [{ ...embed, ...(demo ? { author: { name: DEMO_MARK } } : {}), footer: { text: refOf(nonce) } }],
    components: buttons.length > 0 ? [{ type: 1, components: buttons }] : [],
    allowed_mentions: { parse: [] },
    ...(quiet ? { flags: SILENT } : {}),
  };
}

const acknowledgeButton = (incident: number): APIButtonComponent => ({
  type: 2,
  style: SECONDARY,
  label: 'Acknowledge',
  custom_id: `${ALERT_PREFIX}:${incident}:ack`,
});

function stepsOf({ page, steps, file }: NonNullable<CardBody['details']['howToGet']>): string {
  const lines = [
    marked(page),
    ...[...steps, `Run "bedrot import FILE" with ${file}`].map(
      (step, index) => `${index + 1}. ${plain(step)}`,
    ),
  ];
  return lines.join('\n');
}

/** As many as an embed has room for beside everything else. */
const byHand = (details: CardBody['details']) =>
  (details.byHand ?? [])
    .slice(0, 3)
    .map(({ label, howToGet }) => field(cut(plain(`By hand: ${label}`), 256), stepsOf(howToGet)));

function sayWho({ acknowledgedBy, acknowledgedAt }: CardBody): string {
  const who = acknowledgedBy ?? '';
  const user = /^discord:(\d+)$/.exec(who)?.[1];
  return `by ${user ? `<@${user}>` : plain(who)}${acknowledgedAt ? `, ${moment(acknowledgedAt)}` : ''}`;
}

const field = (name: string, value: string, inline = false) => ({ name, value: cut(value, FIELD), inline });
const moment = (iso: string): string => `<t:${Math.floor(Date.parse(iso) / 1000)}:f>`;

/** "3 d 4 h", "4 h 12 min", "12 min". */
function span(from: string, to: string): string {
  const minutes = Math.max(0, Math.round((Date.parse(to) - Date.parse(from)) / 60_000));
  const [days, hours] = [Math.floor(minutes / 1440), Math.floor(minutes / 60) % 24];
  if (days > 0) return `${days} d ${hours} h`;
  return hours > 0 ? `${hours} h ${minutes % 60} min` : `${minutes} min`;
}

const cut = (text: string, limit: number): string =>
  text.length <= limit ? text : `${text.slice(0, limit - 1)}…`;
const hex = (colour: string): number => Number.parseInt(colour.slice(1), 16);
