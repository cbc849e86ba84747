export { readEvaluated } from './evaluated.ts';
export { recognitionFollower } from './follow-entry.ts';
export { recognitionReceivers } from './news.ts';
export { readOwnRecognition } from './own-recognition.ts';
export { readRules } from './rules.ts';
export { recognitionPages } from './pages.ts';
export { tellStars } from './star-job.ts';
