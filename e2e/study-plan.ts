import type { Page } from '@playwright/test';
import { choose } from './journey.ts';

/** Fills in the plan of a study of the eight weeks; who takes part is left to the journey. */
export async function planStudy(page: Page, plan: { title: string; comparison: string }): Promise<void> {
  await page.getByLabel('名称', { exact: true }).fill(plan.title);
  await page.getByLabel('研究问题', { exact: true }).fill('参加课程的班级是否比等候的班级提高得更多？');
  await choose(page, '干预模式', '暖途八周：心理韧性三模块（第 1 版）');
  await page.getByLabel('干预组得到什么', { exact: true }).fill('八周课程');
  await page.getByLabel('对照组得到什么', { exact: true }).fill(plan.comparison);
  await page.getByText('抽签（随机）').click();
  await choose(page, '主要指标：问卷', '暖途成长小问卷');
  await choose(page, '主要指标：分数', '总平均分');
  await page.getByLabel('信度（用于判断个人变化是否可靠）').fill('0.85');
  await page.getByText('α 系数').click();
  await page.getByLabel('信度来源').fill('预试，2026');
}
