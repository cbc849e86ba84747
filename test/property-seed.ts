import process from 'node:process';
import * as fc from 'fast-check';

const SEED = 20_261_124;

// the same draws in every run, so that a red check means that the change broke something; NUANTU_SEED explores others
const wanted = process.env['NUANTU_SEED'];
if (wanted !== 'random') fc.configureGlobal({ seed: wanted === undefined ? SEED : Number(wanted) });
