/** Words of organisations and sites in Chinese. */
export const zh = {
  organisation: {
    title: '机构',
    found: '开通机构',
    lead: '为新加入的机构建立独立空间、密钥和第一位管理员。各机构的数据互相隔离，平台运维也看不到。',
    code: '机构代码',
    name: '名称',
    nameEn: '英文名称',
    kind: '类型',
    region: '所在地区',
    administrator: '第一位管理员',
    founded: '已开通 {{name}}',
    another: '再开通一个',
    kinds: {
      social_work_agency: '社工机构',
      school: '学校',
      university: '高校',
      department: '主管部门',
      association: '行业协会商会',
      social_organisation: '社会组织',
      platform_company: '平台企业',
      foundation: '基金会',
      alliance: '协作体',
      operator: '平台运维',
    },
  },
  today: {
    accounts: '账号',
    withoutSecondFactor: '{{n}} 个账号还没有开启两步验证',
    allSecured: '所有启用的账号都已开启两步验证。',
    sites: '站点',
    siteCount: '共 {{n}} 个站点',
    invite: '邀请同事',
    manageAccounts: '管理账号',
    manageSites: '管理站点',
    foundLead: '您可以为新加入的机构开通空间。',
  },
  administration: {
    title: '管理',
    connections: '数据对接',
    sites: '站点',
    rules: '规则',
    noSites: '还没有站点',
    noSitesHint: '站点是提供服务的地方，例如学校社工站。先建一个站点，再登记服务对象。',
    newSite: '新建站点',
    changeSite: '修改站点',
    siteCode: '代码',
    siteCodeHint: '小写字母、数字和 -，建立后不能修改',
    siteName: '名称',
    siteKind: '类型',
    siteRegion: '所在地区',
    siteKinds: {
      school_station: '学校社工站',
      community_station: '社区社工站',
      practice_base: '志愿服务实践基地',
      friendly_station: '友好驿站',
    },
    levels: { province: '省', city: '市', county: '县（区）' },
    siteConflict: '同事刚改过这个站点，已为您显示最新内容，请核对后再保存。',
    accounts: '账号',
  },
};

declare module '../base/words.ts' {
  interface SliceWords {
    organisations: typeof zh;
  }
}
