/** Words of what every slice says in Chinese. */
export const zh = {
  product: '暖途',
  action: {
    of: '{{action}}：{{whose}}',
    save: '保存',
    cancel: '取消',
    edit: '修改',
    retry: '再试一次',
    more: '加载更多',
    copy: '复制',
    copied: '已复制',
    undo: '撤销',
    continue: '继续',
    back: '返回',
    clear: '清除筛选',
    open: '打开',
    goHome: '回到今日',
    menu: '菜单',
  },
  state: {
    loading: '正在加载…',
    saved: '已保存',
    none: '无',
    failed: '没有加载出来',
    requestId: '请求编号 {{id}}',
    shown: '显示 {{n}} 条',
    missingPage: '没有这个页面',
    missingPageHint: '地址可能有误，或您没有权限查看。',
    optional: '选填',
    emptyText: '（空）',
    comma: '、',
    system: '系统',
    language: '语言',
    required: '此项必填',
    by: '{{name}} 记录',
  },
  entries: { add: '添加一项', remove: '{{list}}：去掉第 {{n}} 项', move: '{{list}}：把第 {{n}} 项往前移' },
  draft: {
    found: '有一份 {{time}} 未保存的内容',
    restore: '恢复',
    discard: '不要了',
    waiting: '没有网络，已暂存在这台设备，恢复后自动保存。',
    waitingInPage: '没有网络。请不要关掉这个页面，恢复后自动保存。',
    waitingElsewhere: '有 {{n}} 份内容暂存在这台设备，网络恢复后自动保存。',
    delivered: '网络已恢复，之前暂存的内容已保存。',
    refused: '有一份暂存的内容没能自动保存：{{reason}} 内容还在，请打开原来的表单查看。',
    openPage: '去看看',
  },
  creation: {
    taken: '这里已经保存过一份，和您现在的内容不一样。两份都在，什么都没有丢。',
    takenUnseen: '这里已经保存过另一份内容，您看不到它。您现在的内容还在。',
    saved: '已经保存的内容',
    mine: '您现在的内容',
    saveAsNew: '把我现在的内容另存为一条',
  },
  duration: {
    minutes: '{{n}} 分钟',
    hours: '{{hours}} 小时 {{minutes}} 分钟',
    days: '{{days}} 天 {{hours}} 小时',
  },
  figure: {
    to: '{{low}}\u00a0到 {{high}}',
    atLeast: '{{n}} 人以上',
  },
  person: {
    searchHint: '输入姓名、拼音首字母或学号',
    ageYears: '{{n}} 岁',
    class: '班级',
    erased: '此人的资料已按要求删除，只保留计数。',
    risks: { unknown: '未评估', low: '低', medium: '中', high: '高', urgent: '紧急' },
  },
  measure: {
    waves: { baseline: '基线', mid: '中期', post: '后测', follow_up: '追踪' },
    scale: '维度',
  },
  due: {
    in: '还剩 {{time}}',
    overdueBy: '已超时 {{time}}',
  },
  table: { xlsx: '{{name}}（.xlsx）', csv: '{{name}}（.csv）', gb18030: '{{name}}（.csv，GB 18030）' },
  sideBySide: {
    before: '原来',
    after: '现在',
    theirs: '现在的（同事已保存）',
    mine: '您填写的',
  },
  account: {
    title: '账号',
    username: '用户名',
    usernameHint: '小写字母、数字和 . _ -，至少 3 个字符',
    displayName: '姓名',
    link: '一次性链接',
    linkHint: '只显示这一次。请亲手交给 {{name}}，不要发到群里。',
  },
  session: {
    levels: { universal: '全班', selective: '小组' },
    minutes: '{{n}} 分钟',
    week: '第 {{n}} 周',
    inUse: '本机构在用',
  },
};

declare module './words.ts' {
  interface SliceWords {
    base: typeof zh;
  }
}
