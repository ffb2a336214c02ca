import { runsTopToBottom } from './execution.js';

describe('every lecture notebook runs top to bottom, second half', () => runsTopToBottom(1));
