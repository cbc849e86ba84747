/** Words of the frame in Chinese. */
export const zh = {
  signInAgain: {
    title: '登录已过期',
    hint: '请重新登录。您填写的内容都还在。',
  },
  synthetic: '合成数据 · synthetic data',
  skip: '跳到正文',
  search: {
    title: '查找',
    label: '查找服务对象、个案、小组、干预模式、研究和页面',
    hint: '姓名、拼音首字母、电话、证件号、个案编号或名称',
    start: '输入姓名、拼音首字母、电话或证件号；也可以找小组、干预模式、研究和页面',
    nothing: '没有找到。试试姓名或名称的一部分，或拼音首字母。',
    entries: '页面和操作',
  },
  navigation: {
    main: '主导航',
    all: '更多',
    close: '关闭',
    groups: {
      care: '专业服务',
      methods: '方法与成效',
      volunteering: '志愿服务',
      staff: '社工队伍',
      together: '协作',
      administration: '机构与系统',
    },
    profile: '我的账号',
    signOut: '退出登录',
    appearance: '外观',
    light: '浅色',
    dark: '深色',
    system: '跟随系统',
  },
  leaving: {
    title: '文件还没有保存',
    text: '有文件还在上传。现在退出，没传完的文件不会保存，需要以后重新选择。',
    go: '不保存，退出',
    stay: '留下来等一等',
  },
};

declare module '../base/words.ts' {
  interface SliceWords {
    shell: typeof zh;
  }
}
