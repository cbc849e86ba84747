export { volunteeringFigures } from './slice.tsx';
