import type { Words } from './language.ts';
import type { ReleaseRefusal } from './release-plan.ts';

export const RELEASE_REFUSALS: Readonly<Record<ReleaseRefusal, Words>> = {
  version_invalid: {
    en: '“{wanted}” is no version of the form 1.2.3.',
    zh: '“{wanted}”不是 1.2.3 这样的版本号。',
  },
  version_not_newer: {
    en: '{wanted} is not above {current}, which package.json has.',
    zh: '{wanted} 不高于 package.json 中的 {current}。',
  },
  tree_dirty: {
    en: 'Commit or put aside first what is not committed: {files}',
    zh: '请先提交或移走尚未提交的改动：{files}',
  },
  tag_missing: {
    en: 'There is no tag {tag} to tell what is new since {current}: git fetch --tags, or tag the commit that was {current}.',
    zh: '缺少标签 {tag}，无法得知 {current} 以来的改动：请运行 git fetch --tags，或给当时的提交打上标签。',
  },
  tag_there: { en: 'There is a tag {tag} already.', zh: '标签 {tag} 已存在。' },
  changelog_without_unreleased: {
    en: 'CHANGELOG.md has no heading “## Unreleased”.',
    zh: 'CHANGELOG.md 中没有标题“## Unreleased”。',
  },
  unreleased_empty: {
    en: 'CHANGELOG.md says nothing under “## Unreleased”: a release has something to tell.',
    zh: 'CHANGELOG.md 的“## Unreleased”下没有内容：发布版本须说明改动。',
  },
  upgrading_missing: {
    en: 'The database changes ({migrations}), and CHANGELOG.md does not tell operators what that means: write a paragraph under “### Upgrading”.',
    zh: '数据库有改动（{migrations}），而 CHANGELOG.md 没有告诉运维人员：请在“### Upgrading”下写明。',
  },
};

export const RELEASE = {
  made: {
    en: 'Release {version} is committed and tagged {tag}, on this computer. Send it: git push --follow-tags',
    zh: '版本 {version} 已提交并打上标签 {tag}，仅在本机。发布：git push --follow-tags',
  },
  gitFailed: {
    en: 'git did not take the release, and nothing was changed: {reason}',
    zh: 'git 未能完成，没有留下任何更改：{reason}',
  },
} satisfies Record<string, Words>;
