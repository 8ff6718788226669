import { z } from 'zod';
import { askFor, findOpenRequest, sayWaits } from '../../warehouse/ops/requests.ts';
import { defineAction } from '../kit/action.ts';

export default defineAction({
  name: 'run',
  group: 'pipeline',
  summary: 'Takes up whatever is landed and not loaded yet, and settles names by label.json.',
  access: 'owner',
  params: z.strictObject({}),

  confirm: (_, { ops, now }) =>
    `The pipeline will take up what is landed and not loaded yet, and settle names anew.${sayWaits(ops, now)}`,

  act(_, context) {
    const { ops, who, now } = context;
    // Pressed twice it is one run.
    const before = findOpenRequest(ops, 'run', who);
    if (before === undefined) askFor(ops, { kind: 'run', params: {}, askedBy: who }, now);
    const asked = before === undefined ? 'The run is asked for' : 'The run was asked for already';
    return { text: `${asked}; I will tell you what it did.${sayWaits(ops, now)}` };
  },
});
