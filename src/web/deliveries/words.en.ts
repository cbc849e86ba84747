import type { zh } from './words.zh.ts';

/** Words of deliveries between organisations in English. */
export const en: typeof zh = {
  late: {
    title: 'Deliveries between organisations',
    lead: 'What one organisation sent to another and has not arrived after ten minutes, or is not tried any more. You see who sends what kind of thing to whom, never what is in it.',
    empty: 'Everything has arrived',
    emptyHint:
      'What does not arrive is tried again by itself: after one minute, five, half an hour, two hours, then every twelve hours, for three days.',
    count: '{{n}} late',
    more: 'There are more; open to see all.',
    route: '{{from}} → {{to}}',
    gone: 'an organisation that is gone',
    since: 'sent {{time}}',
    attempts: 'failed attempts: {{n}}',
    next: 'next try {{time}}',
    givenUp: 'Given up',
    waiting: 'Will be tried again',
    retry: 'Try again',
    retryOf: 'Try again: {{kind}}, {{route}}',
    retried: 'It is tried again now',
    dismiss: 'Put aside',
    dismissOf: 'Put aside: {{kind}}, {{route}}',
    dismissed: 'Put aside; it is back when its sender sends it again',
    senderClosed:
      'The sender is not open on this server, so nothing of it is carried; once it is open, it goes on by itself.',
    notTried: 'Not tried yet: the background work may not be running.',
    failures: {
      organisation_closed: 'The receiver is not open on this server.',
      organisation_gone: 'The receiver is gone: no further try will reach it.',
      unknown_kind:
        'This version of the server does not know this kind of thing. Try again after an upgrade.',
      payload_invalid: 'The content is not as agreed, and the receiver cannot take it.',
      failed: 'The receiver’s side failed on it; the server’s log has the details.',
    },
    otherFailure: 'The receiver did not take it ({{code}}).',
  },
};
