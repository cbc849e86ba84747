import { clockTimeIn } from '../../domain/calendar/clock-time.ts';
import { button, element } from '../../plain/element.ts';
import type { KeptNote } from '../attendance.ts';
import { formOf } from '../form.ts';
import type { Page } from '../page.ts';
import { codeField, codeOf } from './attendance.ts';
import { heading } from './frame.ts';

interface Opened {
  /** as far as the address says it: nothing of a person is kept here that would tell */
  readonly shiftId: string | null;
  readonly onDone: () => void;
  readonly onAgain: () => void;
}

/**
 * Of a page that was opened without a network: whoever stands at the door types the code, and later that they leave. For which of their shifts it was
 * is found when it is sent.
 */
export function noNetworkScreen(page: Page, { shiftId, onDone, onAgain }: Opened): HTMLElement[] {
  const { say, attendance } = page;
  const { waiting } = attendance;
  const here = waiting.filter(
    ({ id, kind }) => kind === 'in' && !waiting.some((other) => other.id === id && other.kind === 'out'),
  );
  return [
    heading(say('noNetworkTitle')),
    element('p', {}, say('noNetworkLead')),
    ...(waiting.length === 0
      ? []
      : [element('p', { class: 'told', role: 'status' }, say('keptWaiting', { n: waiting.length }))]),
    ...here.map((note) => hereCard(page, note, onDone)),
    formOf(
      say('checkIn'),
      async (values) => {
        await attendance.arrive(shiftId, { code: codeOf(page, values) });
        onDone();
      },
      codeField(page),
    ),
    element('nav', {}, button(say('again'), { class: 'step' }, onAgain)),
  ];
}

function hereCard({ say, door, attendance }: Page, note: KeptNote, onDone: () => void): HTMLElement {
  const { id, shiftId } = note;
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const since = door.serverTime(note.deviceMs).toISOString();
  const time = clockTimeIn(zone, since).slice('YYYY-MM-DDT'.length);
  return element(
    'div',
    { class: 'next' },
    element('p', { class: 'state accepted' }, say('hereSinceKept', { time })),
    formOf(say('checkOut'), async () => {
      await attendance.depart({ id, shiftId }, {});
      onDone();
    }),
  );
}
