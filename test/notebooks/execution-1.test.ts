import { runsTopToBottom } from './execution.js';

describe('every lecture notebook runs top to bottom, first half', () => runsTopToBottom(0));
