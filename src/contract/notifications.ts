import { type Static, Type } from 'typebox';
import { ways } from '../domain/notifications/choices.ts';
import {
  Exactly,
  Id,
  IdParams,
  Instant,
  LineText,
  Nothing,
  Nullable,
  OneOf,
  operation,
  PageOf,
  PageQuery,
} from './operation.ts';
import { Party } from './organisations.ts';

const tag = 'notifications';

export const notificationStates = ['waiting', 'settled', 'hidden'] as const;

export const Notification = Exactly({
  id: Id,
  at: Instant,
  readAt: Nullable(Instant),
  state: OneOf(
    notificationStates,
    'settled: somebody saw to it; hidden: the reader may not see any more what it is about, and is told nothing of it',
  ),
  isUrgent: Type.Boolean(),
  /** names no person */
  title: Nullable(Type.String({ description: 'in Chinese; null where it is hidden' })),
  titleEn: Nullable(Type.String()),
  path: Nullable(Type.String({ description: 'of the page where it is seen to' })),
  siteId: Nullable(Id),
});

export const CountNotifications = operation({
  method: 'GET',
  url: '/api/v1/notifications/unread-count',
  access: 'signed_in',
  personOnly: true,
  tag,
  summary: 'How many notifications one has not read that still wait',
  response: { 200: Exactly({ unread: Type.Integer() }) },
});

export const ListNotifications = operation({
  method: 'GET',
  url: '/api/v1/notifications',
  access: 'signed_in',
  personOnly: true,
  tag,
  summary:
    'One’s own notifications of the last ninety days, newest first, as one may see them at this moment',
  query: Exactly(PageQuery),
  response: { 200: PageOf(Notification) },
});

export const ReadNotification = operation({
  method: 'POST',
  url: '/api/v1/notifications/:id/read',
  access: 'signed_in',
  personOnly: true,
  tag,
  summary: 'Mark one of one’s own notifications as read; what has not gone out of it yet stays here',
  params: IdParams,
  response: { 200: Nothing },
});

export const ReadAllNotifications = operation({
  method: 'POST',
  url: '/api/v1/notifications/read',
  access: 'signed_in',
  personOnly: true,
  tag,
  summary: 'Mark one’s own notifications as read, up to an instant: what comes meanwhile stays unread',
  body: Exactly({ until: Instant }),
  response: { 200: Nothing },
});

const Clock = Type.String({
  pattern: '^([01]\\d|2[0-3]):[0-5]\\d$',
  description: 'hour and minute in the organisation’s zone',
});
const Ways = Type.Array(OneOf(ways), { maxItems: ways.length, uniqueItems: true });
const chosen = {
  urgent: Ways,
  normal: Ways,
  quiet: Nullable(Exactly({ from: Clock, until: Clock })),
  digestAt: Nullable(Clock),
};

export const ContactWay = Exactly({
  way: OneOf(ways),
  isAvailable: Type.Boolean({ description: 'the server can send this way' }),
  /** in part: enough to tell which one it is */
  address: Nullable(Type.String({ description: 'hidden in part; null: none is confirmed' })),
  pending: Nullable(Type.String({ description: 'waits for its code; hidden in part' })),
});

export const NotificationChoices = Exactly({
  ...chosen,
  version: Type.Integer(),
  ways: Type.Array(ContactWay),
});

export const ReadNotificationChoices = operation({
  method: 'GET',
  url: '/api/v1/notification-choices',
  access: 'signed_in',
  personOnly: true,
  tag,
  summary: 'What one hears of, where and when, and where one can be reached',
  response: { 200: NotificationChoices },
});

export const ChangeNotificationChoices = operation({
  method: 'PUT',
  url: '/api/v1/notification-choices',
  access: 'signed_in',
  personOnly: true,
  versioned: true,
  tag,
  summary: 'Choose what one hears of, where and when; version 0 where nothing was chosen yet',
  body: Exactly(chosen),
  response: { 200: NotificationChoices },
});

const WayParams = Exactly({ way: OneOf(ways) });

export const BeginContactWay = operation({
  method: 'PUT',
  url: '/api/v1/contact-ways/:way',
  access: 'signed_in',
  personOnly: true,
  perMinute: 10,
  tag,
  summary: 'Name an address of one’s own: a code is sent there, and until it comes back the one before holds',
  params: WayParams,
  body: Exactly({ address: LineText({ minLength: 1, maxLength: 254 }) }),
  response: { 200: NotificationChoices },
});

export const ConfirmContactWay = operation({
  method: 'POST',
  url: '/api/v1/contact-ways/:way/confirm',
  access: 'signed_in',
  personOnly: true,
  perMinute: 20,
  tag,
  summary: 'Give back the code that was sent to the address',
  params: WayParams,
  body: Exactly({ code: Type.String({ pattern: '^\\d{6}$' }) }),
  response: { 200: NotificationChoices },
});

export const EndContactWay = operation({
  method: 'DELETE',
  url: '/api/v1/contact-ways/:way',
  access: 'signed_in',
  personOnly: true,
  tag,
  summary: 'Forget an address of one’s own',
  params: WayParams,
  response: { 200: NotificationChoices },
});

export const TestContactWay = operation({
  method: 'POST',
  url: '/api/v1/contact-ways/:way/test',
  access: 'signed_in',
  personOnly: true,
  perMinute: 10,
  tag,
  summary: 'Send a message to one’s own confirmed address, to see whether it comes',
  params: WayParams,
  response: { 200: Nothing },
});

const NotificationRule = Exactly({
  namesInMessages: Type.Boolean({
    description:
      'names of clients may stand in the text of e-mails to staff; no other message that leaves the server has any',
  }),
  version: Type.Integer(),
});
export type NotificationRuleView = Static<typeof NotificationRule>;

export const ReadNotificationRule = operation({
  method: 'GET',
  url: '/api/v1/notification-rule',
  access: 'notification.rule',
  tag,
  summary: 'What the organisation allows in messages that leave the server',
  response: { 200: NotificationRule },
});

export const ChangeNotificationRule = operation({
  method: 'PUT',
  url: '/api/v1/notification-rule',
  access: 'notification.rule',
  personOnly: true,
  versioned: true,
  tag,
  summary: 'Say what may stand in messages; version 0 where nothing was said yet',
  body: Exactly({ namesInMessages: Type.Boolean() }),
  response: { 200: NotificationRule },
});

export const UnsentMessage = Exactly({
  id: Id,
  organisation: Party,
  to: Type.String({ description: 'name of the colleague' }),
  way: OneOf(ways),
  title: Type.String({ description: 'in Chinese; names no person' }),
  titleEn: Type.String(),
  since: Instant,
  failure: Nullable(
    Type.String({ description: 'code of the last failure; null: the server cannot send this way' }),
  ),
});

export const ListUnsentMessages = operation({
  method: 'GET',
  url: '/api/v1/unsent-messages',
  access: 'message.manage',
  tag,
  summary:
    'Messages to staff that cannot be sent since the server has no way to, or were given up, of all organisations, newest first; never a client’s name',
  query: Exactly(PageQuery),
  response: { 200: PageOf(UnsentMessage) },
});

const MessageParams = Exactly({ organisationId: Id, id: Id });

export const MarkMessageTold = operation({
  method: 'POST',
  url: '/api/v1/unsent-messages/:organisationId/:id/told',
  access: 'message.manage',
  tag,
  summary: 'The operator told the colleague in another way',
  params: MessageParams,
  response: { 200: Nothing },
});

export const DropMessage = operation({
  method: 'DELETE',
  url: '/api/v1/unsent-messages/:organisationId/:id',
  access: 'message.manage',
  tag,
  summary: 'Nobody is to be told by this message any more; the notification on the page stays',
  params: MessageParams,
  response: { 200: Nothing },
});
