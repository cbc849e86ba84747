export { writeInterviews } from './interviews.ts';
export { joinStudy, releaseStudy } from './participation.ts';
export { createStudy, registerStudy } from './planning.ts';
