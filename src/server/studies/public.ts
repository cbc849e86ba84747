export { writeInterviews } from './interviews.ts';
export { joinStudy } from './participation.ts';
export { releaseStudy } from './releases.ts';
export { createStudy, registerStudy } from './planning.ts';
