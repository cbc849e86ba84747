/** Words of deliveries between organisations in Chinese. */
export const zh = {
  late: {
    title: '机构间送达',
    lead: '一个机构发给另一个机构、十分钟还没有送到的，或者已经停止尝试的。这里只看到谁发给谁、是什么，看不到内容。',
    empty: '都送到了',
    emptyHint:
      '没有送到的会自动再试：一分钟后、五分钟后、半小时后、两小时后，然后每十二小时一次，三天后停止。',
    count: '{{n}} 件',
    more: '还有更多，打开看全部。',
    route: '{{from}} → {{to}}',
    gone: '已不存在的机构',
    since: '{{time}} 发出',
    attempts: '失败 {{n}} 次',
    next: '{{time}} 再试',
    givenUp: '已停止尝试',
    waiting: '等待再试',
    retry: '再试一次',
    retryOf: '再试一次：{{kind}}，{{route}}',
    retried: '马上再试',
    dismiss: '不再显示',
    dismissOf: '不再显示：{{kind}}，{{route}}',
    dismissed: '已放到一边；发件机构再次发送时会重新出现',
    senderClosed: '发件机构在这台服务器上没有开放，所以没有在送；开放之后会自动再送。',
    notTried: '还没有试过：后台任务可能没有运行。',
    failures: {
      organisation_closed: '收件机构在这台服务器上没有开放。',
      organisation_gone: '收件机构已经不存在，再试也送不到。',
      unknown_kind: '服务器的这个版本不认识这种内容，升级后可以再试。',
      payload_invalid: '内容不符合约定，收件机构不能接收。',
      failed: '收件机构处理时出错，详情在服务器日志里。',
    },
    otherFailure: '收件机构没有接收（{{code}}）。',
  },
};

declare module '../base/words.ts' {
  interface SliceWords {
    deliveries: typeof zh;
  }
}
