import type { Role } from '../../core/config.ts';

/** A viewer sees no money: what a viewer reads may go to a model provider or a public channel. */
export const seesMoney = (role: Role): boolean => role !== 'viewer';
