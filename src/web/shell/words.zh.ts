/** Words of the frame in Chinese. */
export const zh = {
  synthetic: '合成数据 · synthetic data',
  skip: '跳到正文',
  search: {
    title: '查找服务对象',
    label: '按姓名、拼音首字母、电话或证件号查找',
    hint: '姓名、拼音首字母、电话或证件号',
    start: '输入姓名、拼音首字母、电话或证件号',
  },
  navigation: {
    main: '主导航',
    profile: '我的账号',
    signOut: '退出登录',
    appearance: '外观',
    light: '浅色',
    dark: '深色',
    system: '跟随系统',
  },
};

declare module '../base/words.ts' {
  interface SliceWords {
    shell: typeof zh;
  }
}
