export { endFeedsOf } from './feeds.ts';
export { repetitionsOf } from './repetitions.ts';
export { type CalendarSource, type HolderCalendar, MOST_EVENTS } from './source.ts';
