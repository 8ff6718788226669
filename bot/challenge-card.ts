import type { APIEmbed } from 'discord.js';
import { DEMO_MARK } from '../commands/view/text.ts';
import type { Label } from '../core/label.ts';
import { platformDisplayName } from '../warehouse/kit/stores.ts';
import { type Challenge, type ChallengeState, stateOf } from '../warehouse/ops/challenges.ts';
import { plain } from './markdown.ts';

/** Prefix of the button and of the modal: `code:12`. */
export const CODE_PREFIX = 'code';
/** Custom id of the field of the modal. */
export const CODE_FIELD = 'code';
const PRIMARY = 1;

type Look = Pick<Label, 'theme' | 'demo'>;

/** The direct message that asks the owner for a code, as the challenge stands. It never holds the code. */
export function challengeCard(challenge: Challenge, { theme, demo }: Look) {
  const state = stateOf(challenge);
  const { title, text, colour } = SAID[state](challenge);
  const embed: APIEmbed = {
    title,
    description: text,
    color: Number.parseInt(theme[colour].slice(1), 16),
    fields: [
      {
        name: 'Site',
        value: plain(platformDisplayName(challenge.platform) ?? challenge.platform),
        inline: true,
      },
      { name: 'Account', value: plain(masked(challenge.account)), inline: true },
    ],
    ...(demo ? { author: { name: DEMO_MARK } } : {}),
  };
  const button = {
    type: 2,
    style: PRIMARY,
    label: 'Enter code',
    custom_id: `${CODE_PREFIX}:${challenge.id}`,
  };
  const asks = state === 'asked' || state === 'again';
  return {
    embeds: [embed],
    components: asks ? [{ type: 1, components: [button] }] : [],
    allowed_mentions: { parse: [] },
  };
}

interface Said {
  title: string;
  text: string;
  colour: 'good' | 'bad' | 'warn';
}

const until = ({ expiresAt }: Challenge): string => `<t:${Math.floor(Date.parse(expiresAt) / 1000)}:R>`;

const SAID: Readonly<Record<ChallengeState, (challenge: Challenge) => Said>> = {
  asked: (challenge) => ({
    title: '🔑 A code is needed to sign in',
    text: `Give ${plain(challenge.hint)}. It expires ${until(challenge)}.\nThe code is sealed to this one login. bedrot asks only here, and never wants it written as a message.`,
    colour: 'warn',
  }),
  again: (challenge) => ({
    title: '🔑 That code was refused: one try is left',
    text: `Give ${plain(challenge.hint)}, once more and with care. It expires ${until(challenge)}.`,
    colour: 'warn',
  }),
  checking: () => ({
    title: '⏳ The code is being tried',
    text: 'This takes a few seconds.',
    colour: 'warn',
  }),
  accepted: () => ({
    title: '✅ Signed in',
    text: 'The code was right. Nothing more to do.',
    colour: 'good',
  }),
  refused: () => ({
    title: '❌ The codes were refused',
    text: 'No further one is tried, so that the account is not locked. Collect again for a new code.',
    colour: 'bad',
  }),
  expired: () => ({
    title: '⌛ Too late',
    text: 'No code came in time. Collect again when you are at hand.',
    colour: 'bad',
  }),
  superseded: () => ({
    title: '↪️ Over',
    text: 'The site began the login anew. The next message asks for its code.',
    colour: 'warn',
  }),
  cancelled: () => ({ title: '⏹️ Over', text: 'Collecting was stopped. Nothing to do.', colour: 'warn' }),
  failed: () => ({
    title: '❌ Not signed in',
    text: 'The site took the code and then did something unexpected. The report of the run says what.',
    colour: 'bad',
  }),
};

/** Opened by the button. */
export const codeModal = ({ id, hint, triesLeft }: Challenge) => ({
  custom_id: `${CODE_PREFIX}:${id}`,
  title: 'Enter code',
  components: [
    {
      type: 18,
      label: triesLeft === 1 ? 'Code (last try)' : 'Code',
      description: `${hint.charAt(0).toUpperCase()}${hint.slice(1)}`.slice(0, 100),
      component: {
        type: 4,
        custom_id: CODE_FIELD,
        style: 1,
        min_length: 4,
        max_length: 16,
        required: true,
        placeholder: 'as you were sent it',
      },
    },
  ],
});

/** "o•••@label.test": enough to know which, too little to use. */
export function masked(account: string): string {
  const at = account.indexOf('@');
  return `${account.slice(0, 1)}•••${at > 0 ? account.slice(at) : ''}`;
}
