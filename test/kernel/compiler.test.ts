import assert from 'node:assert/strict';
import { Session } from './cells.js';

describe('cells are one program', () => {
  let session: Session;
  beforeEach(() => {
    session = new Session();
  });

  it('shows later values to earlier functions', async () => {
    assert.deepEqual(await session.values('let a = 1; function f() { return a }', 'a = 2', 'f()', 'let a = 3', 'f()'), [
      undefined,
      2,
      2,
      undefined,
      3,
    ]);
  });
});
