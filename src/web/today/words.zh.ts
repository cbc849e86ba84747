/** Words of the first page in Chinese. */
export const zh = {
  today: {
    title: '今日',
    hello: '{{name}}，您好',
    nothing: '目前没有需要您处理的事',
    nothingHint: '有新的安排时，会出现在这里。',
  },
};

declare module '../base/words.ts' {
  interface SliceWords {
    today: typeof zh;
  }
}
