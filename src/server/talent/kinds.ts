import { Exactly, Instant } from '../../contract/operation.ts';
import { TalentFigures } from '../../contract/talent.ts';
import type { DeliveryKind } from '../deliveries/public.ts';

/** What an organisation tells of its staff, in sums; its key is the report. */
export const talentReport = {
  kind: 'talent.report',
  name: { zh: '社工人才数据', en: 'figures of the staff' },
  schema: Exactly({ madeAt: Instant, figures: TalentFigures }),
} as const satisfies DeliveryKind;
