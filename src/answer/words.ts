import type { Language, Texts } from '../domain/language.ts';
import { fill } from '../plain/words.ts';

/** Every sentence of the page, in words that a pupil of the fourth grade reads without help. */
const words = {
  help: { zh: '需要帮助？', en: 'Need help?' },
  languageName: { zh: 'English', en: '中文' },
  languageSwitch: { zh: '换成英文 English', en: 'Switch to Chinese 中文' },
  loading: { zh: '正在打开……', en: 'Opening…' },

  welcomeAsk: { zh: '{station}想听听你的想法。', en: '{station} would like to hear how you are.' },
  welcomeLength: {
    zh: '一共 {count} 题，大约 {minutes} 分钟。',
    en: '{count} questions, about {minutes} minutes.',
  },
  welcomeRight: {
    zh: '没有对错，也不算成绩。不想答的题可以跳过。',
    en: 'There is no right or wrong and no mark. Skip whatever you do not want to answer.',
  },
  welcomeWho: {
    zh: '只有社工站的社工会看你的回答。如果你的回答让人担心你的安全，社工会来找你聊聊。',
    en: 'Only the social workers of the station see your answers. If an answer makes them worry about your safety, they will come and talk with you.',
  },
  welcomeKept: {
    zh: '你的回答先存在这台设备上，连上网以后再交给社工站。交上去以前，社工还不知道。',
    en: 'Your answers are kept on this device first, and sent to the station once there is a connection. Until then the social workers do not know them.',
  },
  welcomeOther: {
    zh: '这是这台设备上最近的一份问卷。你的纸条问的可能是别的，那也可以先写在这里。',
    en: 'This is the latest questionnaire on this device. Your slip may ask something else; you can write here all the same.',
  },
  welcomeUntil: { zh: '可以作答到 {day}。', en: 'You can answer until {day}.' },
  whoAsk: { zh: '你是{className}的{surname}同学吗？', en: 'Are you {surname} of {className}?' },
  whoSeat: { zh: '学号的末尾是 {seat}。', en: 'Your student number ends in {seat}.' },
  whoUnknown: {
    zh: '现在没有网络，看不到这张纸条是谁的。这张纸条是你自己的吗？',
    en: 'There is no connection, so this page cannot see whose slip it is. Is it your own?',
  },
  welcomeWaiting: {
    zh: '用这张纸条的一份回答还等着交上去，不会丢。如果那不是你答的，你可以自己答一份。',
    en: 'Answers by this slip are waiting to be sent, and are not lost. If they are not yours, you can give your own.',
  },
  begin: { zh: '是我，开始', en: 'Yes, begin' },
  resume: { zh: '是我，继续作答', en: 'Yes, go on' },
  notMe: { zh: '不是我', en: 'Not me' },
  notMeNow: { zh: '我不是{surname}同学', en: 'I am not {surname}' },
  notMySlip: { zh: '这不是我的纸条', en: 'This is not my slip' },
  notMeTitle: { zh: '这张纸条不是你的', en: 'This slip is not yours' },
  notMeText: {
    zh: '没关系。请把纸条交给老师或社工，要一张你自己的。这台设备上没有留下任何回答。',
    en: 'That is all right. Give the slip to your teacher or social worker and ask for your own. No answer was left on this device.',
  },

  progress: { zh: '第 {step} 题，共 {count} 题', en: 'Question {step} of {count}' },
  back: { zh: '上一题', en: 'Back' },
  next: { zh: '下一题', en: 'Next' },
  skip: { zh: '跳过', en: 'Skip' },
  submit: { zh: '提交', en: 'Submit' },
  clear: { zh: '清除选择', en: 'Clear my choice' },
  rendering: {
    zh: '本站采用的自拟译文，非官方版本',
    en: 'A rendering of this project, not an official version',
  },
  rankHint: { zh: '最多选 {most} 项，按你点的先后排序', en: 'Up to {most}, in the order you tap them' },
  multipleHint: { zh: '最多选 {most} 项', en: 'Choose up to {most}' },
  rankFull: {
    zh: '已经选了 {most} 项。先取消一项，才能再选。',
    en: 'You have chosen {most}. Take one back to choose another.',
  },
  rankPlace: { zh: '第 {place} 位', en: 'place {place}' },
  lettersLeft: { zh: '还可以写 {count} 个字', en: '{count} characters left' },

  sending: { zh: '正在提交……', en: 'Sending…' },
  waitingTitle: { zh: '还没有交上去', en: 'Not sent yet' },
  waitingText: {
    zh: '现在连不上网络。你的回答存在这台设备上，连上网以后会自动提交，请先不要关掉这个页面。',
    en: 'There is no connection now. Your answers are kept on this device and will be sent as soon as there is one. Please leave this page open.',
  },
  waitingRisk: {
    zh: '你写了很要紧的事，但社工现在还不知道。请不要等，现在就打电话，或者告诉身边的大人：',
    en: 'You wrote something important, and the social workers do not know it yet. Please do not wait: call, or tell an adult near you:',
  },
  retry: { zh: '现在再试一次', en: 'Try again now' },
  thanksTitle: { zh: '谢谢你！', en: 'Thank you!' },
  thanksText: {
    zh: '你的回答已经交给社工站。',
    en: 'Your answers are with the station.',
  },
  thanksRisk: {
    zh: '你告诉了我们很重要的事。社工站已经收到提醒。如果不想等，现在就可以找人说。',
    en: 'You told us something important. The station has been alerted. You need not wait: you can talk to someone right now.',
  },
  untoldRisk: {
    zh: '你写了很要紧的事，但社工站没有收到。请现在就打电话，或者告诉身边的大人：',
    en: 'You wrote something important, but it did not reach the station. Please call now, or tell an adult near you:',
  },
  apartTitle: { zh: '收到了', en: 'Received' },
  apart_already_answered: {
    zh: '这张纸条之前已经交过一份问卷。你的这一份也收到了，社工会看看是谁写的。如果你拿错了纸条，请告诉老师或社工。',
    en: 'Somebody has answered with this slip before. Yours was received too, and a social worker will look whose it is. If you have the wrong slip, tell your teacher or social worker.',
  },
  apart_link_void: {
    zh: '这张纸条已经换过新的。你的回答收到了，社工会看看。',
    en: 'There is a newer slip than this one. Your answers were received, and a social worker will look at them.',
  },
  apart_other_form: {
    zh: '你的回答收到了，社工会看看。不过你的纸条问的不是这份问卷，连上网以后，可以再扫一次纸条，答它自己的问题。',
    en: 'Your answers were received, and a social worker will look at them. But your slip asks other questions: scan it again now that there is a connection, and answer those too.',
  },
  apart_answering_closed: {
    zh: '这次问卷已经截止。你的回答还是收到了，社工会看看。',
    en: 'The time for this questionnaire is over. Your answers were received all the same, and a social worker will look at them.',
  },
  apart_answers_invalid: {
    zh: '你的回答收到了，但有些内容读不出来，所以没有计入，社工会看看。',
    en: 'Your answers were received, but some of them could not be read, so they do not count. A social worker will look at them.',
  },
  apart_risk: {
    zh: '现在还不能作答，问卷没有保存。只留下了你写的那件要紧的事，好让社工知道。',
    en: 'This cannot be answered at present, and the questionnaire was not kept: only the important thing that you wrote, so that the social workers know.',
  },
  done: { zh: '完成', en: 'Done' },
  nextTitle: { zh: '可以交给下一位同学了', en: 'Ready for the next person' },
  nextText: {
    zh: '请扫你自己纸条上的二维码。',
    en: 'Please scan the code on your own slip.',
  },
  nextWaiting: {
    zh: '还有 {count} 份回答等着交上去，连上网以后会自动提交。请先不要清除浏览器的数据。',
    en: '{count} people’s answers are waiting to be sent; that happens by itself once there is a connection. Please do not clear the browser’s data.',
  },

  nextHeld: {
    zh: '还有 {count} 份回答留在这台设备上，没有交上去，社工还不知道。请告诉老师或社工，并先不要清除浏览器的数据。',
    en: '{count} people’s answers are still on this device. They could not be sent, and the social workers do not know them. Please tell your teacher or social worker, and do not clear the browser’s data.',
  },
  nextLost: {
    zh: '有 {count} 份回答一直没有交上去，社工不知道，它们也不在这台设备上了。请告诉老师或社工；如果那是你的，可以再答一次。',
    en: '{count} people’s answers were never taken: the social workers do not know them, and they are not on this device any more. Please tell your teacher or social worker; if they were yours, you can answer again.',
  },

  helpTitle: { zh: '你可以找人帮忙', en: 'You can get help' },
  riskTitle: { zh: '谢谢你说出来', en: 'Thank you for telling' },
  riskText: {
    zh: '这不是你的错，你不用一个人扛。现在就可以找人说：',
    en: 'It is not your fault, and you are not alone with it. You can talk to someone right now:',
  },
  helpText: { zh: '难受或者害怕的时候，可以找：', en: 'When you feel bad or afraid, you can turn to:' },
  helpStation: { zh: '社工站的社工', en: 'Social worker of your station' },
  helpAdult: {
    zh: '也可以告诉你信任的老师或家人。',
    en: 'Or tell a teacher or someone in your family whom you trust.',
  },
  helpNotYet: {
    zh: '你的回答提交以后，社工才会收到提醒。',
    en: 'The social workers are alerted once you submit your answers.',
  },
  helpKept: {
    zh: '没有网络，你的回答先存在这台设备上，连上网以后才交给社工站。社工现在还不知道。',
    en: 'Without a connection your answers are kept on this device and sent once there is one. The social workers do not know yet.',
  },
  talkTitle: { zh: '想请社工来找你吗？', en: 'Shall a social worker come to you?' },
  talkWords: { zh: '想说的话（可以不写）', en: 'Anything you want to say (you can leave it empty)' },
  talkSoon: { zh: '这几天来找我', en: 'Yes, in the next days' },
  talkUrgent: { zh: '我着急，请尽快', en: 'Yes, as soon as possible' },
  talkClass: {
    zh: '这样社工只知道是你们班有人需要帮助。请写下你的名字，社工才知道来找谁（也可以不写）',
    en: 'The social workers will only know that somebody of your class needs help. Write your name so that they know whom to look for (you can leave it empty)',
  },
  talkClassAsked: {
    zh: '社工站已经收到：你们班有人需要帮助。要是等不了，就打电话，或者告诉身边的大人。',
    en: 'The station knows that somebody of your class needs help. If you cannot wait, call, or tell an adult near you.',
  },
  talkImpossible: {
    zh: '用这张纸条发不出去。请打电话，或者告诉身边的大人。',
    en: 'It cannot be sent with this slip. Please call, or tell an adult near you.',
  },
  talkTooMany: {
    zh: '这句话没有发出去：用这张纸条发的好几次请求，社工还没处理完。等不了的话，现在就打电话，或者告诉身边的大人。',
    en: 'This was not sent: several requests by this slip are still waiting for the social workers. If you cannot wait, call now, or tell an adult near you.',
  },
  talkAsked: { zh: '社工已经知道了，会来找你。', en: 'The social workers know now and will come to you.' },
  talkUrgentAsked: {
    zh: '社工已经收到提醒，会尽快来找你。要是等不了，就打电话，或者告诉身边的大人。',
    en: 'The social workers have been alerted and will come as soon as they can. If you cannot wait, call, or tell an adult near you.',
  },
  talkNotSent: {
    zh: '还没有发出去。请再点一次，或者打电话，或者告诉身边的大人。',
    en: 'Not sent yet. Please tap again, or call, or tell an adult near you.',
  },
  call: { zh: '打电话 {number}', en: 'Call {number}' },
  close: { zh: '回到问卷', en: 'Back to the questions' },

  noLink: { zh: '请扫纸条上的二维码', en: 'Please scan the code on your slip' },
  noLink_text: {
    zh: '这个网址里没有你的纸条，所以打不开问卷。请用手机扫你自己纸条上的二维码。没有纸条，或者扫不出来，请找老师或社工要一张。',
    en: 'This address says nothing of a slip, so there is no questionnaire to open. Scan the code on your own slip with a phone. If you have none, or it cannot be scanned, ask your teacher or social worker for one.',
  },
  link_broken: { zh: '链接不完整', en: 'A part of the link is missing' },
  link_broken_text: {
    zh: '链接少了一部分，或者抄错了，所以打不开问卷。请扫纸条上的二维码，或者把整个链接重新复制一次。还不行，就找老师或社工要一张新的纸条。',
    en: 'A part of it is missing or was copied wrongly, so no questionnaire can be opened. Scan the code on your slip, or copy the whole link again. If that does not help, ask your teacher or social worker for a new slip.',
  },
  link_invalid: { zh: '这个链接不能用了', en: 'This link does not work' },
  link_invalid_text: {
    zh: '可能有了新的链接，或者链接不完整。请向老师或社工要一张新的。',
    en: 'There may be a newer one, or a part of it is missing. Please ask your teacher or social worker for a new slip.',
  },
  answering_not_open: { zh: '还没有开始', en: 'Not open yet' },
  answering_not_open_text: {
    zh: '{day} 开始，请到时候再来。',
    en: 'It opens at {day}. Please come back then.',
  },
  answering_closed: { zh: '已经结束了', en: 'This is over' },
  answering_closed_text: {
    zh: '这次问卷已经截止。有话想说，可以直接找社工。',
    en: 'The time for this questionnaire is over. You can always talk to the social workers.',
  },
  already_answered: { zh: '这份问卷已经交过了', en: 'This was answered already' },
  already_answered_text: {
    zh: '这张纸条已经交过问卷。如果不是你交的，你可能拿错了纸条，请告诉老师或社工。',
    en: 'This slip was answered. If that was not you, you may have the wrong slip: please tell your teacher or social worker.',
  },
  consent_not_given: { zh: '现在还不能作答', en: 'You cannot answer yet' },
  consent_not_given_text: {
    zh: '还需要一份有效的同意书。请问问社工，这不是你的问题。',
    en: 'A form of consent is still needed. Please ask the social workers; you did nothing wrong.',
  },
  held: { zh: '有回答没有交上去', en: 'Some answers were not sent' },
  held_text: {
    zh: '社工站的系统现在收不下，社工还不知道这些回答。它们留在这台设备上，以后打开这个页面会再试着交一次。请告诉老师或社工。',
    en: 'The station’s system cannot take them now, and the social workers do not know them yet. They are kept on this device and tried again when this page is opened later. Please tell your teacher or social worker.',
  },
  lost_text: {
    zh: '社工站的系统一直收不下，社工不知道这些回答，它们现在也不在这台设备上了。请告诉老师或社工，也可以再答一次。',
    en: 'The station’s system never took them: the social workers do not know them, and they are no longer on this device either. Please tell your teacher or social worker, or answer again.',
  },
  offline: { zh: '连不上网络', en: 'No connection' },
  offline_text: {
    zh: '请检查网络，连上以后会自动打开。',
    en: 'Please check the connection; the page opens by itself once there is one.',
  },
  failed: { zh: '出了点问题', en: 'Something went wrong' },
  failed_text: {
    zh: '没有交上去，这台设备上也没有留下回答。请告诉老师或社工。',
    en: 'It was not taken, and no answer is left on this device. Please tell your teacher or social worker.',
  },
} as const satisfies Record<string, Texts>;

export type Word = keyof typeof words;

/** A sentence with its parameters filled in. */
export function say(
  language: Language,
  word: Word,
  parameters: Readonly<Record<string, string | number>> = {},
): string {
  return fill(words[word], language, parameters);
}

/** A day and time as people of the station's zone say it, wherever the phone believes to be. */
export function sayInstant(language: Language, instant: string, timeZone: string): string {
  const options = { month: 'long', day: 'numeric', hour: '2-digit', minute: '2-digit', timeZone } as const;
  return new Date(instant).toLocaleString(language === 'zh' ? 'zh-CN' : 'en-GB', options);
}
