/** Ids of the local Discord: the same in each demo, since label.json names them. */
export const OWNER = '1200000000000000001';
export const ANALYST = '1200000000000000002';
export const GUEST = '1200000000000000003';

export const NUMBERS = '1300000000000000001';
export const MONEY = '1300000000000000002';
export const ALERTS = '1300000000000000003';
