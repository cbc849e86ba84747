/** Words of files in Chinese. */
export const zh = {
  choose: {
    files: '添加照片或文件',
    photograph: '拍照',
    hint: '可选择、拖入或粘贴，单个不超过 {{megabytes}} MB。照片里的拍摄地点和时间不会保存。',
    tooLarge: '“{{name}}”太大，单个文件不超过 {{megabytes}} MB。',
    empty: '“{{name}}”是空的，没有添加。',
  },
  list: { title: '{{of}}的附件', failed: '附件没有加载出来。' },
  file: {
    drop: '去掉',
    dropOf: '去掉 {{name}}',
    remove: '删除',
    removeOf: '删除 {{name}}',
    removeTitle: '删除“{{name}}”？删除后无法找回。',
    removed: '已删除',
    refused: '没有收下',
    unchecked: '正在检查，马上就好',
    delayed: '暂时无法检查，稍后会自动再试',
    unfinished: '没有传完。请再选一次这个文件，一天后未传完的部分会自动清除。',
  },
  refusals: {
    type: '不支持这种文件。可以用照片（JPEG、PNG、WebP）、PDF、Word、Excel、PowerPoint、MP3、M4A、MP4 或纯文字。',
    heic: '这是苹果的 HEIC 照片。请在手机“设置 › 相机 › 格式”里选“兼容性最佳”后重拍，或先存成 JPEG。',
    picture_broken: '图片打不开，可能没有存完整。请重新拍照或另存一份。',
    picture_too_large: '图片的尺寸太大（超过 6400 万像素）。请缩小后再传。',
    infected: '文件里发现了病毒，已删除。请检查发来文件的设备。',
  },
  upload: {
    queued: '排队等待上传',
    sending: '正在上传，可以去看别的页面',
    waiting: '网络断了或需要重新登录，恢复后自动接着传',
    refused: '“{{name}}”没有传上去：{{reason}}',
    progressOf: '{{name}} 的上传进度',
    retryOf: '再试一次 {{name}}',
    giveUp: '不传了',
    giveUpOf: '不传 {{name}} 了',
  },
  space: {
    title: '文件空间',
    used: '已用 {{used}}，共 {{quota}}；{{files}} 个文件',
    hint: '空间满了就不能再上传。需要更多空间，请联系平台运维。',
    delayed: '有 {{n}} 个文件超过十分钟还没能检查，检查前谁也打不开。请联系平台运维。',
    missing: '有 {{n}} 个文件在存储里找不到了。请联系平台运维从备份恢复。',
  },
};

declare module '../base/words.ts' {
  interface SliceWords {
    files: typeof zh;
  }
}
