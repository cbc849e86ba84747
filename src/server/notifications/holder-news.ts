import { bilingual } from '../../domain/language.ts';
import type { WarningWords } from './account-warnings.ts';

const seeOwn = bilingual(
  '请登录暖途，在“我的班次”里查看时间和地点。',
  'Sign in to Nuantu: “My shifts” tells when and where.',
);

const seeRecognition = bilingual(
  '请登录暖途，在“认可与评价”里查看。',
  'Sign in to Nuantu: see “Recognition”.',
);

/** What somebody of the public is told as a volunteer. Which shift, where and when it is stands on their page: others may read this. */
export const holderNews = {
  shift_moved_up: {
    title: bilingual('志愿服务有了名额，请确认', 'A place for you as a volunteer: please confirm'),
    text: bilingual(
      '您排队的志愿服务班次有了名额，已为您留出。请在期限内确认能来，过期会让给下一位。',
      'There is a place in a shift that you waited for, and it is kept for you. Say in time that you come, or it goes to the next in line.',
    ),
    remedy: seeOwn,
  },
  shift_lapsed: {
    title: bilingual('志愿服务的名额已让给下一位', 'Your place as a volunteer went to the next in line'),
    text: bilingual(
      '您没有在期限内确认，班次的名额已让给下一位。还想来的话可以重新报名。',
      'You did not confirm in time, and your place in the shift went to the next in line. Sign up again if you still want to come.',
    ),
    remedy: seeOwn,
  },
  shift_removed: {
    title: bilingual('您不再在志愿服务班次的名单里', 'You are not in a shift any more'),
    text: bilingual(
      '您报名的志愿服务班次有变动：您已不在名单里，请不要前往。如有疑问，请联系机构。',
      'You are not among those who come to a shift any more: please do not go there. If you do not know why, ask the organisation.',
    ),
    remedy: seeOwn,
  },
  shift_moved: {
    title: bilingual('志愿服务改了时间，请再次确认', 'A shift of yours is at another time: please confirm'),
    text: bilingual(
      '您报名的志愿服务班次改了时间。请在期限内再确认一次能不能来。',
      'A shift that you signed up for is at another time. Please say in time whether you still come.',
    ),
    remedy: seeOwn,
  },
  shift_called_off: {
    title: bilingual('志愿服务班次已取消', 'A shift of yours was called off'),
    text: bilingual(
      '您报名的志愿服务班次已取消，请不要前往。',
      'A shift that you signed up for was called off: please do not go there.',
    ),
    remedy: seeOwn,
  },
  shift_proposed: {
    title: bilingual('机构请您来做志愿服务，请确认', 'You are asked to come as a volunteer: please say'),
    text: bilingual(
      '机构按您填写的时间和特长，为您留了一个志愿服务班次的名额。请在期限内确认能不能来；来不了就直接取消，不用说明原因。',
      'An organisation keeps a place in a shift for you, by when you can come and what you can do. Please say in time whether you come; if you cannot, cancel it, no reason is needed.',
    ),
    remedy: seeOwn,
  },
  shift_soon: {
    title: bilingual('志愿服务快要开始', 'A shift of yours begins soon'),
    text: bilingual(
      '您报名的志愿服务班次将在 24 小时内开始。来不了的话，请尽早取消，让排队的人来。',
      'A shift that you signed up for begins within 24 hours. If you cannot come, cancel soon, so that whoever waits can come.',
    ),
    remedy: seeOwn,
  },
  recognition_star: {
    title: bilingual('您的志愿服务又得了一颗星', 'You have another star as a volunteer'),
    text: bilingual(
      '您在一家机构已记录的服务时长又到了一颗星。谢谢您。',
      'Your recorded hours at an organisation have come to another star. Thank you.',
    ),
    remedy: seeRecognition,
    path: '/my/#recognition',
  },
  recognition_evaluated: {
    title: bilingual('您的一次志愿服务有了评价', 'Your service as a volunteer was evaluated'),
    text: bilingual(
      '工作人员评价了您的一次服务，您可以查看，并回应一次。',
      'The staff have evaluated a service of yours: you can read it, and answer once.',
    ),
    remedy: seeRecognition,
    path: '/my/#recognition',
  },
} as const satisfies Record<string, WarningWords>;

export type HolderNews = keyof typeof holderNews;

export function isHolderNews(what: string): what is HolderNews {
  return Object.hasOwn(holderNews, what);
}
