import { MessageFlags } from 'discord.js';
import { type Config, PROJECT } from '../core/config.ts';
import type { BedrotError } from '../core/errors.ts';
import { plain } from './markdown.ts';

/** Characters of the sentence at most; a message takes 2000. */
const LONGEST = 1500;

/**
 * A failure as a person reads it: one plain sentence, and the id that joins it to the log. Only the person who asked sees
 * it. The machine's folders are called by what they are.
 */
export function sayFailure(error: BedrotError, config: Pick<Config, 'data'>) {
  const sentence = error.message
    .replaceAll(config.data, 'the data folder')
    .replaceAll(PROJECT, 'the project folder');
  const cut = sentence.length > LONGEST ? `${sentence.slice(0, LONGEST)}…` : sentence;
  return {
    content: `${plain(cut)}\n-# error ${error.id}`,
    flags: MessageFlags.Ephemeral as const,
    allowedMentions: { parse: [] as [] },
  };
}
